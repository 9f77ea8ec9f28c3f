import type { Exchange } from '../../../../shared/schema/exchange.ts';

/** As the exchanges write themselves, for those who do not know our ids. */
export const EXCHANGE_NAMES: Record<Exchange, string> = {
  binance: 'Binance',
  bybit: 'Bybit',
  okx: 'OKX',
  kucoin: 'KuCoin',
  kraken: 'Kraken',
  firi: 'Firi',
  sim: 'the built-in simulated market',
};
