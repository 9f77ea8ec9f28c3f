import { IconAlertTriangle, IconBan, IconInfoCircle, IconReplace } from '@tabler/icons-react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import { shortId } from '../../widgets/short-id.ts';
import css from './order-drawer.module.css';
import { WatchPanel } from './watch-panel.tsx';

/** What the operator should know about this order before anything else. */
export function OrderRemarks({ order, onOpen }: { order: OrderDocument; onOpen: (id: string) => void }) {
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
                An amend placed this order in the place of <Other id={order.replaces} onOpen={onOpen} />.{' '}
              </>
            ) : null}
            {order.replaced_by ? (
              <>
                An amend cancelled this order; what was left of it lives on in{' '}
                <Other id={order.replaced_by} onOpen={onOpen} />.
              </>
            ) : null}
          </p>
        </div>
      ) : null}
      {order.error && order.status !== 'unknown' ? (
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

function Other({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  return (
    <button type="button" className={css.other} title={`Open order ${id}`} onClick={() => onOpen(id)}>
      order {shortId(id)}
    </button>
  );
}
