import { IconBan, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import css from './order-drawer.module.css';

/** What the operator should know about this order before anything else. */
export function OrderRemarks({ order }: { order: OrderDocument }) {
  return (
    <>
      {order.status === 'unknown' ? (
        <div className={cx(css.remark, css.unknownRemark)} role="status">
          <IconHelpCircle size={16} stroke={1.9} aria-hidden />
          <p>
            <b>The outcome is unknown, and is being looked up.</b> The order was sent, and no certain answer came back.
            It is not counted as failed and is never sent again. <span className="num">{order.account_name}</span> takes
            no new order for {order.symbol} until it is settled.
          </p>
        </div>
      ) : null}
      {order.error ? (
        <div className={cx(css.remark, css.errorRemark)} role="note">
          <IconBan size={15} stroke={1.9} aria-hidden />
          <p>
            {order.error.message} <code>{order.error.code}</code>
          </p>
        </div>
      ) : null}
      {order.note ? (
        <div className={css.remark} role="note">
          <IconInfoCircle size={15} stroke={1.9} aria-hidden />
          <p>{order.note}</p>
        </div>
      ) : null}
    </>
  );
}
