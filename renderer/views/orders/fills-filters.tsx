import { TRADE_ORIGINS } from '../../../shared/schema/books.ts';
import { SideTag } from '../../widgets/side-tag.tsx';
import { NO_FILLS_FILTER, chosenCount } from './blotter-filter.ts';
import type { FillsFilter } from './blotter-filter.ts';
import { changeBlotter, useBlotter } from './blotter-store.ts';
import { ColumnFilterMenu, SetFilter } from './column-filter-menu.tsx';

const SIDES = (['buy', 'sell'] as const).map((value) => ({ value, label: <SideTag side={value} /> }));
const ORIGINS = TRADE_ORIGINS.map((value) => ({ value, label: value }));

/** Filters of the fills by the values of their columns: one value each. */
export function FillsFilters() {
  const filter = useBlotter((state) => state.fills);
  const change = (part: Partial<FillsFilter>): void => changeBlotter({ fills: { ...filter, ...part } });
  return (
    <ColumnFilterMenu count={chosenCount(filter)} onClear={() => changeBlotter({ fills: NO_FILLS_FILTER })}>
      <SetFilter
        label="Side"
        options={SIDES}
        chosen={filter.side === null ? [] : [filter.side]}
        onChange={(chosen) => change({ side: chosen.at(-1) ?? null })}
      />
      <SetFilter
        label="Origin"
        options={ORIGINS}
        chosen={filter.origin === null ? [] : [filter.origin]}
        onChange={(chosen) => change({ origin: chosen.at(-1) ?? null })}
      />
    </ColumnFilterMenu>
  );
}
