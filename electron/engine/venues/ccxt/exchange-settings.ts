import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Exchange, MarketType } from '../../../../shared/schema/exchange.ts';
import { BINANCE_SPOT_LIMITS, BINANCE_SWAP_LIMITS } from '../binance/limits.ts';
import { BYBIT_LIMITS } from '../bybit/limits.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { KRAKEN_LIMITS } from '../kraken/limits.ts';
import { KUCOIN_LIMITS } from '../kucoin/limits.ts';
import type { MarketPlace } from '../market-place.ts';
import { OKX_LIMITS } from '../okx/limits.ts';

export type CcxtExchange = Exclude<Exchange, 'firi' | 'sim'>;

interface Side {
  /** The class in ccxt. */
  classId: string;
  /** Origins that public data comes from. Nothing else is reachable. */
  live: readonly string[];
  /** Null where the exchange has none that ccxt can be trusted with: for KuCoin and Kraken it silently breaks every call. */
  testnet: readonly string[] | null;
  /** What `fetchMarkets` is told to load; null where the class has no such choice. */
  types: readonly string[] | null;
  /** What the exchange puts up with, signed or not. */
  limits: RateLimits;
}

export interface ExchangeSettings extends Side {
  /** Kraken's market ids (`XXBTZUSD`) can only be told apart by its list of currencies, which is public. */
  fetchCurrencies: boolean;
  origins: readonly string[];
}

/** Null: no linear swaps here. Those of Kraken and KuCoin are exchanges of their own, with other keys. */
const SETTINGS: Record<CcxtExchange, Record<MarketType, Side | null>> = {
  binance: {
    spot: {
      classId: 'binance',
      live: ['https://api.binance.com'],
      testnet: ['https://testnet.binance.vision'],
      types: ['spot'],
      limits: BINANCE_SPOT_LIMITS,
    },
    swap: {
      classId: 'binance',
      // What the key may do is told at the spot address only.
      live: ['https://fapi.binance.com', 'https://api.binance.com'],
      testnet: ['https://testnet.binancefuture.com'],
      types: ['linear'],
      limits: BINANCE_SWAP_LIMITS,
    },
  },
  bybit: {
    spot: {
      classId: 'bybit',
      live: ['https://api.bybit.com'],
      testnet: ['https://api-testnet.bybit.com'],
      types: ['spot'],
      limits: BYBIT_LIMITS,
    },
    swap: {
      classId: 'bybit',
      live: ['https://api.bybit.com'],
      testnet: ['https://api-testnet.bybit.com'],
      types: ['linear'],
      limits: BYBIT_LIMITS,
    },
  },
  // The testnet of OKX is the same host, with a header that asks for simulated trading.
  okx: {
    spot: {
      classId: 'okx',
      live: ['https://www.okx.com'],
      testnet: ['https://www.okx.com'],
      types: ['spot'],
      limits: OKX_LIMITS,
    },
    swap: {
      classId: 'okx',
      live: ['https://www.okx.com'],
      testnet: ['https://www.okx.com'],
      types: ['swap'],
      limits: OKX_LIMITS,
    },
  },
  kucoin: {
    spot: {
      classId: 'kucoin',
      live: ['https://api.kucoin.com'],
      testnet: null,
      types: ['spot'],
      limits: KUCOIN_LIMITS,
    },
    swap: null,
  },
  kraken: {
    spot: { classId: 'kraken', live: ['https://api.kraken.com'], testnet: null, types: null, limits: KRAKEN_LIMITS },
    swap: null,
  },
};

/** Throws `QtError` `TESTNET_UNAVAILABLE` or `INVALID_MARKET` where the exchange has no such place. */
export function exchangeSettings(exchange: CcxtExchange, place: MarketPlace): ExchangeSettings {
  const side = SETTINGS[exchange][place.market];
  if (!side) throw new QtError('INVALID_MARKET', `${exchange} has no ${place.market} market here`);
  const origins = place.testnet ? side.testnet : side.live;
  if (!origins) throw new QtError('TESTNET_UNAVAILABLE', `${exchange} has no testnet`);
  return { ...side, origins, fetchCurrencies: side.classId === 'kraken' };
}
