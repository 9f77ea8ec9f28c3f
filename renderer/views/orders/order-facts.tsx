import type { ReactNode } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { Num } from '../../widgets/money.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './order-drawer.module.css';

/** Ids and fields of an order as they stand in the journal. */
export function OrderFacts({ order }: { order: OrderDocument }) {
  return (
    <dl className={css.facts}>
      <Fact term="Order id">
        <CopyId id={order.id} label="order id" />
      </Fact>
      <Fact term="Signal id">
        <CopyId id={order.signal_id} label="signal id" />
      </Fact>
      <Fact term="Client order id">
        <CopyId id={order.client_order_id} label="client order id" />
      </Fact>
      <Fact term="Venue order id">
        {order.venue_order_id ? <CopyId id={order.venue_order_id} label="venue order id" /> : 'not known yet'}
      </Fact>
      <Fact term="Exchange">
        {order.exchange}, {order.mode}
        {order.testnet ? ', testnet' : ''}
      </Fact>
      <Fact term="Strategy">{order.strategy_id ?? 'none'}</Fact>
      <Fact term="Type">{order.type}</Fact>
      <Fact term="Time in force">{order.time_in_force ?? 'of the exchange'}</Fact>
      <Fact term="Options">
        {[order.post_only && 'post-only', order.reduce_only && 'reduce-only'].filter(Boolean).join(', ') || 'none'}
      </Fact>
      <Fact term="Amount">
        <Num value={order.amount} />
      </Fact>
      <Fact term="Price">{order.price === null ? 'market' : <Num value={order.price} />}</Fact>
      <Fact term="Average">
        <Num value={order.average} />
      </Fact>
      <Fact term="Created">
        <Day at={order.created_at} />
      </Fact>
      <Fact term="Last change">
        <Day at={order.updated_at} />
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Day({ at }: { at: string }) {
  return (
    <>
      <span className="num">{at.slice(0, 10)}</span> <Time at={at} />
    </>
  );
}
