import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { VenueRequest } from '../http/request.ts';
import { parseBody } from './auth.ts';
import { FiriError } from './errors.ts';
import { marketOf, ownOrder, ownOrders, placeOrder } from './orders.ts';
import { seededOrders } from './seeded-orders.ts';
import * as shapes from './shapes.ts';
import { transactions } from './transactions.ts';

interface Call {
  request: VenueRequest;
  /** The parts of the path that the pattern captured. */
  at: (index: number) => string;
  /** A count from the query, with its default. */
  count: (name: string, usual: number) => number;
}

export type FiriRoute = { name: string; method: string; path: RegExp; dangerous?: boolean } & (
  { open: (call: Call) => unknown } | { signed: (call: Call, account: VenueAccount) => unknown }
);

const NAME = '([A-Za-z0-9-]+)';
const path = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll(':x', NAME)}$`);

/** Everything that this venue serves; the first fitting row counts. */
export function firiRoutes(exchange: Exchange, options: { strictBody: boolean }): readonly FiriRoute[] {
  const markets = [...exchange.markets.values()];
  const history = (account: VenueAccount, call: Call, market?: string): object[] =>
    [
      ...ownOrders(exchange, account, market, false)
        .toReversed()
        .map((order) => shapes.historyObject(order, marketOf(exchange, order.market))),
      ...seededOrders(exchange, account, market),
    ].slice(0, call.count('count', 100));
  const active = (account: VenueAccount, call: Call, market?: string): object[] =>
    ownOrders(exchange, account, market, true).toReversed().slice(0, call.count('count', 100)).map(shapes.orderObject);
  const cancelOne = (account: VenueAccount, id: string, market?: string): object => {
    const order = ownOrder(exchange, account, id, market);
    if (!exchange.cancel(order)) throw new FiriError('BadRequest', 'Order is not active');
    return shapes.canceledObject(order);
  };
  const cancelAll = (account: VenueAccount, market?: string): object => {
    for (const order of ownOrders(exchange, account, market, true)) exchange.cancel(order);
    return {};
  };

  return [
    { name: 'time', method: 'GET', path: path('/time'), open: () => ({ time: Math.floor(exchange.now() / 1000) }) },
    {
      name: 'markets',
      method: 'GET',
      path: path('/v2/markets'),
      open: () => markets.map((one) => shapes.marketSummary(exchange, one)),
    },
    {
      name: 'tickers',
      method: 'GET',
      path: path('/v2/markets/tickers'),
      open: () => markets.map((one) => ({ market: one.id, ...shapes.ticker(exchange, one) })),
    },
    {
      name: 'market',
      method: 'GET',
      path: path('/v2/markets/:x'),
      open: ({ at }) => shapes.marketSummary(exchange, marketOf(exchange, at(0))),
    },
    {
      name: 'ticker',
      method: 'GET',
      path: path('/v2/markets/:x/ticker'),
      open: ({ at }) => shapes.ticker(exchange, marketOf(exchange, at(0))),
    },
    {
      name: 'depth',
      method: 'GET',
      path: path('/v2/markets/:x/depth'),
      open: ({ at, count }) => {
        const { bids, asks } = exchange.book(marketOf(exchange, at(0)).id).depth(1000, 16);
        return { bids: bids.slice(0, count('bids', 100)), asks: asks.slice(0, count('asks', 100)) };
      },
    },
    {
      name: 'history',
      method: 'GET',
      path: path('/v2/markets/:x/history'),
      open: ({ at, count }) => {
        const { id } = marketOf(exchange, at(0));
        const trades = exchange.trades.filter(({ market }) => market === id).toReversed();
        return trades.slice(0, count('count', 100)).map(shapes.publicTrade);
      },
    },

    {
      name: 'balances',
      method: 'GET',
      path: path('/v2/balances'),
      signed: (_, account) => account.balances.entries().map(shapes.balanceRow),
    },
    {
      name: 'order.place',
      method: 'POST',
      path: path('/v2/orders'),
      signed: ({ request }, account) => ({
        id: placeOrder(exchange, account, parseBody(request.rawBody), options.strictBody).id,
      }),
    },
    { name: 'orders', method: 'GET', path: path('/v2/orders'), signed: (call, account) => active(account, call) },
    {
      name: 'orders.history',
      method: 'GET',
      path: path('/v2/orders/history'),
      signed: (call, account) => history(account, call),
    },
    {
      name: 'orders.market',
      method: 'GET',
      path: path('/v2/orders/:x'),
      signed: (call, account) => active(account, call, call.at(0)),
    },
    {
      name: 'orders.market.history',
      method: 'GET',
      path: path('/v2/orders/:x/history'),
      signed: (call, account) => history(account, call, call.at(0)),
    },
    {
      name: 'transactions',
      method: 'GET',
      path: path('/v2/history/transactions/:x'),
      signed: (call, account) => {
        if (!/^\d{4}$/.test(call.at(0))) throw new FiriError('BadRequest', 'Invalid year');
        return transactions(exchange, account, Number(call.at(0))).slice(0, call.count('count', 100));
      },
    },
    {
      name: 'order.query',
      method: 'GET',
      path: path('/v2/order/:x'),
      signed: ({ at }, account) => shapes.orderObject(ownOrder(exchange, account, at(0))),
    },
    {
      name: 'order.cancel',
      method: 'DELETE',
      path: path('/v2/orders/:x/detailed'),
      signed: ({ at }, account) => cancelOne(account, at(0)),
    },
    {
      name: 'order.cancel',
      method: 'DELETE',
      path: path('/v2/orders/:x/:x/detailed'),
      signed: ({ at }, account) => cancelOne(account, at(0), at(1)),
    },
    {
      name: 'orders.cancel',
      method: 'DELETE',
      path: path('/v2/orders'),
      dangerous: true,
      signed: (_, account) => cancelAll(account),
    },
    {
      name: 'orders.cancel',
      method: 'DELETE',
      path: path('/v2/orders/:x'),
      dangerous: true,
      signed: ({ at }, account) => cancelAll(account, at(0)),
    },
  ];
}
