import { BinanceError, missing } from '../binance/errors.ts';
import type { Params } from '../binance/params.ts';
import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Order } from '../core/order.ts';
import { isOpen } from '../core/order.ts';
import { futuresError } from './errors.ts';
import { checkedOrder, checkSize, findOrder, marketOf, sideOf } from './orders.ts';
import type { FuturesRoute } from './routes.ts';
import { futuresOrder, userTrade } from './shapes.ts';

const WEEK_MS = 7 * 86_400_000;
/** Trades are told for half a year. */
const KEPT_MS = 180 * 86_400_000;

export function orderRoutes(exchange: Exchange): Readonly<Record<string, FuturesRoute>> {
  const own = (account: VenueAccount, params: Params): Order[] => {
    const symbol = params.optional('symbol');
    if (symbol !== undefined) marketOf(exchange, symbol);
    return exchange.orders.filter(
      (order) => order.account === account.name && (symbol === undefined || order.market === symbol),
    );
  };

  function place(params: Params, account: VenueAccount): object {
    const answer = params.optional('newOrderRespType') ?? 'ACK';
    const placed = exchange.place(account, checkedOrder(exchange, account, params));
    if (placed === 'insufficient_balance') throw futuresError(-2019);
    if (placed === 'would_match') throw futuresError(-5022);
    if (placed === 'reduce_only') throw futuresError(-2022);
    if (answer === 'RESULT') return futuresOrder(placed);
    return { ...futuresOrder(placed), status: 'NEW', executedQty: '0', cumQty: '0', cumQuote: '0', avgPrice: '0.00' };
  }

  function cancel(params: Params, account: VenueAccount): object {
    const order = findOrder(exchange, account, params);
    if (!order || !exchange.cancel(order)) throw new BinanceError(-2011);
    return futuresOrder(order);
  }

  /** What cannot stand any more after the change is canceled by it, as documented; a change that breaks a filter is none. */
  function modify(params: Params, account: VenueAccount): object {
    if (!account.permissions.trade) throw new BinanceError(-2015);
    const order = findOrder(exchange, account, params);
    const [amount, price] = [params.decimal('quantity'), params.decimal('price')];
    if (amount === undefined) throw missing('quantity');
    if (price === undefined) throw missing('price');
    if (!order || !isOpen(order)) throw new BinanceError(-2013);
    if (order.side !== sideOf(params)) throw new BinanceError(-1117);
    checkSize(exchange, marketOf(exchange, order.market), { amount, price, reduceOnly: order.reduceOnly });
    if (amount === order.amount && price === order.price) throw futuresError(-5027);
    const amended = exchange.amend(order, { amount, price });
    if (amended === 'insufficient_balance') throw futuresError(-2019);
    if (amended === 'would_match' || amended === 'too_small') exchange.cancel(order);
    return futuresOrder(order);
  }

  function query(params: Params, account: VenueAccount): object {
    const order = findOrder(exchange, account, params);
    if (!order) throw new BinanceError(-2013);
    return futuresOrder(order, true);
  }

  /** At most seven days; without an end, seven days from the start. */
  function period(params: Params): (time: number) => boolean {
    const start = params.integer('startTime');
    const end = params.integer('endTime') ?? (start === undefined ? exchange.now() : start + WEEK_MS);
    const from = start ?? end - WEEK_MS;
    if (end - from > WEEK_MS) throw new BinanceError(-4165, 'Invalid time interval, maximum time interval is 7 days');
    return (time) => time >= from && time <= end;
  }

  function userTrades(params: Params, account: VenueAccount): object {
    const { id: market } = marketOf(exchange, params.required('symbol'));
    const from = params.integer('fromId');
    if (from !== undefined && (params.has('startTime') || params.has('endTime'))) {
      throw new BinanceError(-1128, 'Combination of optional parameters invalid.');
    }
    const orderId = params.integer('orderId');
    const within = from === undefined ? period(params) : () => true;
    const trades = exchange.trades.filter(
      (trade) =>
        trade.account === account.name &&
        trade.market === market &&
        trade.id >= (from ?? 0) &&
        (orderId === undefined || trade.orderId === orderId) &&
        within(trade.time) &&
        trade.time >= exchange.now() - KEPT_MS,
    );
    return trades.slice(0, params.limit(500, 1000)).map(userTrade);
  }

  return {
    'POST /fapi/v1/order': { name: 'order.place', signed: place },
    'PUT /fapi/v1/order': { name: 'order.amend', signed: modify },
    'GET /fapi/v1/order': { name: 'order.query', signed: query },
    'DELETE /fapi/v1/order': { name: 'order.cancel', signed: cancel },
    'GET /fapi/v1/openOrders': {
      name: 'openOrders',
      signed: (params, account) =>
        own(account, params)
          .filter(isOpen)
          .map((order) => futuresOrder(order, true)),
    },
    'DELETE /fapi/v1/allOpenOrders': { name: 'openOrders.cancel', dangerous: true, signed: () => ({ code: 200 }) },
    'GET /fapi/v1/allOrders': {
      name: 'allOrders',
      signed: (params, account) => {
        const within = period(params);
        const orders = own(account, params).filter(({ createdAt }) => within(createdAt));
        return orders.slice(0, params.limit(500, 1000)).map((order) => futuresOrder(order, true));
      },
    },
    'GET /fapi/v1/userTrades': { name: 'userTrades', signed: userTrades },
  };
}
