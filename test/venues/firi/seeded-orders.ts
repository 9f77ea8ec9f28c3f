import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import { marketOf } from './orders.ts';

/** The closed orders of trades that were seeded, newest first: each by the worst price that it traded at. */
export function seededOrders(exchange: Exchange, account: VenueAccount, market?: string): object[] {
  const found = new Map<
    number,
    { market: string; side: 'buy' | 'sell'; price: bigint; matched: bigint; time: number }
  >();
  for (const trade of exchange.history.tradesOf(account, market)) {
    if (exchange.order(trade.orderId)) continue;
    const { market: id, side, price, amount, time } = trade;
    const order = found.get(trade.orderId) ?? { market: id, side, price, matched: 0n, time };
    if (side === 'buy' ? price > order.price : price < order.price) order.price = price;
    order.matched += amount;
    found.set(trade.orderId, order);
  }
  return [...found].toReversed().map(([id, order]) => {
    const { base, quote } = marketOf(exchange, order.market);
    return {
      id,
      market: order.market,
      type: order.side === 'buy' ? 'bid' : 'ask',
      price: show(order.price, 16),
      amount: show(order.matched, 16),
      remaining: show(0n, 16),
      matched: show(order.matched, 16),
      cancelled: show(0n, 16),
      created_at: new Date(order.time).toISOString(),
      price_currency: quote,
      amount_currency: base,
    };
  });
}
