import { IconListDetails } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import type { RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { EMPTY_ANCHOR, held, matches } from './follow.ts';
import { LogGrid } from './log-grid.tsx';
import { LogToolbar, SourceFilter } from './log-toolbar.tsx';
import css from './routing-log.module.css';
import { SignalDrawer } from './signal-drawer.tsx';
import { useSignalRows } from './use-signal-rows.ts';
import type { SignalRows } from './use-signal-rows.ts';

/** Which rows of the log are asked for. */
interface LogFilter {
  source: RouteSource | null;
  account: string | null;
}

/** Every signal and what became of it, newest first, live. */
export function RoutingLog() {
  const [filter, setFilter] = useState<LogFilter>({ source: null, account: null });
  /** The newest row at the moment of the pause; null while following. */
  const [anchor, setAnchor] = useState<string | null>(null);
  const all = useSignalRows(null, filter.account, anchor === null);
  const chosen = useSignalRows(filter.source, filter.account, anchor === null);
  return (
    <LogPanel all={all} chosen={chosen} filter={filter} onFilter={setFilter} anchor={anchor} onAnchor={setAnchor} />
  );
}

interface LogPanelProps {
  /** Of every source. */
  all: SignalRows;
  chosen: SignalRows;
  filter: LogFilter;
  onFilter: (filter: LogFilter) => void;
  anchor: string | null;
  onAnchor: (anchor: string | null) => void;
}

/** Apart from its data, so that it is drawn as often as they are shown and not as often as they change. */
const LogPanel = memo(function LogPanel({ all, chosen, filter, onFilter, anchor, onAnchor }: LogPanelProps) {
  const [query, setQuery] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const { rows } = chosen;
  const { rows: shown, fresh } = useMemo(() => held(rows, anchor), [rows, anchor]);
  const visible = useMemo(() => shown.filter((row) => matches(row, query)), [shown, query]);
  const opened = useMemo(() => rows.find((row) => row.signal_id === openId) ?? null, [rows, openId]);

  const following = anchor === null;
  const pause = (): void => onAnchor(anchor ?? rows[0]?.signal_id ?? EMPTY_ANCHOR);
  const toggle = (): void => (following ? pause() : onAnchor(null));
  useShortcut(' ', toggle);

  return (
    <Panel
      title="Routing log"
      note={<span className={css.note}>{countWords(all.rows.length, all.hasOlder)}</span>}
      middle={
        <SourceFilter
          rows={all.rows}
          value={filter.source}
          onChange={(source) => {
            onFilter({ ...filter, source });
            onAnchor(null);
          }}
        />
      }
      actions={
        <LogToolbar
          query={query}
          onQuery={setQuery}
          account={filter.account}
          onAccount={(account) => {
            onFilter({ ...filter, account });
            onAnchor(null);
          }}
          following={following}
          fresh={fresh}
          onToggle={toggle}
        />
      }
      className={css.log}
    >
      <LogBody
        rows={visible}
        list={chosen}
        filtered={filter.source !== null || filter.account !== null || query !== ''}
        following={following}
        fresh={fresh}
        openId={openId}
        onOpen={(id) => {
          pause();
          setOpenId(id);
        }}
        onScrolledAway={pause}
      />
      <SignalDrawer row={opened} onClose={() => setOpenId(null)} />
    </Panel>
  );
});

interface LogBodyProps {
  rows: readonly SignalRowDocument[];
  list: SignalRows;
  filtered: boolean;
  following: boolean;
  /** Rows that the pause holds back. */
  fresh: number;
  openId: string | null;
  onOpen: (id: string) => void;
  onScrolledAway: () => void;
}

function LogBody({ rows, list, filtered, following, fresh, openId, onOpen, onScrolledAway }: LogBodyProps) {
  if (list.error && rows.length === 0) {
    return (
      <ErrorState
        title="The log could not be read"
        error={list.error}
        action={{ label: 'Try again', onClick: list.retry }}
      />
    );
  }
  if (list.pending) {
    return (
      <div className={css.bones} aria-busy>
        {[0, 1, 2, 3, 4].map((index) => (
          <div key={index} className={css.bone}>
            <Skeleton width={90} />
            <Skeleton width={70} />
            <Skeleton width={120} />
            <Skeleton width="40%" />
          </div>
        ))}
      </div>
    );
  }
  if (rows.length === 0 && !filtered && fresh > 0) {
    return (
      <EmptyState title="Paused">{fresh === 1 ? '1 row is' : `${fresh} rows are`} held back. Follow to see.</EmptyState>
    );
  }
  if (rows.length === 0) {
    return filtered ? (
      <EmptyState title="No signal fits these filters" />
    ) : (
      <EmptyState icon={IconListDetails} title="One row for each decision appears here">
        Fire a signal above, or send one from the command line or over HTTP.
      </EmptyState>
    );
  }
  return (
    <LogGrid
      rows={rows}
      list={list}
      following={following}
      openId={openId}
      onOpen={onOpen}
      onScrolledAway={onScrolledAway}
    />
  );
}

const countWords = (loaded: number, more: boolean): string => (more ? `latest ${loaded}` : `${loaded} in all`);
