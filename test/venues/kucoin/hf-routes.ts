import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { KucoinError, NOT_CANCELABLE, ORDER_NOT_EXIST, badParameter } from './errors.ts';
import { marketOf } from './market-data.ts';
import { fillsTime } from './fills-time.ts';
import { findOrder, ordersOf, placeOrder } from './orders.ts';
import type { OrderQuestion } from './orders.ts';
import { path } from './route.ts';
import type { Call, KucoinRoute } from './route.ts';
import { hfFill, hfOrder } from './shapes.ts';

/**
 * Canceled orders are told for two days, filled ones for seven (docs-new, "Max Query Range"). Of fills nothing is documented
 * but the week that one question may cover.
 */
const KEPT_MS = { canceled: 2 * 86_400_000, filled: 7 * 86_400_000, fills: 30 * 86_400_000 };

/** The high-frequency family, which the documentation names as the current one. Every question needs its symbol. */
export function hfRoutes(exchange: Exchange): readonly KucoinRoute[] {
  const symbolOf = ({ query }: Call): string => marketOf(exchange, query.get('symbol')).id;

  const one = (account: VenueAccount, asked: OrderQuestion): object => {
    const order = findOrder(exchange, account, asked);
    const kept = order?.filled === 0n ? KEPT_MS.canceled : KEPT_MS.filled;
    const told = order && (order.status === 'open' || exchange.now() - order.updatedAt <= kept);
    if (!order || !told) throw badParameter(ORDER_NOT_EXIST);
    return hfOrder(exchange, order);
  };
  const cancel = (account: VenueAccount, asked: OrderQuestion): void => {
    if (!account.permissions.trade) throw new KucoinError('400007');
    const order = findOrder(exchange, account, asked);
    if (!order || !exchange.cancel(order)) throw badParameter(NOT_CANCELABLE);
  };

  return [
    {
      name: 'hf.order.place',
      method: 'POST',
      path: path('v1/hf/orders'),
      signed: ({ body }, account) => {
        const { id, clientOrderId } = placeOrder(exchange, account, body, false);
        return { orderId: String(id), clientOid: clientOrderId };
      },
    },
    {
      name: 'hf.orders.active.symbols',
      method: 'GET',
      path: path('v1/hf/orders/active/symbols'),
      signed: (_, account) => ({
        symbols: [...new Set(ordersOf(exchange, account, true, null).map(({ market }) => market))],
      }),
    },
    {
      name: 'hf.orders.active',
      method: 'GET',
      path: path('v1/hf/orders/active'),
      signed: (call, account) =>
        ordersOf(exchange, account, true, symbolOf(call)).map((order) => hfOrder(exchange, order)),
    },
    {
      name: 'hf.orders.done',
      method: 'GET',
      path: path('v1/hf/orders/done'),
      signed: (call, account) => {
        const from = call.number('startAt', 0);
        const before = call.number('lastId', Infinity);
        const items = ordersOf(exchange, account, false, symbolOf(call))
          .filter(({ id, updatedAt }) => updatedAt >= from && id < before)
          .slice(0, call.number('limit', 20, 100));
        return { lastId: items.at(-1)?.id ?? 0, items: items.map((order) => hfOrder(exchange, order)) };
      },
    },
    {
      name: 'hf.order.query',
      method: 'GET',
      path: path('v1/hf/orders/client-order/:x'),
      signed: (call, account) => one(account, { clientOid: call.at(0), symbol: symbolOf(call) }),
    },
    {
      name: 'hf.order.query',
      method: 'GET',
      path: path('v1/hf/orders/:x'),
      signed: (call, account) => one(account, { id: call.at(0), symbol: symbolOf(call) }),
    },
    {
      name: 'hf.order.cancel',
      method: 'DELETE',
      path: path('v1/hf/orders/client-order/:x'),
      signed: (call, account) => {
        cancel(account, { clientOid: call.at(0), symbol: symbolOf(call) });
        return { clientOid: call.at(0) };
      },
    },
    {
      name: 'hf.orders.cancel',
      method: 'DELETE',
      path: path('v1/hf/orders(?:/cancelAll)?'),
      dangerous: true,
      signed: (call, account) => {
        const symbol = call.query.get('symbol');
        for (const order of ordersOf(exchange, account, true, symbol)) exchange.cancel(order);
        return 'success';
      },
    },
    {
      name: 'hf.order.cancel',
      method: 'DELETE',
      path: path('v1/hf/orders/:x'),
      signed: (call, account) => {
        cancel(account, { id: call.at(0), symbol: symbolOf(call) });
        return { orderId: call.at(0) };
      },
    },
    {
      name: 'hf.fills',
      method: 'GET',
      path: path('v1/hf/fills'),
      signed: (call, account) => {
        const symbol = symbolOf(call);
        const order = call.query.get('orderId');
        const { from, to } = fillsTime(call, exchange.now(), KEPT_MS.fills);
        const before = call.number('lastId', Infinity);
        const items = exchange.trades
          .filter((trade) => trade.account === account.name && trade.market === symbol && trade.id < before)
          .filter((trade) =>
            order === null ? trade.time >= from && trade.time <= to : String(trade.orderId) === order,
          )
          .toReversed()
          .slice(0, call.number('limit', 100, 100))
          .map((trade) => hfFill(exchange, trade));
        return { items, lastId: items.at(-1)?.id ?? 0 };
      },
    },
  ];
}
