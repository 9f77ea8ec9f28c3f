import { Button } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLink, useLinkStore } from '../../state/link.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { openView } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import { ExternalOrders } from './external-orders.tsx';
import { OrderDrawer } from './order-drawer.tsx';
import { NO_FILTER, isFiltered } from './order-filter.ts';
import type { OrderFilterState, OrderTab } from './order-filter.ts';
import { OrderFilters } from './order-filters.tsx';
import { OrdersGrid } from './orders-grid.tsx';
import frame from '../../widgets/panel.module.css';
import css from './orders-view.module.css';
import { UnknownBanner } from './unknown-banner.tsx';
import { useOrders } from './use-orders.ts';
import type { OrderLists } from './use-orders.ts';

/** What is open, and what happened to everything else. */
export default function OrdersView() {
  const [tab, setTab] = useState<OrderTab>('open');
  const [filter, setFilter] = useState<OrderFilterState>(NO_FILTER);
  const [opened, setOpened] = useState<{ id: string; takeFocus: boolean } | null>(null);
  const returnTo = useRef<HTMLElement | null>(null);
  const symbol = useRef<HTMLInputElement>(null);
  const lists = useOrders(tab, filter);
  useShortcut('/', () => symbol.current?.focus());

  const open = (id: string, by: 'mouse' | 'key'): void => {
    if (by === 'key' && document.activeElement instanceof HTMLElement) returnTo.current = document.activeElement;
    setOpened({ id, takeFocus: by === 'key' });
  };
  const close = (): void => {
    setOpened(null);
    if (opened?.takeFocus) returnTo.current?.focus();
  };

  const onEscape = useRef(close);
  useEffect(() => {
    onEscape.current = close;
  });
  useEffect(() => {
    if (opened === null) return undefined;
    // What had the focus may be gone, as a form that was sent: then the key comes to nobody.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.activeElement === document.body) onEscape.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [opened]);

  return (
    <div
      role="group"
      aria-label="Orders and the open one"
      className={cx(css.view, opened !== null && css.withDrawer)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && opened !== null && !event.defaultPrevented) close();
      }}
    >
      <section className={frame.panel} aria-label="Orders">
        <div className={css.toolbar}>
          <LineTabs
            id="orders"
            label="Orders"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'open', label: 'Open', count: lists.counts.open },
              { value: 'history', label: 'History', count: lists.counts.history },
              { value: 'all', label: 'All', count: lists.counts.all },
              { value: 'external', label: 'External', count: lists.counts.external },
            ]}
          />
          <span className={css.grow} />
          <StaleNote />
          <OrderFilters filter={filter} external={tab === 'external'} onChange={setFilter} symbolRef={symbol} />
        </div>
        <UnknownBanner orders={lists.unknown} onOpen={(id) => open(id, 'key')} />
        <div className={css.content} {...panelProps('orders', tab)}>
          {tab === 'external' ? (
            <ExternalOrders filter={filter} onClear={() => setFilter(NO_FILTER)} />
          ) : (
            <List
              lists={lists}
              tab={tab}
              filtered={isFiltered(filter)}
              onClear={() => setFilter(NO_FILTER)}
              opened={opened?.id ?? null}
              onOpen={open}
            />
          )}
        </div>
        {tab !== 'open' && tab !== 'external' && lists.older.available ? (
          <div className={css.foot}>
            <span>Older orders are not loaded yet.</span>
            <Button size="xs" loading={lists.older.loading} onClick={lists.older.load}>
              Load older orders
            </Button>
          </div>
        ) : null}
      </section>
      {opened === null ? null : (
        <OrderDrawer {...opened} onOpen={(id) => setOpened({ id, takeFocus: true })} onClose={close} />
      )}
    </div>
  );
}

interface ListProps {
  lists: OrderLists;
  tab: Exclude<OrderTab, 'external'>;
  filtered: boolean;
  onClear: () => void;
  opened: string | null;
  onOpen: (id: string, by: 'mouse' | 'key') => void;
}

function List({ lists, tab, filtered, onClear, opened, onOpen }: ListProps) {
  if (!lists.loaded && lists.error) {
    return (
      <ErrorState
        title="Orders could not be read"
        error={lists.error}
        action={{ label: 'Try again', onClick: lists.retry }}
      />
    );
  }
  if (!lists.loaded) return <Bones />;
  if (lists.rows.length === 0) return <Nothing tab={tab} filtered={filtered} onClear={onClear} />;
  const { older } = lists;
  return (
    <OrdersGrid
      rows={lists.rows}
      selected={opened}
      onOpen={onOpen}
      onEnd={() => {
        if (tab !== 'open' && older.available && !older.loading) older.load();
      }}
    />
  );
}

const WORDS = {
  open: ['No open order', 'Orders that rest on a book, or whose outcome is not settled, stand here.'],
  history: ['No finished order yet', 'Filled, cancelled and refused orders stand here.'],
  all: ['No order yet', 'Every order that a signal leads to stands here, also the refused ones.'],
} as const;

function Nothing({ tab, filtered, onClear }: { tab: ListProps['tab']; filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        icon={IconTable}
        title="No order matches the filter"
        action={<Button onClick={onClear}>Clear the filter</Button>}
      />
    );
  }
  const [title, words] = WORDS[tab];
  return (
    <EmptyState icon={IconTable} title={title} action={<Button onClick={() => openView('desk')}>Fire a signal</Button>}>
      {words}
    </EmptyState>
  );
}

function StaleNote() {
  const link = useLink();
  const last = useLinkStore((state) => state.lastFrameAtMs);
  if (link !== 'stale') return null;
  return <StaleMark since={last === null ? null : new Date(last).toISOString()} />;
}

function Bones() {
  return (
    <div className={css.bones} aria-busy="true" aria-label="Loading orders">
      {Array.from({ length: 9 }, (_, row) => (
        <Skeleton key={row} width="100%" height={17} />
      ))}
    </div>
  );
}
