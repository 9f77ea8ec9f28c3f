import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { ASSETS, namesOf } from './markets.ts';
import { marketOf } from './orders.ts';

export interface PublicRoute {
  name: string;
  handle: (params: URLSearchParams) => object;
}

/** By the name below `/0/public/`. */
export function publicRoutes(exchange: Exchange): Readonly<Record<string, PublicRoute>> {
  const asked = (params: URLSearchParams): VenueMarket => marketOf(exchange, params.get('pair'));
  return {
    Time: {
      name: 'time',
      handle: () => {
        const unixtime = Math.floor(exchange.now() / 1_000);
        return { unixtime, rfc1123: new Date(unixtime * 1_000).toUTCString() };
      },
    },
    SystemStatus: {
      name: 'system.status',
      handle: () => ({ status: 'online', timestamp: new Date(exchange.now()).toISOString() }),
    },
    Assets: { name: 'assets', handle: () => Object.fromEntries(Object.values(ASSETS).map(asset)) },
    AssetPairs: {
      name: 'assetPairs',
      handle: () => Object.fromEntries([...exchange.markets.values()].map((market) => [market.id, pair(market)])),
    },
    Ticker: { name: 'ticker', handle: (params) => ({ [asked(params).id]: ticker(exchange, asked(params)) }) },
    Depth: {
      name: 'depth',
      handle: (params) => {
        const { id } = asked(params);
        const { bids, asks } = exchange.book(id).depth(Number(params.get('count') ?? 100));
        const at = Math.floor(exchange.now() / 1_000);
        const timed = (rows: [string, string][]): unknown[] => rows.map((row) => [...row, at]);
        return { [id]: { bids: timed(bids), asks: timed(asks) } };
      },
    },
  };
}

function asset({ id, altname, decimals }: (typeof ASSETS)[string]): [string, object] {
  return [id, { aclass: 'currency', altname, decimals, display_decimals: 5, status: 'enabled' }];
}

function pair(market: VenueMarket): object {
  const { altname, wsname, base, quote, priceDecimals } = namesOf(market.id);
  return {
    altname,
    wsname,
    aclass_base: 'currency',
    base,
    aclass_quote: 'currency',
    quote,
    lot: 'unit',
    cost_decimals: 5,
    pair_decimals: priceDecimals,
    lot_decimals: 8,
    lot_multiplier: 1,
    leverage_buy: [],
    leverage_sell: [],
    fees: [[0, 0.4]],
    fees_maker: [[0, 0.25]],
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: market.minAmount,
    costmin: market.minNotional,
    tick_size: market.tickSize,
    status: market.trading === false ? 'cancel_only' : 'online',
  };
}

function ticker(exchange: Exchange, { id }: VenueMarket): object {
  const { bids, asks } = exchange.book(id);
  const last = show(exchange.lastPrice(id) ?? 0n);
  const best = (level: { price: bigint; amount: bigint } | undefined): string[] => [
    show(level?.price ?? 0n),
    '1',
    show(level?.amount ?? 0n, 3),
  ];
  return {
    a: best(asks[0]),
    b: best(bids[0]),
    c: [last, '0.00100000'],
    v: ['1.00000000', '1.00000000'],
    p: [last, last],
    t: [1, 1],
    l: [last, last],
    h: [last, last],
    o: last,
  };
}
