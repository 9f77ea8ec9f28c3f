import { useQuery } from '@tanstack/react-query';
import type { AccountSource, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import { api } from '../../state/api.ts';
import { useAccounts, useStops } from '../../state/queries.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { cx } from '../../widgets/class-names.ts';
import { decimalsOf } from '../../widgets/format-decimal.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Money } from '../../widgets/money.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { SourceChip } from '../../widgets/source-chip.tsx';
import { StopMark } from '../parts/stop-mark.tsx';
import { FireControl } from './fire-control.tsx';
import type { FireGate } from './fire-gate.ts';
import { FireResult } from './fire-result.tsx';
import css from './order-receipt.module.css';
import { OverrideBox } from './override-box.tsx';
import type { Fire } from './use-fire.ts';
import type { Preview } from './use-preview.ts';

interface OrderReceiptProps {
  preview: Preview;
  gate: FireGate;
  fire: Fire;
}

/** The exact order, and the one place from which it is fired. */
export function OrderReceipt({ preview, gate, fire }: OrderReceiptProps) {
  const { document } = preview;
  const decision = document?.decision;
  const order = document?.order ?? null;
  const account = useAccounts().find((each) => each.name === decision?.account_name);
  const stops = stopsHolding(
    useStops().data?.stops ?? [],
    account ?? null,
    preview.current?.signal.strategy_id ?? null,
  );
  const kind = document ? gate.kind : null;
  return (
    <aside className={cx(css.receipt, kind && css[kind])} aria-label="Order">
      <div
        className={cx(css.content, preview.recomputing && css.recomputing)}
        tabIndex={0}
        role="group"
        aria-label="What would be sent"
      >
        {decision?.account_name ? (
          <div className={css.head}>
            {decision.mode === null ? null : <ModeBadge mode={decision.mode} testnet={decision.testnet} />}
            <b className={cx('num', css.account)} title={decision.account_name}>
              {document?.error?.code === 'ACCOUNT_NOT_FOUND' ? <s>{decision.account_name}</s> : decision.account_name}
            </b>
            {account && account.owner !== 'me' ? <span className={css.owner}>{account.owner}’s money</span> : null}
            <StopMark stops={stops} />
          </div>
        ) : (
          <p className={css.none}>{document ? 'No account, so no order.' : 'No order yet.'}</p>
        )}
        {order && decision ? <OrderFacts order={order} chosenBy={decision.account_source} /> : null}
      </div>
      <div className={css.foot}>
        <FireResult outcome={fire.outcome} />
        {preview.override ? <OverrideBox override={preview.override} order={order} disabled={fire.busy} /> : null}
        <FireControl gate={gate} fire={fire} />
      </div>
    </aside>
  );
}

interface OrderFactsProps {
  order: PlannedOrderDocument;
  chosenBy: AccountSource | null;
}

function OrderFacts({ order, chosenBy }: OrderFactsProps) {
  const instruments = useQuery(api.market.instruments.queryOptions({ exchange: order.exchange }));
  const instrument = instruments.data?.find((each) => each.symbol === order.symbol);
  const tick = decimalsOf(instrument?.tick);
  const price = order.price ?? order.reference_price;
  return (
    <>
      <div className={css.hero}>
        <SideTag side={order.side} size="lg" />
        <Money className={css.amount} value={order.amount} unit={order.base} decimals={decimalsOf(instrument?.step)} />
        <span className={css.at}>
          {order.price ? 'at ' : 'at market, about '}
          <Money value={price} unit={order.quote} decimals={tick} />
        </span>
      </div>
      <dl className={css.facts}>
        <dt>Notional</dt>
        <dd>
          <Money value={order.notional} unit={order.quote} decimals={2} />
        </dd>
        <dt>Type</dt>
        <dd className="num">
          {[order.type, order.time_in_force, order.post_only && 'post-only', order.reduce_only && 'reduce-only']
            .filter(Boolean)
            .join(', ')
            .toUpperCase()}
        </dd>
        <dt>Exchange</dt>
        <dd className="num">{order.exchange}</dd>
        <dt>Account chosen by</dt>
        <dd className={css.chip}>{chosenBy ? <SourceChip source={chosenBy} /> : null}</dd>
      </dl>
    </>
  );
}
