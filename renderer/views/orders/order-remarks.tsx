import { IconAlertTriangle, IconBan, IconInfoCircle, IconReplace } from '@tabler/icons-react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import css from './order-drawer.module.css';
import { WatchPanel } from './watch-panel.tsx';

/** What the operator should know about this order before anything else. */
export function OrderRemarks({ order }: { order: OrderDocument }) {
  return (
    <>
      {order.status === 'unknown' ? <WatchPanel key={order.id} order={order} /> : null}
      {order.late ? (
        <div className={cx(css.remark, css.unknownRemark)} role="note">
          <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
          <p>
            <b>Late word.</b> This order was final already when the exchange told more of it. What is shown is what is
            true now; the lifecycle shows both.
          </p>
        </div>
      ) : null}
      {order.replaces || order.replaced_by ? (
        <div className={css.remark} role="note">
          <IconReplace size={15} stroke={1.9} aria-hidden />
          <p>
            {order.replaces ? (
              <>
                Took the place of <CopyId id={order.replaces} label="order id" />.{' '}
              </>
            ) : null}
            {order.replaced_by ? (
              <>
                Its place was taken by <CopyId id={order.replaced_by} label="order id" />.
              </>
            ) : null}
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
