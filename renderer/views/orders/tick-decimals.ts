import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import { api, queryClient } from '../../state/api.ts';
import { decimalsOf } from '../../widgets/format-decimal.ts';

const known = new WeakMap<readonly Instrument[], Map<string, number>>();

/** Decimals of a symbol's tick, of what was asked for already: a list of old orders is no reason to ask their exchanges. */
export function tickDecimals(exchange: Exchange, symbol: string): number | undefined {
  const instruments = queryClient.getQueryData(api.market.instruments.queryKey({ exchange }));
  if (!instruments) return undefined;
  let ticks = known.get(instruments);
  if (!ticks) {
    ticks = new Map(instruments.map((each) => [each.symbol, decimalsOf(each.tick)]));
    known.set(instruments, ticks);
  }
  return ticks.get(symbol);
}
