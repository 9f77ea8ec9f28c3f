import type { CheckDocument } from '../schema/decision.ts';
import type { MarketType } from '../schema/exchange.ts';

export interface AskedOptions {
  postOnly: boolean;
  reduceOnly: boolean;
}

/** One check an option that was asked for: whether this exchange, and this market of it, has it. */
export function checkOptions(
  asked: AskedOptions,
  at: { exchange: string; market: MarketType; features: AskedOptions },
): CheckDocument[] {
  const checks: CheckDocument[] = [];
  if (asked.postOnly) {
    checks.push(
      at.features.postOnly
        ? { code: 'ORDER_OPTION', ok: true, detail: 'post-only: rests, or is refused' }
        : { code: 'ORDER_OPTION', ok: false, detail: `${at.exchange} has no post-only orders` },
    );
  }
  if (asked.reduceOnly) {
    checks.push(
      at.market === 'swap' && at.features.reduceOnly
        ? { code: 'ORDER_OPTION', ok: true, detail: 'reduce-only: never makes a position larger' }
        : {
            code: 'ORDER_OPTION',
            ok: false,
            detail:
              at.market === 'spot'
                ? 'reduce-only is for swaps: on spot there is no position to make smaller'
                : `${at.exchange} has no reduce-only orders`,
          },
    );
  }
  return checks;
}
