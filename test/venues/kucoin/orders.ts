import type { VenueAccount } from '../core/account.ts';
import type { Exchange, NewOrder } from '../core/exchange.ts';
import { fixed, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import { isOpen } from '../core/order.ts';
import type { Order } from '../core/order.ts';
import { KucoinError, badParameter } from './errors.ts';
import { marketOf } from './market-data.ts';

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Accepts an order of either family. A client id is unique among active orders only (Kucoin/kucoin-api-docs, issue 468), and a
 * post-only order that would take is accepted and then canceled (docs, "postOnly").
 */
export function placeOrder(exchange: Exchange, account: VenueAccount, body: Fields, needsClientOid: boolean): Order {
  if (!account.permissions.trade) throw new KucoinError('400007');
  const wanted = readOrder(exchange, body, needsClientOid);
  const twin = exchange
    .openOrders()
    .find((one) => one.account === account.name && one.clientOrderId === wanted.clientOrderId);
  if (twin && wanted.clientOrderId !== '') throw new KucoinError('102426');
  const placed = exchange.place(account, wanted);
  if (placed === 'insufficient_balance') throw new KucoinError('200004');
  if (typeof placed === 'string') throw badParameter(placed);
  return placed;
}

function readOrder(exchange: Exchange, body: Fields, needsClientOid: boolean): NewOrder {
  const { clientOid, side, type = 'limit', timeInForce = 'GTC', postOnly = false } = body;
  if (needsClientOid && clientOid === undefined) throw badParameter('validation.createOrder.clientOidIsRequired');
  if (clientOid !== undefined && !(typeof clientOid === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(clientOid))) {
    throw badParameter('clientOid is illegal');
  }
  const market = marketOf(exchange, text(body['symbol']));
  if (market.trading === false) throw new KucoinError('400600');
  if (side !== 'buy' && side !== 'sell') throw badParameter('side is illegal');
  if (type !== 'limit' && type !== 'market') throw badParameter('type is illegal');
  if (timeInForce !== 'GTC' && timeInForce !== 'IOC' && timeInForce !== 'FOK')
    throw badParameter('timeInForce is illegal');
  checkWindow(exchange.now(), body);

  const amount = decimal(body['size'], market.stepSize, 'Order size increment invalid.', '600100');
  const funds = decimal(body['funds'], '0', 'Order funds invalid.', '400100');
  const price = decimal(body['price'], market.tickSize, 'Order price increment invalid.', '400100');
  if (type === 'limit' && (price === undefined || amount === undefined))
    throw badParameter('price and size are required');
  if (type === 'market' && (amount === undefined) === (funds === undefined))
    throw badParameter('size or funds is required');
  if (amount !== undefined && amount < fixed(market.minAmount)) {
    throw badParameter('Order size below the minimum requirement.');
  }
  if (amount !== undefined && amount > fixed(market.maxAmount)) throw badParameter('Order size exceeds the maximum.');
  const notional = funds ?? times(price ?? exchange.lastPrice(market.id) ?? 0n, amount ?? 0n);
  if (notional < fixed(market.minNotional))
    throw new KucoinError('600101', `The order funds should more then ${market.minNotional} ${market.quote}.`);
  return {
    clientOrderId: typeof clientOid === 'string' ? clientOid : '',
    market,
    side,
    type: type === 'market' ? 'MARKET' : postOnly === true ? 'LIMIT_MAKER' : 'LIMIT',
    timeInForce: type === 'market' ? 'IOC' : timeInForce,
    endsWhereItWouldTake: true,
    ...(type === 'limit' && price !== undefined && { price }),
    ...(amount !== undefined && { amount }),
    ...(funds !== undefined && { quoteAmount: funds }),
  };
}

/** "If clientTimestamp + allowMaxTimeWindow < Gateway received the message time, this order will fail." */
function checkWindow(now: number, { clientTimestamp, allowMaxTimeWindow }: Fields): void {
  if (clientTimestamp === undefined && allowMaxTimeWindow === undefined) return;
  if (typeof clientTimestamp !== 'number' || typeof allowMaxTimeWindow !== 'number') {
    throw badParameter('clientTimestamp and allowMaxTimeWindow go together');
  }
  if (clientTimestamp + allowMaxTimeWindow < now) throw badParameter('the order is too old for allowMaxTimeWindow');
}

/** KuCoin takes amounts and prices as strings. */
function decimal(value: unknown, step: string, words: string, code: string): Fixed | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,15}(\.\d{1,16})?$/.test(value)) throw badParameter(words);
  const parsed = fixed(value);
  const inSteps = step === '0' || parsed % fixed(step) === 0n;
  if (parsed <= 0n || !inSteps) throw new KucoinError(code, words);
  return parsed;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export interface OrderQuestion {
  id?: string;
  clientOid?: string;
  symbol?: string;
}

/** The account's newest order that fits all that is asked for. */
export function findOrder(exchange: Exchange, account: VenueAccount, asked: OrderQuestion): Order | undefined {
  return exchange.orders.findLast(
    (order) =>
      order.account === account.name &&
      (asked.id === undefined || String(order.id) === asked.id) &&
      (asked.clientOid === undefined || order.clientOrderId === asked.clientOid) &&
      (asked.symbol === undefined || order.market === asked.symbol),
  );
}

/** Newest first, as every list of KuCoin. */
export function ordersOf(exchange: Exchange, account: VenueAccount, open: boolean, symbol: string | null): Order[] {
  const own = exchange.orders.filter(
    (order) => order.account === account.name && isOpen(order) === open && (symbol === null || order.market === symbol),
  );
  return own.toReversed();
}
