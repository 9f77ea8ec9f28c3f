import { Button } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import type { GridApi, RowClassRules } from 'ag-grid-community';
import { useCallback, useMemo, useRef } from 'react';
import type { CSSProperties } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { openView } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import frame from '../../widgets/panel.module.css';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import { BlotterGrid } from './blotter-grid.tsx';
import { NO_FILTER, isFiltered } from './blotter-filter.ts';
import { changeBlotter, useBlotter } from './blotter-store.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ExternalOrders } from './external-orders.tsx';
import { OPEN_COLUMNS } from './order-columns.ts';
import { Bones } from './order-bones.tsx';
import gridCss from './orders-grid.module.css';
import css from './orders-view.module.css';
import { UnknownBanner } from './unknown-banner.tsx';
import type { OpenOrders } from './use-open-orders.ts';

export type OpenTab = 'open' | 'external';

interface OpenPanelProps {
  tab: OpenTab;
  onTab: (tab: OpenTab) => void;
  open: OpenOrders;
  opened: string | null;
  onOpen: (id: string, by: 'mouse' | 'key') => void;
  onReady: (api: GridApi) => void;
}

const ROW_CLASSES: RowClassRules<OrderDocument> = {
  [gridCss.unknown ?? 'unknown']: ({ data }) => data?.status === 'unknown',
};
const idOf = (order: OrderDocument): string => order.id;
const CANCEL = ['cancel'];
const NONE: string[] = [];
const clearFilter = (): void => changeBlotter({ filter: NO_FILTER });

/** What rests, or is not settled: ours, and what others placed at the exchanges. */
export function OpenPanel({ tab, onTab, open, opened, onOpen, onReady }: OpenPanelProps) {
  const filter = useBlotter((state) => state.filter);
  const grid = useRef<GridApi<OrderDocument> | null>(null);
  const selected = useCallback((order: OrderDocument) => order.id === opened, [opened]);
  const accounts = useMemo(() => new Set(open.rows.map(({ account_name: name }) => name)).size, [open.rows]);
  const listed = tab === 'open' && open.rows.length > 0;
  return (
    <section className={frame.panel} aria-label="Open orders" data-panel="open">
      <div className={css.toolbar}>
        <LineTabs
          id="open-orders"
          label="Open orders"
          value={tab}
          onChange={onTab}
          tabs={[
            { value: 'open', label: 'Open', count: open.count },
            { value: 'external', label: 'External', count: open.external },
          ]}
        />
        <span className={css.grow} />
        {open.more ? <span className={css.note}>The newest 1,000 are shown.</span> : null}
        {tab === 'open' && accounts > 0 ? (
          <span className={css.note}>
            of {accounts} {accounts === 1 ? 'account' : 'accounts'}
          </span>
        ) : null}
        {tab === 'open' ? <ColumnsMenu id="open" columns={OPEN_COLUMNS} grid={() => grid.current} /> : null}
      </div>
      <UnknownBanner orders={open.unknown} onOpen={(id) => onOpen(id, 'key')} />
      <div
        className={cx(css.content, listed && css.rows)}
        style={{ '--rows': open.rows.length } as CSSProperties}
        {...panelProps('open-orders', tab)}
      >
        {tab === 'external' ? (
          <ExternalOrders filter={filter} onClear={clearFilter} />
        ) : !open.loaded && open.error ? (
          <ErrorState
            title="Orders could not be read"
            error={open.error}
            action={{ label: 'Try again', onClick: open.retry }}
          />
        ) : !open.loaded ? (
          <Bones rows={4} label="Loading open orders" />
        ) : open.rows.length === 0 ? (
          isFiltered(filter) ? (
            <EmptyState
              title="No order matches the filter"
              action={<Button onClick={clearFilter}>Clear the filter</Button>}
            />
          ) : (
            <EmptyState
              icon={IconTable}
              title="No open order"
              action={<Button onClick={() => openView('desk')}>Fire a signal</Button>}
            >
              Orders that rest on a book, or whose outcome is not settled, stand here.
            </EmptyState>
          )
        ) : (
          <BlotterGrid<OrderDocument>
            id="open"
            label="Open orders"
            columns={OPEN_COLUMNS}
            rowId={idOf}
            rows={open.rows}
            selected={selected}
            rowClasses={ROW_CLASSES}
            // The open order brings its own cancel.
            without={opened === null ? NONE : CANCEL}
            onOpen={(order, by) => onOpen(order.id, by)}
            onReady={(api) => {
              grid.current = api;
              onReady(api);
            }}
          />
        )}
      </div>
    </section>
  );
}
