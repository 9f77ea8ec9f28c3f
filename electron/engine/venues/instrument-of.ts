import { QtError } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { MarketData } from './venue.ts';

/** Throws `QtError` `UNKNOWN_SYMBOL` or `MARKET_UNAVAILABLE`. */
export async function instrumentOf(
  market: Pick<MarketData, 'instruments'>,
  exchange: Exchange,
  symbol: string,
): Promise<Instrument> {
  const found = (await market.instruments()).get(symbol);
  if (!found) throw new QtError('UNKNOWN_SYMBOL', `${exchange} has no market ${symbol}`);
  return found;
}
