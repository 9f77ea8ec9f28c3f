import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { isOpen } from '../core/order.ts';
import type { Order } from '../core/order.ts';
import { BybitError } from './errors.ts';
import { categoryOf, marketId, marketOf } from './markets.ts';
import { checkedOrder, checkRules, refusal } from './orders.ts';
import { page } from './page.ts';
import { pastExecutions } from './past-executions.ts';
import type { Category, Params } from './params.ts';
import type { PrivateRoute } from './routes.ts';
import { shownOrder, shownTrade } from './shapes.ts';
import type { VenueState } from './state.ts';

const DAY_MS = 86_400_000;

/** The private routes of orders and trades. Create, amend and cancel answer with ids only. */
export function orderRoutes(exchange: Exchange, state: VenueState): Readonly<Record<string, PrivateRoute>> {
  const ids = (order: Order): object => ({ orderId: String(order.id), orderLinkId: order.clientOrderId });
  const shown = (order: Order): object => shownOrder(order, state);
  const gone = (category: Category): BybitError => new BybitError(category === 'spot' ? 170213 : 110001);

  function ordersOf(account: VenueAccount, category: Category): Order[] {
    return exchange.orders.filter((order) => order.account === account.name && categoryOf(order.market) === category);
  }

  /** `orderId` counts before `orderLinkId`. A link id may be used again after its order has ended: the newest one counts. */
  function find(account: VenueAccount, params: Params): Order {
    const category = params.category();
    const { id: market } = marketOf(exchange, category, params.required('symbol'));
    const [id, link] = [params.optional('orderId'), params.optional('orderLinkId')];
    if (id === undefined && link === undefined) {
      throw new BybitError(10001, 'params error: orderId or orderLinkId is required');
    }
    const found = ordersOf(account, category).findLast(
      (order) => order.market === market && (id === undefined ? order.clientOrderId === link : String(order.id) === id),
    );
    if (!found) throw gone(category);
    return found;
  }

  function end(order: Order): void {
    state.canceledByUser.add(order.id);
    exchange.cancel(order);
  }

  function create(params: Params, account: VenueAccount): object {
    state.countOrder(account.name);
    const wanted = checkedOrder(exchange, state, account, params);
    const placed = exchange.place(account, wanted);
    const category = params.category();
    if (placed === 'insufficient_balance') throw refusal(category, 'funds');
    if (placed === 'reduce_only') throw new BybitError(110017);
    if (placed === 'would_match') throw new Error('post-only orders are taken in here');
    return ids(placed);
  }

  function amend(params: Params, account: VenueAccount): object {
    const category = params.category();
    const order = find(account, params);
    const price = params.decimal('price') ?? order.price;
    const amount = params.decimal('qty') ?? order.amount;
    if (!isOpen(order)) throw gone(category);
    checkRules(exchange, category, marketOf(exchange, category, params.required('symbol')), { price, amount });
    if (price === order.price && amount === order.amount) {
      throw new BybitError(10001, 'The order remains unchanged as the parameters entered match the existing ones.');
    }
    const amended = exchange.amend(order, { price, amount });
    if (amended === 'not_open') throw gone(category);
    if (amended === 'too_small') throw new BybitError(110064);
    if (amended === 'insufficient_balance') throw refusal(category, 'funds');
    if (typeof amended === 'string') throw new BybitError(category === 'spot' ? 170218 : 10001, amended);
    return ids(order);
  }

  function cancel(params: Params, account: VenueAccount): object {
    const order = find(account, params);
    if (!isOpen(order)) throw gone(params.category());
    end(order);
    return ids(order);
  }

  function cancelAll(params: Params, account: VenueAccount): object {
    const open = ordersOf(account, params.category()).filter(isOpen);
    for (const order of open) end(order);
    return { list: open.map(ids), success: '1' };
  }

  /** What is asked for by `orderId` or `orderLinkId` is shown whatever became of it; without them only what is open. */
  function realtime(params: Params, account: VenueAccount): object {
    const asked = selected(params, account);
    const rows = asked.byId ? asked.orders : asked.orders.filter(isOpen);
    if (!asked.byId && asked.category === 'linear' && !params.optional('symbol') && !params.optional('settleCoin')) {
      throw new BybitError(10001, 'Missing some parameters that must be filled in, symbol, baseCoin or settleCoin.');
    }
    return page(params, asked.category, rows.toReversed().map(shown), { usual: 20, most: 50 });
  }

  /** Only what has ended, and what ended without a fill for a day only. */
  function history(params: Params, account: VenueAccount): object {
    const asked = selected(params, account);
    const now = exchange.now();
    const start = params.integer('startTime') ?? now - 7 * DAY_MS;
    const end = params.integer('endTime') ?? start + 7 * DAY_MS;
    if (end - start > 7 * DAY_MS) throw new BybitError(10001, 'params error: the range exceeds 7 days');
    const rows = asked.orders.filter(
      (order) =>
        !isOpen(order) &&
        (asked.byId || (order.createdAt >= start && order.createdAt <= end)) &&
        (order.filled > 0n || order.updatedAt > now - DAY_MS),
    );
    return page(params, asked.category, rows.toReversed().map(shown), { usual: 20, most: 50 });
  }

  function selected(params: Params, account: VenueAccount): { category: Category; byId: boolean; orders: Order[] } {
    const category = params.category();
    const [id, link, symbol] = [params.optional('orderId'), params.optional('orderLinkId'), params.optional('symbol')];
    const settles = params.optional('settleCoin');
    const orders = ordersOf(account, category).filter((order) => {
      if (id !== undefined) return String(order.id) === id;
      if (link !== undefined) return order.clientOrderId === link;
      if (symbol !== undefined) return order.market === marketId(category, symbol);
      return settles === undefined || exchange.markets.get(order.market)?.quote === settles;
    });
    return { category, byId: id !== undefined || link !== undefined, orders };
  }

  function executions(params: Params, account: VenueAccount): object {
    const category = params.category();
    const [id, link, symbol] = [params.optional('orderId'), params.optional('orderLinkId'), params.optional('symbol')];
    const now = exchange.now();
    const start = params.integer('startTime') ?? (params.integer('endTime') ?? now) - 7 * DAY_MS;
    const end = params.integer('endTime') ?? start + 7 * DAY_MS;
    if (end - start > 7 * DAY_MS) throw new BybitError(10001, 'params error: the range exceeds 7 days');
    if (start < now - 730 * DAY_MS) throw new BybitError(10001, 'params error: only two years are supported');
    const rows: { at: number; row: object }[] = [];
    if (id === undefined && link === undefined) {
      const older = pastExecutions(exchange, account, category).filter(
        ({ time, market }) =>
          time >= start && time <= end && (symbol === undefined || market === marketId(category, symbol)),
      );
      for (const { seq, row } of older) rows.push({ at: seq, row });
    }
    for (const order of ordersOf(account, category)) {
      let filled = 0n;
      for (const trade of exchange.tradesOf(order)) {
        filled += trade.amount;
        const fits =
          id !== undefined
            ? String(order.id) === id
            : link !== undefined
              ? order.clientOrderId === link
              : (symbol === undefined || trade.market === marketId(category, symbol)) &&
                trade.time >= start &&
                trade.time <= end;
        if (fits) rows.push({ at: trade.id, row: shownTrade(trade, order, filled) });
      }
    }
    const newestFirst = rows.toSorted((a, b) => b.at - a.at).map(({ row }) => row);
    return page(params, category, newestFirst, { usual: 50, most: 100 });
  }

  const byId = ({ rawQuery }: { rawQuery: string }): boolean => /(^|&)order(Link)?Id=/.test(rawQuery);
  return {
    'POST /v5/order/create': { name: () => 'order.create', trades: true, open: create },
    'POST /v5/order/amend': { name: () => 'order.amend', trades: true, open: amend },
    'POST /v5/order/cancel': { name: () => 'order.cancel', trades: true, open: cancel },
    'POST /v5/order/cancel-all': { name: () => 'order.cancelAll', trades: true, dangerous: true, open: cancelAll },
    'GET /v5/order/realtime': { name: (request) => (byId(request) ? 'order.realtime' : 'openOrders'), open: realtime },
    'GET /v5/order/history': { name: (request) => (byId(request) ? 'order.history' : 'orderHistory'), open: history },
    'GET /v5/execution/list': { name: () => 'executions', open: executions },
  };
}
