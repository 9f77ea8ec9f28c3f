import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { isOpen } from '../core/order.ts';
import type { Order, Trade } from '../core/order.ts';
import type { VenueAnswer } from '../http/request.ts';
import { errorAnswer, OkxError, parameterError, rowAnswer } from './errors.ts';
import { checkedOrder, checkPrice, checkSize } from './orders.ts';
import type { PositionMode } from './orders.ts';
import type { Params } from './params.ts';
import { done } from './route.ts';
import type { OkxRoute } from './route.ts';
import { billOf, marketOf, wireFill, wireOrder } from './shapes.ts';
import type { LeverageBook } from './terms.ts';
import { instTypeOf, toBase } from './units.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The private routes of orders and trades. */
export function orderRoutes(
  exchange: Exchange,
  leverage: LeverageBook,
  posMode: () => PositionMode,
): Readonly<Record<string, OkxRoute>> {
  const { now } = exchange;

  /** A refusal stands in the row, a success as well. */
  const inRow = (params: Params, act: () => Order): VenueAnswer => {
    const clOrdId = params.text('clOrdId') ?? '';
    try {
      const order = act();
      const row = { clOrdId: order.clientOrderId, ordId: String(order.id), tag: '', ts: String(now()) };
      return done([{ ...row, sCode: '0', sMsg: '' }]);
    } catch (error) {
      if (!(error instanceof OkxError)) throw error;
      // What is wrong with the request as such is said of the request.
      if (Number(error.code) < 51_000) return errorAnswer(error);
      return rowAnswer(error, { clOrdId, ordId: params.text('ordId') ?? '' }, now());
    }
  };

  function place(params: Params, account: VenueAccount): Order {
    const { order, marginMode } = checkedOrder(exchange, account, params, posMode());
    if (marginMode) leverage.apply(account, order.market.id, marginMode);
    const placed = exchange.place(account, order);
    if (placed === 'insufficient_balance') throw new OkxError('51008');
    if (placed === 'reduce_only') throw new OkxError('51169');
    if (placed === 'would_match') throw new Error('a post-only order that takes is canceled, not refused');
    return placed;
  }

  /** By `ordId`, else by `clOrdId`; of several with one client id the newest. */
  function find(params: Params, account: VenueAccount): Order | undefined {
    const instId = params.required('instId');
    if (!exchange.markets.has(instId)) throw new OkxError('51001');
    const id = params.text('ordId');
    const clientId = params.clientOrderId();
    if (id === undefined && clientId === undefined) throw new OkxError('51003');
    return exchange.orders.findLast(
      (order) =>
        order.account === account.name &&
        order.market === instId &&
        (id === undefined ? order.clientOrderId === clientId : String(order.id) === id),
    );
  }

  function cancel(params: Params, account: VenueAccount): Order {
    const order = find(params, account);
    if (!order || !exchange.cancel(order)) throw new OkxError('51400');
    return order;
  }

  function amend(params: Params, account: VenueAccount): Order {
    const order = find(params, account);
    if (!order || !isOpen(order)) throw new OkxError('51503');
    const market = marketOf(exchange, order.market);
    const price = params.decimal('newPx');
    const size = params.decimal('newSz');
    if (price === undefined && size === undefined) throw new OkxError('51500', 'You must enter a price or quantity.');
    if (price !== undefined) checkPrice(exchange, market, order.side, price);
    const amount = size === undefined ? undefined : toBase(size, market);
    if (amount !== undefined) checkSize(market, amount);
    const amended = exchange.amend(order, {
      ...(price !== undefined && { price }),
      ...(amount !== undefined && { amount }),
    });
    if (amended === 'not_open') throw new OkxError('51503');
    if (amended === 'too_small') throw parameterError('newSz');
    if (amended === 'would_match') throw new OkxError('51511');
    if (amended === 'insufficient_balance') throw new OkxError('51502');
    if (typeof amended === 'string') throw new Error(`an amend cannot be refused with ${amended}`);
    return amended;
  }

  /** Canceled orders of which nothing was filled are forgotten after two hours. */
  const isKept = (order: Order): boolean => isOpen(order) || order.filled > 0n || order.updatedAt > now() - 2 * HOUR_MS;

  function query(params: Params, account: VenueAccount): VenueAnswer {
    const order = find(params, account);
    if (!order || !isKept(order)) throw new OkxError('51603');
    return done([wireOrder(exchange, order)]);
  }

  function ordersOf(params: Params, account: VenueAccount, fits: (order: Order) => boolean): VenueAnswer {
    const instType = params.text('instType');
    const instId = params.text('instId');
    const orders = exchange.orders.filter(
      (order) =>
        order.account === account.name &&
        (instType === undefined || instTypeOf(marketOf(exchange, order.market)) === instType) &&
        (instId === undefined || order.market === instId) &&
        params.within(order.createdAt) &&
        fits(order),
    );
    return done(params.page(orders.toReversed(), ({ id }) => id).map((order) => wireOrder(exchange, order)));
  }

  function fills(params: Params, account: VenueAccount, reachMs: number): VenueAnswer {
    const instType = params.text('instType');
    const instId = params.text('instId');
    const ordId = params.text('ordId');
    const trades = exchange.trades.filter(
      (trade: Trade) =>
        trade.account === account.name &&
        trade.time > now() - reachMs &&
        (instType === undefined || instTypeOf(marketOf(exchange, trade.market)) === instType) &&
        (instId === undefined || trade.market === instId) &&
        (ordId === undefined || String(trade.orderId) === ordId) &&
        params.within(trade.time),
    );
    return done(params.page(trades.toReversed(), billOf).map((trade) => wireFill(exchange, trade)));
  }

  const ended = (reachMs: number, withUnfilled: boolean) => (order: Order) =>
    !isOpen(order) && order.updatedAt > now() - reachMs && isKept(order) && (withUnfilled || order.filled > 0n);
  const typed = (params: Params): Params => {
    params.required('instType');
    return params;
  };

  return {
    'POST /api/v5/trade/order': {
      name: 'order.place',
      signed: (params, account) => inRow(params, () => place(params, account)),
    },
    'GET /api/v5/trade/order': { name: 'order.query', signed: query },
    'POST /api/v5/trade/cancel-order': {
      name: 'order.cancel',
      signed: (params, account) => inRow(params, () => cancel(params, account)),
    },
    'POST /api/v5/trade/amend-order': {
      name: 'order.amend',
      signed: (params, account) => inRow(params, () => amend(params, account)),
    },
    'GET /api/v5/trade/orders-pending': {
      name: 'orders.pending',
      signed: (params, account) => ordersOf(params, account, isOpen),
    },
    'GET /api/v5/trade/orders-history': {
      name: 'orders.history',
      signed: (params, account) => ordersOf(typed(params), account, ended(7 * DAY_MS, true)),
    },
    'GET /api/v5/trade/orders-history-archive': {
      name: 'orders.archive',
      signed: (params, account) => ordersOf(typed(params), account, ended(90 * DAY_MS, false)),
    },
    'GET /api/v5/trade/fills': { name: 'fills', signed: (params, account) => fills(params, account, 3 * DAY_MS) },
    'GET /api/v5/trade/fills-history': {
      name: 'fills',
      signed: (params, account) => fills(typed(params), account, 90 * DAY_MS),
    },
  };
}
