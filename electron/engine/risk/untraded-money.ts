import { MONEY_ASSETS } from '../../../shared/risk/account-currency.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import { isDollar } from './rates.ts';

/**
 * Money that no market of the exchange takes or gives, and that has no price there: the kroner of a paper account at Binance.
 * It can be neither won nor lost, so it counts as nothing. Dollars have a price without a market.
 */
export function untradedMoney(instruments: ReadonlyMap<string, Instrument>, currency: string): string[] {
  const traded = new Set([...instruments.values()].flatMap(({ base, quote }) => [base, quote]));
  const valued = isDollar(currency) ? isDollar : (asset: string) => asset === currency;
  return MONEY_ASSETS.filter((asset) => !valued(asset) && !traded.has(asset));
}
