import type { Exchange } from '../core/exchange.ts';
import { fixed, over, show } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { OkxError, parameterError } from './errors.ts';
import type { Params } from './params.ts';
import { instTypeOf, toWire } from './units.ts';

export const MAX_LEVERAGE = '100';

export function instruments(exchange: Exchange, params: Params): object[] {
  const instType = params.required('instType');
  if (!['SPOT', 'SWAP', 'FUTURES', 'MARGIN'].includes(instType)) throw parameterError('instType');
  return [...exchange.markets.values()].filter((market) => instTypeOf(market) === instType).map(instrument);
}

function instrument(market: VenueMarket): object {
  const { id, base, quote, linear, contractSize } = market;
  const inContracts = (amount: string): string => toWire(fixed(amount), market);
  return {
    alias: '',
    instType: instTypeOf(market),
    instId: id,
    baseCcy: linear ? '' : base,
    quoteCcy: linear ? '' : quote,
    settleCcy: linear ? quote : '',
    uly: linear ? `${base}-${quote}` : '',
    instFamily: linear ? `${base}-${quote}` : '',
    category: '1',
    ctType: linear ? 'linear' : '',
    ctVal: linear ? (contractSize ?? '1') : '',
    ctMult: linear ? '1' : '',
    ctValCcy: linear ? base : '',
    expTime: '',
    listTime: '1548133413000',
    lever: linear ? MAX_LEVERAGE : '10',
    lotSz: inContracts(market.stepSize),
    minSz: inContracts(market.minAmount),
    maxLmtSz: inContracts(market.maxAmount),
    maxMktSz: linear ? inContracts(market.maxAmount) : '1000000',
    tickSz: market.tickSize,
    optType: '',
    stk: '',
    state: market.trading === false ? 'suspend' : 'live',
  };
}

function asked(exchange: Exchange, params: Params): VenueMarket {
  const market = exchange.markets.get(params.required('instId'));
  if (!market) throw new OkxError('51001');
  return market;
}

export function ticker(exchange: Exchange, params: Params): object[] {
  const market = asked(exchange, params);
  const { bids, asks } = exchange.book(market.id);
  const last = show(exchange.lastPrice(market.id) ?? 0n);
  return [
    {
      instType: instTypeOf(market),
      instId: market.id,
      last,
      lastSz: '0',
      bidPx: bids[0] ? show(bids[0].price) : '',
      bidSz: bids[0] ? toWire(bids[0].amount, market) : '',
      askPx: asks[0] ? show(asks[0].price) : '',
      askSz: asks[0] ? toWire(asks[0].amount, market) : '',
      open24h: last,
      high24h: last,
      low24h: last,
      volCcy24h: '0',
      vol24h: '0',
      ts: String(exchange.now()),
      sodUtc0: last,
      sodUtc8: last,
    },
  ];
}

/** Rows of price, size (in contracts on swaps), a number that is no longer in use, and how many orders. */
export function books(exchange: Exchange, params: Params): object[] {
  const market = asked(exchange, params);
  const limit = params.integer('sz') ?? 1;
  const { bids, asks } = exchange.book(market.id).depth(Math.min(limit, 400));
  const rows = (levels: [string, string][]): string[][] =>
    levels.map(([price, amount]) => [price, toWire(fixed(amount), market), '0', '1']);
  return [{ bids: rows(bids), asks: rows(asks), ts: String(exchange.now()) }];
}

/** Half the last price to either side: OKX's own limits are closer and move with an index. */
export function priceLimits(exchange: Exchange, { id }: VenueMarket): { least: bigint; most: bigint } {
  const last = exchange.lastPrice(id) ?? 0n;
  const half = over(last, fixed('2'));
  return { least: half, most: last + half };
}
