import { div, mul } from '../../../shared/money/decimal.ts';

/** What a market order of this side would meet, or a mark of the caller's choice; null where the symbol has no price. */
export type PriceOf = (symbol: string, side: 'buy' | 'sell') => Promise<string | null>;

export interface Converted {
  amount: string;
  /** The asset that it is an amount of: one of those that were asked for. */
  asset: string;
  /** The markets that were looked at, in the order of the way. */
  symbols: string[];
}

/** Where there is no market between two assets, the way goes over these, which exchanges trade in most. */
const BETWEEN = ['BTC', 'USDT', 'USDC', 'USD'];
const PLACES = 18;

/**
 * What `amount` of one asset is in another, by the prices of one market: directly, the other way round, or over as few other
 * assets as can be. Of several targets the first that is reached. Null where there is no way. Throws what `priceOf` throws.
 */
export async function convert(
  amount: string,
  from: string,
  targets: readonly string[],
  priceOf: PriceOf,
): Promise<Converted | null> {
  async function onward({ amount: of, asset, symbols }: Converted, to: string): Promise<Converted | null> {
    if (asset === to) return { amount: of, asset, symbols };
    for (const symbol of [`${asset}/${to}`, `${asset}/${to}:${to}`]) {
      const bid = await priceOf(symbol, 'sell');
      if (bid !== null) return { amount: mul(of, bid), asset: to, symbols: [...symbols, symbol] };
    }
    const back = `${to}/${asset}`;
    const ask = await priceOf(back, 'buy');
    return ask === null ? null : { amount: div(of, ask, { places: PLACES }), asset: to, symbols: [...symbols, back] };
  }

  const passed = new Set([from]);
  let ends: Converted[] = [{ amount, asset: from, symbols: [] }];
  while (ends.length > 0) {
    for (const end of ends) {
      for (const to of targets) {
        const reached = await onward(end, to);
        if (reached) return reached;
      }
    }
    const next: Converted[] = [];
    for (const end of ends) {
      for (const asset of BETWEEN) {
        const stop = passed.has(asset) ? null : await onward(end, asset);
        if (!stop) continue;
        passed.add(asset);
        next.push(stop);
      }
    }
    ends = next;
  }
  return null;
}
