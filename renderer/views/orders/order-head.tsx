import type { OrderDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { Money } from '../../widgets/money.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { filledPercent, leftAmount } from './fill-share.ts';
import css from './order-drawer.module.css';

/** What was ordered, and how much of it was filled. */
export function OrderHead({ order }: { order: OrderDocument }) {
  const [base, quote] = order.symbol.split('/');
  const percent = filledPercent(order);
  const unknown = order.status === 'unknown';
  return (
    <div className={css.head}>
      <div className={css.asked}>
        <SideTag side={order.side} size="lg" />
        <Money className={css.amount} value={order.amount} unit={base} />
        <span className={css.price}>
          {order.price === null ? (
            'at market'
          ) : (
            <>
              at <Money value={order.price} unit={quote} />
            </>
          )}
        </span>
      </div>
      <div className={cx(css.bar, unknown && css.hatched)} aria-hidden>
        {unknown ? null : <i style={{ width: `${percent}%` }} />}
      </div>
      <div className={css.progress}>
        <OrderStatusChip status={order.status} cancelRequested={order.cancel_requested} />
        <span className="num">
          {unknown ? 'filled: not known' : `${formatDecimal(order.filled)} filled`}{' '}
          {unknown ? null : <span className={css.dim}>{percent}%</span>}
        </span>
        <span className={css.grow} />
        {unknown ? null : <span className={cx('num', css.dim)}>{formatDecimal(leftAmount(order))} left</span>}
      </div>
    </div>
  );
}
