import type { VenueAccount } from '../core/account.ts';
import type { Exchange, NewOrder } from '../core/exchange.ts';
import { fixed } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { OkxError, parameterError } from './errors.ts';
import { priceLimits } from './market-data.ts';
import type { Params } from './params.ts';
import type { MarginMode } from './terms.ts';
import { toBase } from './units.ts';

export type PositionMode = 'net_mode' | 'long_short_mode';

const KINDS: Readonly<Record<string, Pick<NewOrder, 'type' | 'timeInForce'>>> = {
  market: { type: 'MARKET', timeInForce: 'GTC' },
  limit: { type: 'LIMIT', timeInForce: 'GTC' },
  post_only: { type: 'LIMIT_MAKER', timeInForce: 'GTC' },
  ioc: { type: 'LIMIT', timeInForce: 'IOC' },
  fok: { type: 'LIMIT', timeInForce: 'FOK' },
};

export interface CheckedOrder {
  order: NewOrder;
  /** Null on spot. */
  marginMode: MarginMode | null;
}

/** Everything that OKX checks before the matching engine sees an order. */
export function checkedOrder(
  exchange: Exchange,
  account: VenueAccount,
  params: Params,
  posMode: PositionMode,
): CheckedOrder {
  const market = exchange.markets.get(params.required('instId'));
  if (!market) throw new OkxError('51001');
  const marginMode = marginModeOf(params, market);
  const side = params.required('side');
  if (side !== 'buy' && side !== 'sell') throw parameterError('side');
  const kind = KINDS[params.required('ordType')];
  if (!kind) throw parameterError('ordType');
  // Hedge mode wants to be told which of the two positions is meant.
  if (market.linear && posMode === 'long_short_mode' && params.text('posSide') === undefined) {
    throw parameterError('posSide');
  }
  const reduceOnly = params.flag('reduceOnly');
  if (reduceOnly && !market.linear) throw new OkxError('51205');

  const size = params.decimal('sz');
  if (size === undefined) throw parameterError('sz');
  const price = params.decimal('px');
  if (kind.type === 'MARKET' ? price !== undefined : price === undefined) throw parameterError('px');
  const inQuote = sizedInQuote(params, market, kind.type, side);
  const amount = inQuote ? undefined : toBase(size, market);
  if (amount !== undefined) checkSize(market, amount);
  if (price !== undefined) checkPrice(exchange, market, side, price);
  if (market.trading === false) throw new OkxError('51022');

  const clientOrderId = params.clientOrderId() ?? '';
  const twin = exchange.orders.some((one) => one.account === account.name && one.clientOrderId === clientOrderId);
  if (twin && clientOrderId !== '') throw new OkxError('51016');
  const order: NewOrder = {
    clientOrderId,
    market,
    side,
    ...kind,
    reduceOnly,
    endsWhereItWouldTake: true,
    ...(price !== undefined && { price }),
    ...(amount === undefined ? { quoteAmount: size } : { amount }),
  };
  return { order, marginMode };
}

/** Spot without borrowing is `cash`; a swap names its margin mode. */
function marginModeOf(params: Params, market: VenueMarket): MarginMode | null {
  const tdMode = params.required('tdMode');
  if (!market.linear && tdMode === 'cash') return null;
  if (market.linear && (tdMode === 'isolated' || tdMode === 'cross')) return tdMode;
  throw parameterError('tdMode');
}

/** A spot market buy counts in quote unless it says otherwise. */
function sizedInQuote(params: Params, market: VenueMarket, type: string, side: string): boolean {
  const usual = side === 'buy' ? 'quote_ccy' : 'base_ccy';
  return !market.linear && type === 'MARKET' && (params.text('tgtCcy') ?? usual) === 'quote_ccy';
}

export function checkSize(market: VenueMarket, amount: Fixed): void {
  if (amount < fixed(market.minAmount)) throw new OkxError('51020');
  if (amount % fixed(market.stepSize) !== 0n) throw new OkxError('51121');
  if (amount > fixed(market.maxAmount)) throw new OkxError('51203');
}

export function checkPrice(exchange: Exchange, market: VenueMarket, side: string, price: Fixed): void {
  if (price % fixed(market.tickSize) !== 0n) throw parameterError('px');
  const { least, most } = priceLimits(exchange, market);
  if (side === 'buy' && price > most) throw new OkxError(market.linear ? '51006' : '51137');
  if (side === 'sell' && price < least) throw new OkxError(market.linear ? '51006' : '51138');
}
