import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../state/api.ts';
import { statusWord } from '../../widgets/order-status-chip.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { HISTORY_STATUSES, NO_HISTORY_FILTER, chosenCount } from './blotter-filter.ts';
import type { HistoryFilter } from './blotter-filter.ts';
import { changeBlotter, useBlotter } from './blotter-store.ts';
import { ColumnFilterMenu, SetFilter } from './column-filter-menu.tsx';

const SIDES = (['buy', 'sell'] as const).map((value) => ({ value, label: <SideTag side={value} /> }));
const TYPES = [
  { value: 'market', label: 'Market' },
  { value: 'limit', label: 'Limit' },
] as const;
const STATUSES = HISTORY_STATUSES.map((value) => ({ value, label: statusWord(value) }));
/** So many names are offered as chips; of more, the filters above choose one by its name. */
const OFFERED = 24;

/** Filters of the history by the values of its columns. */
export function HistoryFilters() {
  const filter = useBlotter((state) => state.history);
  const { data: choices } = useQuery(api.orders.choices.queryOptions());
  const change = (part: Partial<HistoryFilter>): void => changeBlotter({ history: { ...filter, ...part } });
  const named = (names: readonly string[], chosen: readonly string[]): { value: string; label: string }[] =>
    [...new Set([...chosen, ...names])].slice(0, OFFERED).map((value) => ({ value, label: value || 'no strategy' }));
  return (
    <ColumnFilterMenu count={chosenCount(filter)} onClear={() => changeBlotter({ history: NO_HISTORY_FILTER })}>
      <TextInput
        size="xs"
        label="Symbol contains"
        value={filter.symbol_part}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ symbol_part: event.currentTarget.value })}
      />
      <SetFilter
        label="Status"
        options={STATUSES}
        chosen={filter.statuses}
        onChange={(statuses) => change({ statuses })}
      />
      <SetFilter label="Side" options={SIDES} chosen={filter.sides} onChange={(sides) => change({ sides })} />
      <SetFilter label="Type" options={TYPES} chosen={filter.types} onChange={(types) => change({ types })} />
      <SetFilter
        label="Account"
        options={named(choices?.account_names ?? [], filter.account_names)}
        chosen={filter.account_names}
        onChange={(names) => change({ account_names: names })}
      />
      <SetFilter
        label="Strategy"
        options={named(['', ...(choices?.strategy_ids ?? [])], filter.strategy_ids)}
        chosen={filter.strategy_ids}
        onChange={(ids) => change({ strategy_ids: ids })}
      />
    </ColumnFilterMenu>
  );
}
