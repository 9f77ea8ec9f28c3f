import { Select, TextInput } from '@mantine/core';
import { IconArrowUp, IconPlayerPause, IconSearch } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { ROUTE_SOURCES } from '../../../shared/schema/order.ts';
import type { RouteSource, SignalRowDocument } from '../../../shared/schema/order.ts';
import { useAccounts } from '../../state/queries.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { SourceGlyph } from '../../widgets/source-chip.tsx';
import { ToggleChip } from '../../widgets/toggle-chip.tsx';
import css from './log-toolbar.module.css';

interface SourceFilterProps {
  /** The loaded rows of every source; the counts are of them. */
  rows: readonly SignalRowDocument[];
  value: RouteSource | null;
  onChange: (value: RouteSource | null) => void;
}

/** How the account was found. */
export function SourceFilter({ rows, value, onChange }: SourceFilterProps) {
  const counts = useMemo(() => {
    const found = new Map<RouteSource, number>();
    for (const row of rows) found.set(row.source, (found.get(row.source) ?? 0) + 1);
    return found;
  }, [rows]);
  return (
    <div className={css.sources} role="group" aria-label="Source">
      <ToggleChip on={value === null} onClick={() => onChange(null)}>
        All
      </ToggleChip>
      {ROUTE_SOURCES.map((source) => (
        <ToggleChip
          key={source}
          on={value === source}
          onClick={() => onChange(value === source ? null : source)}
          icon={<SourceGlyph source={source} />}
          count={counts.get(source) ?? 0}
          title={`${counts.get(source) ?? 0} of the ${rows.length} rows loaded`}
        >
          {source}
        </ToggleChip>
      ))}
    </div>
  );
}

interface LogToolbarProps {
  query: string;
  onQuery: (query: string) => void;
  account: string | null;
  onAccount: (account: string | null) => void;
  following: boolean;
  /** Rows that came since the pause. */
  fresh: number;
  onToggle: () => void;
}

const ALL = 'all';

export function LogToolbar({ query, onQuery, account, onAccount, following, fresh, onToggle }: LogToolbarProps) {
  const filter = useRef<HTMLInputElement>(null);
  const names = useAccounts().map((account) => account.name);
  useShortcut('/', () => filter.current?.focus());
  return (
    <>
      <TextInput
        ref={filter}
        className={css.filter}
        aria-label="Filter the log"
        placeholder="Filter"
        title="Filters the rows loaded (press /)"
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onQuery('');
        }}
        leftSection={<IconSearch size={13} stroke={1.8} aria-hidden />}
        leftSectionWidth={26}
      />
      <Select
        className={css.account}
        aria-label="Account of the log"
        value={account ?? ALL}
        onChange={(value) => onAccount(value === null || value === ALL ? null : value)}
        data={[{ value: ALL, label: 'All accounts' }, ...names.map((name) => ({ value: name, label: name }))]}
        comboboxProps={{ width: 200, position: 'bottom-end' }}
      />
      <ToggleChip
        on={following}
        warn={!following}
        onClick={onToggle}
        title="Follow or pause (Space)"
        icon={
          following ? (
            <IconArrowUp size={13} stroke={2} aria-hidden />
          ) : (
            <IconPlayerPause size={13} stroke={2} aria-hidden />
          )
        }
      >
        {following ? 'Follow' : `Paused${fresh > 0 ? `, ${fresh} new` : ''}`}
      </ToggleChip>
    </>
  );
}
