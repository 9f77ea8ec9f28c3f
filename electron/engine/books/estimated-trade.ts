import { add, div, isPositive, mul, sub } from '../../../shared/money/decimal.ts';
import type { BookTrade } from './books-ports.ts';
import { isEnded } from './journal-trades.ts';
import type { JournalTrades, OrderRow } from './journal-trades.ts';

const PRICE_PLACES = 18;

/**
 * What an order that has ended is filled by beyond all trades that are told of it, by our fills and by imported ones, as one
 * trade: at what its average leaves for the rest, else at its limit, which no trade of it is worse than. Null where all is
 * told, or no price is known.
 */
export function estimatedTrade(order: OrderRow, journal: JournalTrades): Omit<BookTrade, 'value'> | null {
  if (!isEnded(order.status) || !isPositive(order.filled)) return null;
  const told = [...journal.told(order.id), ...journal.importedOf(order)];
  const amount = told.reduce((left, trade) => sub(left, trade.amount), order.filled);
  if (!isPositive(amount)) return null;
  const price = restPrice(order, told, amount);
  const atMs = journal.endedMs(order.id);
  if (price === null || atMs === null) return null;
  return {
    id: `e${order.id}`,
    accountName: order.account_name,
    exchange: order.exchange,
    mode: order.mode,
    testnet: order.testnet === 1,
    symbol: order.symbol,
    side: order.side,
    price,
    amount,
    fee: null,
    feeAsset: null,
    liquidity: null,
    strategyId: order.strategy_id,
    orderId: order.id,
    venueOrderId: order.venue_order_id,
    tradeId: order.id,
    origin: 'estimated',
    atMs,
  };
}

function restPrice(
  { average, price, filled }: OrderRow,
  told: readonly { price: string; amount: string }[],
  amount: string,
): string | null {
  if (average === null || told.length === 0) return average ?? price;
  const paid = told.reduce((sum, trade) => add(sum, mul(trade.amount, trade.price)), '0');
  const left = sub(mul(average, filled), paid);
  // An average that was told of fewer fills can leave less than nothing for the rest.
  return isPositive(left) ? div(left, amount, { places: PRICE_PLACES }) : (price ?? average);
}
