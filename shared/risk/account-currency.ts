import type { Exchange } from '../schema/exchange.ts';

/**
 * What money is counted in: held for itself, and no position in anything. In the order in which an account is most likely
 * kept in it.
 */
export const MONEY_ASSETS = ['USDT', 'USDC', 'NOK', 'DKK', 'EUR', 'USD'];

/** What an account counts in, unless its settings say otherwise. */
export function accountCurrency(exchange: Exchange | null, settings: { currency?: string } = {}): string {
  if (settings.currency !== undefined) return settings.currency;
  if (exchange === 'firi') return 'NOK';
  return exchange === 'kraken' ? 'USD' : 'USDT';
}

/** Whether holding the asset is no position: money, or what the account itself counts in. */
export function isMoney(asset: string, currency: string): boolean {
  return asset === currency || MONEY_ASSETS.includes(asset);
}
