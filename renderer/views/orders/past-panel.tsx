import { Button } from '@mantine/core';
import { IconDownload, IconTable } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../state/api.ts';
import { useNow } from '../../state/now.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import frame from '../../widgets/panel.module.css';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import {
  NO_FILLS_FILTER,
  NO_FILTER,
  NO_HISTORY_FILTER,
  chosenCount,
  isFiltered,
  orderFilters,
  tradeFilters,
} from './blotter-filter.ts';
import { changeBlotter, useBlotter } from './blotter-store.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { orderLines, tradeLines } from './export-rows.ts';
import { FILL_COLUMNS } from './fill-columns.tsx';
import { FillsFilters } from './fills-filters.tsx';
import { FillsGrid } from './fills-grid.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { HistoryGrid } from './history-grid.tsx';
import { historySort } from './history-sort.ts';
import { HISTORY_COLUMNS } from './order-columns.ts';
import css from './orders-view.module.css';
import { PeriodMenu } from './period-menu.tsx';
import type { Exporting } from './use-export.ts';
import { useTotals } from './use-totals.ts';

interface PastPanelProps {
  opened: string | null;
  onOpen: (id: string, by: 'mouse' | 'key') => void;
  onReady: (api: GridApi) => void;
  exporting: Exporting;
  /** Sets what Ctrl E exports. */
  onExporter: (run: () => void) => void;
}

const DAY_MS = 86_400_000;

/** What has ended, and what was traded. */
export function PastPanel({ opened, onOpen, onReady, exporting, onExporter }: PastPanelProps) {
  const { filter, history, fills, period, tab, sort } = useBlotter();
  // Periods begin at midnight: the lists are read anew only when another day has begun.
  const dayMs = Math.floor(useNow(60_000) / DAY_MS) * DAY_MS;
  const orders = useMemo(() => orderFilters(filter, history, period, dayMs), [filter, history, period, dayMs]);
  const trades = useMemo(() => tradeFilters(filter, fills, period, dayMs), [filter, fills, period, dayMs]);
  const totals = useTotals(orders, trades, tab);
  const [error, setError] = useState<unknown>(null);
  const grid = useRef<GridApi | null>(null);
  useEffect(() => setError(null), [orders, trades, tab]);

  const ready = (api: GridApi): void => {
    grid.current = api;
    onReady(api);
  };
  const retry = (): void => {
    setError(null);
    grid.current?.purgeInfiniteCache();
  };
  const save = (): void => {
    const day = new Date().toISOString().slice(0, 10);
    if (tab === 'fills') {
      exporting.start(`fills-${day}.csv`, () => tradeLines(trades, (query) => client.books.trades.query(query)));
    } else if (orders !== null) {
      const sorted = historySort(sort.history);
      exporting.start(`orders-${day}.csv`, () =>
        orderLines({ view: 'history', filters: orders, ...(sorted ? { sort: sorted } : {}) }, (query) =>
          client.orders.page.query(query),
        ),
      );
    }
  };
  useEffect(() => onExporter(save));

  const total = totals[tab];
  const narrowed = isFiltered(filter) || period.kind !== 'all' || chosenCount(tab === 'fills' ? fills : history) > 0;
  const list = { opened, onOpen, onReady: ready, onTotal: totals.set, onError: setError };
  return (
    <section className={frame.panel} aria-label="History and fills" data-panel="past">
      <div className={css.toolbar}>
        <LineTabs
          id="past-orders"
          label="History and fills"
          value={tab}
          onChange={(next) => changeBlotter({ tab: next })}
          tabs={[
            { value: 'history', label: 'History', count: counted(totals.history) },
            { value: 'fills', label: 'Fills', count: counted(totals.fills) },
          ]}
        />
        <span className={css.grow} />
        <PeriodMenu value={period} onChange={(next) => changeBlotter({ period: next })} />
        {tab === 'fills' ? <FillsFilters /> : <HistoryFilters />}
        {tab === 'fills' ? (
          <ColumnsMenu key="fills" id="fills" columns={FILL_COLUMNS} grid={() => grid.current} />
        ) : (
          <ColumnsMenu key="history" id="history" columns={HISTORY_COLUMNS} grid={() => grid.current} />
        )}
        <ExportButton exporting={exporting} none={total === 0} onExport={save} />
      </div>
      <div className={css.content} {...panelProps('past-orders', tab)}>
        {tab === 'fills' ? <FillsGrid filters={trades} {...list} /> : <HistoryGrid filters={orders} {...list} />}
        {error !== null ? (
          <Cover>
            <ErrorState
              title={tab === 'fills' ? 'Fills could not be read' : 'Orders could not be read'}
              error={error}
              action={{ label: 'Try again', onClick: retry }}
            />
          </Cover>
        ) : total === 0 ? (
          <Cover>{narrowed ? <NoMatch fills={tab === 'fills'} /> : <NothingYet fills={tab === 'fills'} />}</Cover>
        ) : null}
      </div>
    </section>
  );
}

/** Over the list, which goes on following what happens. */
const Cover = ({ children }: { children: ReactNode }) => <div className={css.cover}>{children}</div>;

const counted = (total: number | undefined): string | undefined =>
  total === undefined ? undefined : formatDecimal(String(total));

function ExportButton({
  exporting: { progress, stop },
  none,
  onExport,
}: {
  exporting: Exporting;
  none: boolean;
  onExport: () => void;
}) {
  if (progress === null) {
    return (
      <Button
        size="xs"
        leftSection={<IconDownload size={13} aria-hidden />}
        title="All rows of this list, as CSV (Ctrl E)"
        disabled={none}
        onClick={onExport}
      >
        Export
      </Button>
    );
  }
  return (
    <Button size="xs" onClick={stop} title="Stop the export">
      <span className="num">
        {formatDecimal(String(progress.done))} of {formatDecimal(String(progress.total))}
      </span>
      , stop
    </Button>
  );
}

function NoMatch({ fills }: { fills: boolean }) {
  const clear = (): void =>
    changeBlotter({ filter: NO_FILTER, history: NO_HISTORY_FILTER, fills: NO_FILLS_FILTER, period: { kind: 'all' } });
  return (
    <EmptyState
      title={fills ? 'No fill matches the filters' : 'No finished order matches the filters'}
      action={<Button onClick={clear}>Clear all filters</Button>}
    />
  );
}

function NothingYet({ fills }: { fills: boolean }) {
  return fills ? (
    <EmptyState icon={IconTable} title="No fill yet">
      Trades of your orders stand here, and those that an exchange’s history tells.
    </EmptyState>
  ) : (
    <EmptyState icon={IconTable} title="No finished order yet">
      Filled, cancelled and refused orders stand here.
    </EmptyState>
  );
}
