import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Order } from '../core/order.ts';
import { KucoinError, NOT_CANCELABLE, badParameter } from './errors.ts';
import { fillsTime } from './fills-time.ts';
import { findOrder, ordersOf, placeOrder } from './orders.ts';
import type { OrderQuestion } from './orders.ts';
import { path } from './route.ts';
import type { Call, KucoinRoute } from './route.ts';
import { classicFill, classicOrder } from './shapes.ts';

/** A page of a classic list. */
function page<T>({ number }: Call, rows: readonly T[]): object {
  const pageSize = number('pageSize', 50, 500);
  const currentPage = number('currentPage', 1);
  const from = (currentPage - 1) * pageSize;
  const totalPage = Math.ceil(rows.length / pageSize);
  return { currentPage, pageSize, totalNum: rows.length, totalPage, items: rows.slice(from, from + pageSize) };
}

/** The family of accounts that are not high-frequency ones ("Add Order - Old" and its kin). No question needs a symbol. */
export function classicRoutes(exchange: Exchange): readonly KucoinRoute[] {
  const one = (account: VenueAccount, asked: OrderQuestion): object => {
    const order = findOrder(exchange, account, asked);
    if (!order) throw badParameter('order not exist.');
    return classicOrder(exchange, order);
  };
  const cancel = (account: VenueAccount, asked: OrderQuestion): Order => {
    if (!account.permissions.trade) throw new KucoinError('400007');
    const order = findOrder(exchange, account, asked);
    if (!order || !exchange.cancel(order)) throw badParameter(NOT_CANCELABLE);
    return order;
  };

  return [
    {
      name: 'order.place',
      method: 'POST',
      path: path('v1/orders'),
      signed: ({ body }, account) => ({ orderId: String(placeOrder(exchange, account, body, true).id) }),
    },
    {
      name: 'orders',
      method: 'GET',
      path: path('v1/orders'),
      signed: (call, account) => {
        const open = call.query.get('status') === 'active';
        const from = call.number('startAt', 0);
        const orders = ordersOf(exchange, account, open, call.query.get('symbol'));
        const wanted = orders.filter(({ createdAt }) => createdAt >= from);
        return page(
          call,
          wanted.map((order) => classicOrder(exchange, order)),
        );
      },
    },
    {
      name: 'order.query',
      method: 'GET',
      path: path('v1/order/client-order/:x'),
      signed: ({ at }, account) => one(account, { clientOid: at(0) }),
    },
    {
      name: 'order.query',
      method: 'GET',
      path: path('v1/orders/:x'),
      signed: ({ at }, account) => one(account, { id: at(0) }),
    },
    {
      name: 'order.cancel',
      method: 'DELETE',
      path: path('v1/order/client-order/:x'),
      signed: ({ at }, account) => {
        const { id, clientOrderId } = cancel(account, { clientOid: at(0) });
        return { cancelledOrderId: String(id), clientOid: clientOrderId, cancelledOcoOrderIds: null };
      },
    },
    {
      name: 'order.cancel',
      method: 'DELETE',
      path: path('v1/orders/:x'),
      signed: ({ at }, account) => ({ cancelledOrderIds: [String(cancel(account, { id: at(0) }).id)] }),
    },
    {
      name: 'orders.cancel',
      method: 'DELETE',
      path: path('v1/orders'),
      dangerous: true,
      signed: ({ query }, account) => {
        const open = ordersOf(exchange, account, true, query.get('symbol'));
        for (const order of open) exchange.cancel(order);
        return { cancelledOrderIds: open.map(({ id }) => String(id)) };
      },
    },
    {
      name: 'fills',
      method: 'GET',
      path: path('v1/fills'),
      signed: (call, account) => {
        const [symbol, order] = [call.query.get('symbol'), call.query.get('orderId')];
        const { from, to } = fillsTime(call, exchange.now(), Infinity);
        const trades = exchange.trades
          .filter((trade) => trade.account === account.name && (symbol === null || trade.market === symbol))
          .filter((trade) =>
            order === null ? trade.time >= from && trade.time <= to : String(trade.orderId) === order,
          )
          .toReversed();
        return page(
          call,
          trades.map((trade) => classicFill(exchange, trade)),
        );
      },
    },
  ];
}
