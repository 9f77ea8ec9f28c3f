import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Order, Trade } from '../core/order.ts';
import { isOpen } from '../core/order.ts';
import { invalidArguments, KrakenError } from './errors.ts';
import { KRAKEN_IDS } from './ids.ts';
import { listedWithin } from './listed-within.ts';
import { checkDeadline, checkedOrder, checkSize, decimal, namedOrder } from './orders.ts';
import type { PrivateRoute } from './routes.ts';
import { description, orderInfo, tradeInfo } from './shapes.ts';

const PAGE = 50;
const MAX_IDS = 20;

/** Orders and trades of one account. */
export function orderRoutes(exchange: Exchange): Readonly<Record<string, PrivateRoute>> {
  const own = (account: VenueAccount): Order[] => exchange.orders.filter((order) => order.account === account.name);

  function place(params: URLSearchParams, account: VenueAccount): object {
    const placed = exchange.place(account, checkedOrder(exchange, account, params));
    if (placed === 'insufficient_balance') throw new KrakenError('EOrder:Insufficient funds');
    if (placed === 'would_match') throw new KrakenError('EOrder:Post only order');
    if (placed === 'reduce_only') throw new KrakenError('EOrder:Reduce only:No position exists');
    return { descr: { order: description(placed) }, txid: [KRAKEN_IDS.order(placed.id)] };
  }

  function cancel(params: URLSearchParams, account: VenueAccount): object {
    const order = namedOrder(exchange, account, params);
    if (!order || !exchange.cancel(order)) throw new KrakenError('EOrder:Unknown order');
    return { count: 1 };
  }

  function amend(params: URLSearchParams, account: VenueAccount): object {
    checkDeadline(params, exchange.now());
    const order = namedOrder(exchange, account, params);
    const market = order && exchange.markets.get(order.market);
    if (!order || !market || !isOpen(order)) throw new KrakenError('EOrder:Unknown order');
    const amount = params.has('order_qty') ? decimal(params, 'order_qty') : order.amount;
    const price = params.has('limit_price') ? decimal(params, 'limit_price') : order.price;
    checkSize(exchange, market, amount, price);
    const amended = exchange.amend(order, { amount, price });
    if (amended === 'insufficient_balance') throw new KrakenError('EOrder:Insufficient funds');
    if (amended === 'would_match') throw new KrakenError('EOrder:Post only order');
    if (amended === 'not_open' || amended === 'reduce_only') throw new KrakenError('EOrder:Unknown order');
    // As documented: a size below what is filled cancels the rest.
    if (amended === 'too_small') exchange.cancel(order);
    return { amend_id: 'TEXBLB-QGWVD-SMUIBA' };
  }

  function listed(orders: Order[], params: URLSearchParams): Order[] {
    const clientId = params.get('cl_ord_id');
    return orders.filter((order) => clientId === null || order.clientOrderId === clientId).toReversed();
  }

  const shown = (orders: Order[], params: URLSearchParams): object =>
    Object.fromEntries(
      orders.map((order) => [KRAKEN_IDS.order(order.id), orderInfo(exchange, order, params.get('trades') === 'true')]),
    );

  function closedOrders(params: URLSearchParams, account: VenueAccount): object {
    const from = Number(params.get('start') ?? 0) * 1_000;
    const found = listed(own(account), params).filter((order) => !isOpen(order) && order.updatedAt > from);
    return { closed: shown(page(found, params), params), count: found.length };
  }

  function queryOrders(params: URLSearchParams, account: VenueAccount): object {
    const ids = (params.get('txid') ?? '').split(',');
    const orders = ids.map((id) => own(account).find((order) => KRAKEN_IDS.order(order.id) === id));
    if (orders.some((order) => !order)) throw new KrakenError('EOrder:Unknown order');
    return shown(orders as Order[], params);
  }

  const ownTrades = (account: VenueAccount): Trade[] =>
    exchange.trades.filter((trade) => trade.account === account.name).toReversed();
  const told = (trades: Trade[]): object =>
    Object.fromEntries(trades.map((trade) => [KRAKEN_IDS.trade(trade.id), tradeInfo(exchange, trade)]));

  function tradesHistory(params: URLSearchParams, account: VenueAccount): object {
    const { rows, count } = listedWithin(ownTrades(account), params);
    return { trades: told(rows), count };
  }

  function queryTrades(params: URLSearchParams, account: VenueAccount): object {
    const ids = (params.get('txid') ?? '').split(',');
    if (ids.length > MAX_IDS) throw invalidArguments('txid');
    const trades = ids.map((id) => ownTrades(account).find((trade) => KRAKEN_IDS.trade(trade.id) === id));
    if (trades.some((trade) => !trade)) throw new KrakenError('EQuery:Unknown trade');
    return told(trades as Trade[]);
  }

  return {
    AddOrder: { name: 'order.place', handle: place },
    AmendOrder: { name: 'order.amend', handle: amend },
    CancelOrder: { name: 'order.cancel', handle: cancel },
    CancelAll: { name: 'orders.cancelAll', dangerous: true, handle: () => ({ count: 0 }) },
    OpenOrders: {
      name: 'openOrders',
      handle: (params, account) => ({ open: shown(listed(own(account).filter(isOpen), params), params) }),
    },
    ClosedOrders: { name: 'closedOrders', handle: closedOrders },
    QueryOrders: { name: 'order.query', handle: queryOrders },
    TradesHistory: { name: 'trades', handle: tradesHistory },
    QueryTrades: { name: 'trades.query', handle: queryTrades },
  };
}

function page<T>(rows: T[], params: URLSearchParams): T[] {
  const offset = Number(params.get('ofs') ?? 0);
  return rows.slice(offset, offset + PAGE);
}
