import type { FillDocument, OrderDetailDocument, OrderTransitionDocument } from '../../../shared/schema/order.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './order-life.module.css';

/** The journal of one order: every state it went through, and its fills. */
export function OrderLife({ detail: { order, transitions, fills } }: { detail: OrderDetailDocument }) {
  return (
    <>
      <ol className={css.life} aria-label="States of the order">
        {transitions.map((transition, index) => (
          <Transition key={transition.seq} transition={transition} before={transitions[index - 1]} />
        ))}
      </ol>
      {fills.length > 0 ? (
        <ul className={css.fills} aria-label="Fills">
          {fills.map((fill) => (
            <Fill key={fill.trade_id} fill={fill} symbol={order.symbol} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

interface TransitionProps {
  transition: OrderTransitionDocument;
  before: OrderTransitionDocument | undefined;
}

function Transition({ transition, before }: TransitionProps) {
  const sinceMs = before ? Date.parse(transition.at) - Date.parse(before.at) : null;
  return (
    <li className={css.transition}>
      <div className={css.line}>
        <OrderStatusChip status={transition.to} bare />
        <span className={css.cause}>by {transition.cause}</span>
        <span className={css.grow} />
        <Time at={transition.at} className={css.time} />
        <span className={css.since}>{sinceMs === null ? '' : `+${sinceMs} ms`}</span>
      </div>
      {transition.detail ? <p className={css.detail}>{transition.detail}</p> : null}
    </li>
  );
}

function Fill({ fill, symbol }: { fill: FillDocument; symbol: string }) {
  const [base = '', quote = ''] = symbol.split('/');
  return (
    <li className={css.fill}>
      <Time at={fill.at} className={css.time} />
      <span className="num">
        {formatDecimal(fill.amount)} {base} at {formatDecimal(fill.price)} {quote}
      </span>
      <span className={css.grow} />
      <span className={css.cause}>
        {[fill.liquidity, fill.fee ? `fee ${formatDecimal(fill.fee)} ${fill.fee_asset ?? ''}` : null]
          .filter(Boolean)
          .join(', ')}
      </span>
    </li>
  );
}
