import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { OrderDetailDocument, OrderDocument } from '../../../shared/schema/order.ts';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { IconButton } from '../../widgets/icon-button.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { modeKind } from '../../widgets/mode.ts';
import { RouteSteps } from '../../widgets/route-steps.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { LineTabs, panelProps } from '../parts/line-tabs.tsx';
import { AmendControl } from './amend-control.tsx';
import { CancelControl } from './cancel-control.tsx';
import { FillsTable } from './fills-table.tsx';
import css from './order-drawer.module.css';
import { OrderFacts } from './order-facts.tsx';
import { OrderHead } from './order-head.tsx';
import { OrderLifeList } from './order-life-list.tsx';
import { OrderRemarks } from './order-remarks.tsx';

type Tab = 'life' | 'decision' | 'fills' | 'details';

export interface OrderDrawerProps {
  id: string;
  /** Takes the focus, for whoever opened it by keyboard. */
  takeFocus: boolean;
  /** Shows another order in this one's place. */
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** Look-ups of an unknown outcome are no events: an order is followed by asking while it is unknown. */
const WATCH_MS = 2_000;

/** Everything about one order: how it lives, why it went where it went, and what was filled. */
export function OrderDrawer({ id, takeFocus, onOpen, onClose }: OrderDrawerProps) {
  const { data, error, refetch } = useQuery(
    api.orders.get.queryOptions(
      { id },
      { refetchInterval: ({ state }) => (state.data?.order.status === 'unknown' ? WATCH_MS : false) },
    ),
  );
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takeFocus) drawer.current?.focus();
  }, [id, takeFocus]);
  const kind = data ? modeKind(data.order.mode, data.order.testnet) : 'unknown';
  return (
    <aside ref={drawer} tabIndex={-1} className={cx(css.drawer, data && css[kind])} aria-label={`Order ${id}`}>
      <header className={css.top}>
        {data ? (
          <>
            <ModeBadge mode={data.order.mode} testnet={data.order.testnet} />
            <span className={cx('num', css.account)}>{data.order.account_name}</span>
          </>
        ) : null}
        <span className={css.grow} />
        <CopyId id={id} label="order id" />
        <IconButton icon={IconX} label="Close order" onClick={onClose} />
      </header>
      {data ? (
        <Opened key={id} detail={data} onOpen={onOpen} />
      ) : error ? (
        <ErrorState
          title="The order could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : (
        <Bones />
      )}
    </aside>
  );
}

function Opened({ detail, onOpen }: { detail: OrderDetailDocument; onOpen: (id: string) => void }) {
  const { order, fills, decision } = detail;
  const [tab, setTab] = useState<Tab>('life');
  return (
    <>
      <OrderHead order={order} />
      <div className={css.tabs}>
        <LineTabs
          id="order"
          label="Order"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'life', label: 'Lifecycle' },
            { value: 'decision', label: 'Decision' },
            { value: 'fills', label: 'Fills', count: fills.length },
            { value: 'details', label: 'Details' },
          ]}
        />
      </div>
      <div className={css.body} {...panelProps('order', tab)} tabIndex={0}>
        {tab === 'life' ? (
          <>
            <OrderRemarks order={order} onOpen={onOpen} />
            <OrderLifeList detail={detail} />
          </>
        ) : null}
        {tab === 'decision' ? (
          <RouteSteps decision={decision} order={<SentOrder order={order} />} error={order.error} detailed />
        ) : null}
        {tab === 'fills' ? <FillsTable order={order} fills={fills} /> : null}
        {tab === 'details' ? <OrderFacts order={order} /> : null}
      </div>
      <footer className={css.foot}>
        <AmendControl key={`amend ${order.id} ${order.amount} ${order.price}`} order={order} onReplaced={onOpen} />
        <CancelControl key={order.id} order={order} large />
      </footer>
    </>
  );
}

function SentOrder({ order }: { order: OrderDocument }) {
  return (
    <p className={css.sent}>
      1 {order.type} order to {order.exchange}: {order.side}{' '}
      <span className="num">
        {order.amount} {order.symbol}
      </span>
      {order.price === null ? ', at market' : <span className="num"> at {order.price}</span>}
    </p>
  );
}

function Bones() {
  return (
    <div className={css.bones} aria-busy="true" aria-label="Loading the order">
      <Skeleton width={220} height={22} />
      <Skeleton width="100%" height={7} />
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} width="100%" height={40} />
      ))}
    </div>
  );
}
