import { useTickDecimals } from '../../state/use-tick-decimals.ts';
import { errorTone } from './fire-words.ts';
import type { FireOutcome } from './fire.ts';
import css from './fire-result.module.css';
import { useLiveOrder } from './use-live-order.ts';
import { outcomeOfOrder } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { OutcomeMark } from './outcome-mark.tsx';

/** How the last firing ended; an order goes on changing here as it does at its venue. */
export function FireResult({ outcome }: { outcome: FireOutcome | null }) {
  const first = outcome?.kind === 'answered' ? outcome.document.orders[0] : undefined;
  const order = useLiveOrder(first);
  const tickDecimals = useTickDecimals(order?.exchange, order?.symbol);
  if (!outcome) return null;
  const error = outcome.kind === 'answered' ? (order?.error ?? outcome.document.error) : outcome.error;
  const said: Outcome = order ? outcomeOfOrder(order, { tickDecimals }) : errorTone(outcome);
  return (
    <div className={css.result} data-tone={said.tone} role="group" aria-label="Last firing">
      <OutcomeMark tone={said.tone} size={14} />
      <p className={css.text} title={order ? outcomeOfOrder(order).text : undefined}>
        {said.text} {error ? <code>{error.code}</code> : null}
      </p>
    </div>
  );
}
