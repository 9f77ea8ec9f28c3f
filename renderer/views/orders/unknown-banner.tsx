import { IconHelpCircle } from '@tabler/icons-react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import css from './orders-view.module.css';

/** Says in the list too that an outcome is unknown, and what that means. */
export function UnknownBanner({ orders, onOpen }: { orders: readonly OrderDocument[]; onOpen: (id: string) => void }) {
  const first = orders[0];
  if (!first) return null;
  const asked = orders.filter((order) => order.watch?.needs_decision);
  const shown = asked[0] ?? first;
  const accounts = [...new Set(orders.map((order) => order.account_name))].join(', ');
  return (
    <div className={css.unknown} role="status">
      <IconHelpCircle size={16} stroke={1.9} aria-hidden />
      <p>
        <b>
          {orders.length} {orders.length === 1 ? 'order' : 'orders'} with unknown outcome:{' '}
          {asked.length === 0
            ? 'being looked up.'
            : `${asked.length === orders.length ? '' : `${asked.length} `}waiting for you to decide.`}
        </b>{' '}
        Never sent again, not counted as failed. <span className="num">{accounts}</span>{' '}
        {orders.length === 1 ? `takes no new order for ${first.symbol}` : 'take no new orders for the same symbols'}{' '}
        until settled.
      </p>
      <span className={css.grow} />
      <button type="button" className={css.show} onClick={() => onOpen(shown.id)}>
        {asked.length === 0 ? 'Show' : 'Decide'}
      </button>
    </div>
  );
}
