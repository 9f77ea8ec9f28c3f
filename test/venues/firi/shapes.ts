import type { Exchange } from '../core/exchange.ts';
import { fixed, show, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { isOpen } from '../core/order.ts';
import type { Order, Trade } from '../core/order.ts';

/** Firi writes decimals with 16 places, as `334803.0600000000000000`. */
const sixteen = (value: Fixed): string => show(value, 16);
const iso = (ms: number): string => new Date(ms).toISOString();

export function marketSummary(exchange: Exchange, { id }: VenueMarket): object {
  const prices = exchange.trades.filter(({ market }) => market === id).map(({ price }) => price);
  const last = exchange.lastPrice(id) ?? 0n;
  const first = prices[0] ?? last;
  const volume = exchange.trades.filter(({ market }) => market === id).reduce((sum, { amount }) => sum + amount, 0n);
  return {
    id,
    last: sixteen(last),
    high: sixteen(prices.reduce((a, b) => (a > b ? a : b), last)),
    low: sixteen(prices.reduce((a, b) => (a < b ? a : b), last)),
    change: first === 0n ? '0.0000' : show(((last - first) * fixed('100')) / first, 4),
    volume: sixteen(volume),
  };
}

export function ticker(exchange: Exchange, { id }: VenueMarket): { bid: string; ask: string; spread: string } {
  const { bids, asks } = exchange.book(id);
  const bid = bids[0]?.price ?? 0n;
  const ask = asks[0]?.price ?? 0n;
  return { bid: sixteen(bid), ask: sixteen(ask), spread: sixteen(ask - bid) };
}

export function publicTrade(trade: Trade): object {
  return {
    type: trade.side === 'buy' ? 'bid' : 'ask',
    amount: sixteen(trade.amount),
    price: sixteen(trade.price),
    total: sixteen(times(trade.price, trade.amount)),
    created_at: iso(trade.time),
  };
}

export function orderObject(order: Order): Record<string, unknown> {
  const unfilled = order.amount - order.filled;
  return {
    id: order.id,
    market: order.market,
    type: order.side === 'buy' ? 'bid' : 'ask',
    price: sixteen(order.price),
    amount: sixteen(order.amount),
    remaining: sixteen(isOpen(order) ? unfilled : 0n),
    matched: sixteen(order.filled),
    cancelled: sixteen(order.status === 'canceled' ? unfilled : 0n),
    created_at: iso(order.createdAt),
  };
}

/** A closed order; the history names its currencies. */
export function historyObject(order: Order, market: VenueMarket): object {
  return { ...orderObject(order), price_currency: market.quote, amount_currency: market.base };
}

/** What a detailed cancel answers: how much had been matched. */
export function canceledObject(order: Order): object {
  return { matched: sixteen(order.filled) };
}

export function balanceRow({ asset, free, locked }: { asset: string; free: Fixed; locked: Fixed }): object {
  return { currency: asset, balance: sixteen(free + locked), hold: sixteen(locked), available: sixteen(free) };
}
