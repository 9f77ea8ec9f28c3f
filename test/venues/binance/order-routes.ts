import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { isOpen } from '../core/order.ts';
import { BinanceError } from './errors.ts';
import { marketOf } from './market-data.ts';
import { checkedOrder, findOrder, ordersOf, placeOrder, responseType } from './orders.ts';
import type { Params } from './params.ts';
import type { Answered, SignedRoute } from './routes.ts';
import { canceledOrder, myTrade, placedOrder, queriedOrder } from './shapes.ts';
import type { Usage } from './usage.ts';

/** The signed routes of orders and trades. */
export function orderRoutes(exchange: Exchange, usage: Usage): Readonly<Record<string, SignedRoute>> {
  let ids = 0;
  /** Binance gives every order and every cancel without a client id one of its own. */
  const ownId = (): string => `venue${String(++ids).padStart(8, '0')}`;

  function place(params: Params, account: VenueAccount): Answered {
    const answer = responseType(params);
    const wanted = checkedOrder(exchange, account, params, ownId);
    usage.checkOrders(account.name);
    const order = placeOrder(exchange, account, wanted);
    return { body: placedOrder(order, exchange.tradesOf(order), answer), headers: usage.orderHeaders(account.name) };
  }

  function cancel(params: Params, account: VenueAccount): Answered {
    const order = findOrder(exchange, account, params);
    const cancelId = params.clientOrderId('newClientOrderId') ?? ownId();
    if (!order || !exchange.cancel(order)) throw new BinanceError(-2011);
    return { body: canceledOrder(order, cancelId) };
  }

  function cancelAll(params: Params, account: VenueAccount): Answered {
    const open = ordersOf(exchange, account, params.required('symbol')).filter(isOpen);
    if (open.length === 0) throw new BinanceError(-2011);
    for (const order of open) exchange.cancel(order);
    return { body: open.map((order) => canceledOrder(order, ownId())) };
  }

  function query(params: Params, account: VenueAccount): Answered {
    const order = findOrder(exchange, account, params);
    if (!order) throw new BinanceError(-2013);
    return { body: queriedOrder(order) };
  }

  function allOrders(params: Params, account: VenueAccount): Answered {
    const from = params.integer('orderId') ?? 0;
    const within = period(params);
    const orders = ordersOf(exchange, account, params.required('symbol')).filter(
      ({ id, createdAt }) => id >= from && within(createdAt),
    );
    return { body: page(orders, params, params.has('orderId') || params.has('startTime')).map(queriedOrder) };
  }

  function myTrades(params: Params, account: VenueAccount): Answered {
    const { id: symbol } = marketOf(exchange, params.required('symbol'));
    const from = params.integer('fromId') ?? 0;
    const orderId = params.integer('orderId');
    const within = period(params);
    const trades = exchange.trades.filter(
      (trade) =>
        trade.account === account.name &&
        trade.market === symbol &&
        trade.id >= from &&
        (orderId === undefined || trade.orderId === orderId) &&
        within(trade.time),
    );
    return { body: page(trades, params, params.has('fromId') || params.has('startTime')).map(myTrade) };
  }

  return {
    'POST /api/v3/order': { name: 'order.place', weight: 1, signed: place },
    'POST /api/v3/order/test': {
      name: 'order.test',
      weight: 1,
      signed: (params, account) => {
        checkedOrder(exchange, account, params, ownId);
        return { body: {} };
      },
    },
    'GET /api/v3/order': { name: 'order.query', weight: 4, signed: query },
    'DELETE /api/v3/order': { name: 'order.cancel', weight: 1, signed: cancel },
    'GET /api/v3/openOrders': {
      name: 'openOrders',
      weight: (params) => (params.has('symbol') ? 6 : 80),
      signed: (params, account) => ({
        body: ordersOf(exchange, account, params.optional('symbol')).filter(isOpen).map(queriedOrder),
      }),
    },
    'DELETE /api/v3/openOrders': { name: 'openOrders.cancel', weight: 1, dangerous: true, signed: cancelAll },
    'GET /api/v3/allOrders': { name: 'allOrders', weight: 20, signed: allOrders },
    'GET /api/v3/myTrades': {
      name: 'myTrades',
      weight: (params) => (params.has('orderId') ? 5 : 20),
      signed: myTrades,
    },
  };
}

function period(params: Params): (time: number) => boolean {
  const start = params.integer('startTime') ?? 0;
  const end = params.integer('endTime') ?? Infinity;
  return (time) => time >= start && time <= end;
}

/** The oldest rows from a given start on, else the newest. */
function page<T>(rows: readonly T[], params: Params, fromStart: boolean): T[] {
  const limit = params.limit(500, 1000);
  return fromStart ? rows.slice(0, limit) : rows.slice(-limit);
}
