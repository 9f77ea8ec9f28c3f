import { IconListDetails } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { held, matches } from './follow.ts';
import { LogGrid } from './log-grid.tsx';
import { LogToolbar, SourceFilter } from './log-toolbar.tsx';
import css from './routing-log.module.css';
import { SignalDrawer } from './signal-drawer.tsx';
import { useSignalRows } from './use-signal-rows.ts';

/** Every signal and what became of it, newest first, live. */
export function RoutingLog() {
  const [source, setSource] = useState<RouteSource | null>(null);
  const [account, setAccount] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  /** The newest row at the moment of the pause; null while following. */
  const [anchor, setAnchor] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);

  const all = useSignalRows(null, account, anchor === null);
  const filtered = useSignalRows(source, account, anchor === null);
  // A burst of signals must not hold up typing: the grid may lag a frame behind the stream.
  const rows = useDeferredValue(filtered.rows);
  const { rows: shown, fresh } = useMemo(() => held(rows, anchor), [rows, anchor]);
  const visible = useMemo(() => shown.filter((row) => matches(row, query)), [shown, query]);
  const opened = useMemo(() => rows.find((row) => row.signal_id === openId) ?? null, [rows, openId]);

  const pause = (): void => setAnchor((before) => before ?? rows[0]?.signal_id ?? null);
  const follow = (): void => setAnchor(null);
  useShortcut(' ', () => (anchor === null ? pause() : follow()));

  return (
    <Panel
      title="Routing log"
      note={<span className={css.note}>{countWords(all.rows.length, all.hasOlder)}</span>}
      middle={
        <SourceFilter
          rows={all.rows}
          value={source}
          onChange={(value) => {
            setSource(value);
            follow();
          }}
        />
      }
      actions={
        <LogToolbar
          query={query}
          onQuery={setQuery}
          account={account}
          onAccount={setAccount}
          following={anchor === null}
          fresh={fresh}
          onToggle={() => (anchor === null ? pause() : follow())}
        />
      }
      className={css.log}
    >
      <LogBody
        rows={visible}
        list={filtered}
        filtered={source !== null || account !== null || query !== ''}
        following={anchor === null}
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
}

interface LogBodyProps {
  rows: readonly SignalRowDocument[];
  list: ReturnType<typeof useSignalRows>;
  filtered: boolean;
  following: boolean;
  openId: string | null;
  onOpen: (id: string) => void;
  onScrolledAway: () => void;
}

function LogBody({ rows, list, filtered, following, openId, onOpen, onScrolledAway }: LogBodyProps) {
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
