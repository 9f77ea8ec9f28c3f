import type { PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import css from './order-line.module.css';

/** The order in one line. */
export function OrderLine({ order }: { order: PlannedOrderDocument }) {
  return (
    <span className={css.line}>
      1 {order.type} order to <b>{order.exchange}</b>: {order.side}{' '}
      <span className="num">
        {formatDecimal(order.amount)} {order.base}
      </span>
      {order.price ? <span className="num"> at {formatDecimal(order.price)}</span> : ' at market'}
    </span>
  );
}
