import type { VenueAccount } from '../core/account.ts';
import type { Exchange, NewOrder } from '../core/exchange.ts';
import type { Order } from '../core/order.ts';
import { BinanceError, missing } from './errors.ts';
import { checkFilters } from './filters.ts';
import { marketOf } from './market-data.ts';
import type { Params } from './params.ts';
import type { ResponseType } from './shapes.ts';

/** Everything that Binance checks before the matching engine sees an order. */
export function checkedOrder(exchange: Exchange, account: VenueAccount, params: Params, ownId: () => string): NewOrder {
  if (!account.permissions.trade) throw new BinanceError(-2015);
  const market = marketOf(exchange, params.required('symbol'));
  const side = params.required('side');
  if (side !== 'BUY' && side !== 'SELL') throw new BinanceError(-1117);
  const type = params.required('type');
  if (type !== 'LIMIT' && type !== 'MARKET' && type !== 'LIMIT_MAKER') throw new BinanceError(-1116);
  if (type !== 'LIMIT') params.refuse(['timeInForce']);
  if (type === 'MARKET') params.refuse(['price']);
  const timeInForce = type === 'LIMIT' ? params.required('timeInForce') : 'GTC';
  if (timeInForce !== 'GTC' && timeInForce !== 'IOC' && timeInForce !== 'FOK') throw new BinanceError(-1115);

  const amount = params.decimal('quantity');
  const quoteAmount = params.decimal('quoteOrderQty');
  const price = params.decimal('price');
  if (type !== 'MARKET' && price === undefined) throw missing('price');
  if (type !== 'MARKET' && quoteAmount !== undefined) params.refuse(['quoteOrderQty']);
  if (amount === undefined && quoteAmount === undefined) throw missing('quantity');
  if (amount !== undefined && quoteAmount !== undefined)
    throw new BinanceError(-1128, 'Combination of optional parameters invalid.');
  const clientOrderId = params.clientOrderId('newClientOrderId') ?? ownId();

  checkFilters(exchange, market, { price, amount, quoteAmount });
  if (market.trading === false) throw new BinanceError(-2010, 'Market is closed.');
  const twin = exchange.openOrders().some((one) => one.account === account.name && one.clientOrderId === clientOrderId);
  if (twin) throw new BinanceError(-2010, 'Duplicate order sent.');
  return {
    clientOrderId,
    market,
    side: side === 'BUY' ? 'buy' : 'sell',
    type,
    timeInForce,
    ...(price === undefined ? {} : { price }),
    ...(amount === undefined ? {} : { amount }),
    ...(quoteAmount === undefined ? {} : { quoteAmount }),
  };
}

export function placeOrder(exchange: Exchange, account: VenueAccount, order: NewOrder): Order {
  const placed = exchange.place(account, order);
  if (placed === 'insufficient_balance') throw new BinanceError(-2010);
  if (placed === 'reduce_only') throw new BinanceError(-1106);
  if (placed === 'would_match') throw new BinanceError(-2010, 'Order would immediately match and take.');
  return placed;
}

/** MARKET and LIMIT default to FULL, everything else to ACK. */
export function responseType(params: Params): ResponseType {
  const wanted = params.optional('newOrderRespType');
  if (wanted === undefined) return params.optional('type') === 'LIMIT_MAKER' ? 'ACK' : 'FULL';
  if (wanted !== 'ACK' && wanted !== 'RESULT' && wanted !== 'FULL')
    throw new BinanceError(-1100, "Illegal characters found in parameter 'newOrderRespType'.");
  return wanted;
}

/** The account's order by `orderId` or `origClientOrderId`. A client id may have been used again after a fill: the newest one counts. */
export function findOrder(exchange: Exchange, account: VenueAccount, params: Params): Order | undefined {
  const market = marketOf(exchange, params.required('symbol'));
  const id = params.integer('orderId');
  const clientId = params.optional('origClientOrderId');
  if (id === undefined && clientId === undefined) {
    throw new BinanceError(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
  }
  return exchange.orders.findLast(
    (order) =>
      order.account === account.name &&
      order.market === market.id &&
      (id === undefined || order.id === id) &&
      (clientId === undefined || order.clientOrderId === clientId),
  );
}

export function ordersOf(exchange: Exchange, account: VenueAccount, symbol: string | undefined): Order[] {
  if (symbol !== undefined) marketOf(exchange, symbol);
  return exchange.orders.filter(
    (order) => order.account === account.name && (symbol === undefined || order.market === symbol),
  );
}
