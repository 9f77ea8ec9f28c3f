import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { MONEY_KINDS } from '../../../shared/schema/order-page.ts';
import type { MoneyKind } from '../../../shared/schema/order-page.ts';
import { api } from '../../state/api.ts';
import { useAccounts } from '../../state/queries.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ToggleChip } from '../../widgets/toggle-chip.tsx';
import { NO_FILTER, isFiltered } from './blotter-filter.ts';
import type { BlotterFilter } from './blotter-filter.ts';
import { changeBlotter, useBlotter } from './blotter-store.ts';
import css from './filter-bar.module.css';
import { LayoutsMenu } from './layouts-menu.tsx';
import { TodayFigures } from './today-figures.tsx';

const BADGES: Record<MoneyKind, { mode: 'real' | 'paper'; testnet: boolean }> = {
  real: { mode: 'real', testnet: false },
  testnet: { mode: 'real', testnet: true },
  paper: { mode: 'paper', testnet: false },
};

/** What the journal can have orders of comes seldom; this often it is asked for again. */
const CHOICES_MS = 30_000;

/** Narrows every list of the blotter, and tells how its orders do today. */
export function FilterBar({ symbolRef }: { symbolRef: RefObject<HTMLInputElement | null> }) {
  const filter = useBlotter((state) => state.filter);
  const change = (part: Partial<BlotterFilter>): void => changeBlotter({ filter: { ...filter, ...part } });
  const { data: choices } = useQuery(api.orders.choices.queryOptions(undefined, { refetchInterval: CHOICES_MS }));
  const registered = useAccounts().map(({ name }) => name);
  return (
    <div className={css.bar}>
      <div className={css.filters} role="search" aria-label="Filter orders">
        <div className={css.modes} role="group" aria-label="Mode">
          <ToggleChip on={filter.kind === null} onClick={() => change({ kind: null })}>
            All modes
          </ToggleChip>
          {MONEY_KINDS.map((kind) => (
            <ToggleChip
              key={kind}
              on={filter.kind === kind}
              onClick={() => change({ kind: filter.kind === kind ? null : kind })}
            >
              <ModeBadge {...BADGES[kind]} small />
            </ToggleChip>
          ))}
        </div>
        <AnyOf
          label="Account"
          value={filter.account_name}
          known={[...registered, ...(choices?.account_names ?? [])]}
          onChange={(name) => change({ account_name: name })}
        />
        <AnyOf
          label="Symbol"
          inputRef={symbolRef}
          value={filter.symbol}
          known={choices?.symbols ?? []}
          onChange={(symbol) => change({ symbol })}
        />
        <AnyOf
          label="Strategy"
          value={filter.strategy_id}
          known={choices?.strategy_ids ?? []}
          onChange={(id) => change({ strategy_id: id })}
        />
        {isFiltered(filter) ? (
          <Button size="xs" variant="subtle" onClick={() => changeBlotter({ filter: NO_FILTER })}>
            Clear
          </Button>
        ) : null}
        <LayoutsMenu />
      </div>
      <TodayFigures kind={filter.kind ?? 'real'} />
    </div>
  );
}

interface AnyOfProps {
  label: string;
  value: string | null;
  known: readonly string[];
  inputRef?: RefObject<HTMLInputElement | null>;
  onChange: (value: string | null) => void;
}

/** One of what is known, or any; typing narrows the list. */
function AnyOf({ label, value, known, inputRef, onChange }: AnyOfProps) {
  // A layout may name what this journal never had.
  const data = [...new Set(value === null ? known : [value, ...known])].sort();
  return (
    <Select
      {...(inputRef ? { ref: inputRef } : {})}
      className={css.choice}
      aria-label={label}
      placeholder={`${label}: any`}
      searchable
      clearable={value !== null}
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      limit={100}
      data={data}
      value={value}
      nothingFoundMessage="None of this name"
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={onChange}
    />
  );
}
