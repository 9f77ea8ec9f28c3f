import { z } from 'zod';

export const EXCHANGES = ['binance', 'bybit', 'okx', 'kucoin', 'kraken', 'firi', 'sim'] as const;
export const exchangeSchema = z.enum(EXCHANGES);
/** Exchange ids as they stand in signals, maps and variables. `sim` is the built-in simulated market. */
export type Exchange = z.infer<typeof exchangeSchema>;

export const MODES = ['paper', 'real'] as const;
export type Mode = (typeof MODES)[number];

export const MARKETS = ['spot', 'swap'] as const;
export type MarketType = (typeof MARKETS)[number];

export function isExchange(value: string): value is Exchange {
  return (EXCHANGES as readonly string[]).includes(value);
}
