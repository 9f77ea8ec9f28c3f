import { gt, neg } from '../../../../shared/money/decimal.ts';
import type { PaperLedger, PaperOrderRow } from '../../store/paper-ledger.ts';
import type { VenueOrder } from '../venue.ts';
import { advanceResting, isResting } from './advance-resting.ts';
import { applyFill, assetsOf, lockOf } from './apply-fill.ts';
import { costOf } from './book-walk.ts';
import { takesFor, USUAL_FEE } from './liquidity.ts';
import type { MarketMoment } from './liquidity.ts';
import { refusalOf, refused } from './order-rules.ts';
import type { Refusal } from './order-rules.ts';

/**
 * Takes one order: the book is walked, the fills are booked, and a good-till-cancelled rest is locked. Inside a
 * transaction. A refusal leaves no trace, as at a real venue.
 */
export function takeOrder(
  ledger: PaperLedger,
  account: string,
  order: VenueOrder,
  moment: MarketMoment,
  nowMs: number,
): PaperOrderRow | Refusal {
  advanceResting(ledger, order.symbol, moment);
  const { book } = moment;
  const instrument = moment.instruments.get(order.symbol);
  const touch = (order.side === 'buy' ? book.asks : book.bids)[0]?.[0] ?? null;
  const refusal = refusalOf(order, instrument, touch);
  if (refusal) return refusal;

  const draft: Omit<PaperOrderRow, 'seq'> = {
    client_order_id: order.clientOrderId,
    account_name: account,
    market: moment.key,
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    time_in_force: order.timeInForce,
    amount: order.amount,
    price: order.price,
    filled: '0',
    cost: '0',
    status: 'open',
    checked_ms: book.atMs,
    created_ms: nowMs,
    updated_ms: nowMs,
  };
  const takes = takesFor(ledger, draft, book);

  const { base, quote } = assetsOf(order.symbol);
  const spent =
    order.side === 'sell'
      ? { asset: base, amount: order.amount }
      : order.price === null
        ? { asset: quote, amount: costOf(takes) }
        : lockOf({ seq: 0, ...draft });
  const { free } = ledger.balance(account, spent.asset);
  if (gt(spent.amount, free)) {
    return refused('INSUFFICIENT_FUNDS', `needs ${spent.amount} ${spent.asset}, and ${free} is free`);
  }

  const row = ledger.insertOrder(draft);
  const feeRate = instrument?.taker_fee ?? USUAL_FEE;
  applyFill(ledger, row, takes, { liquidity: 'taker', feeRate, bookMs: book.atMs, atMs: nowMs });
  if (isResting(row)) {
    if (order.type === 'market') row.status = 'expired';
    else if (order.timeInForce === 'ioc') row.status = 'canceled';
    else moveLock(ledger, row, 'lock');
  }
  ledger.saveOrder(row);
  return row;
}

/** Takes a resting order back and frees what it held. Inside a transaction; the order must be resting. */
export function cancelOrder(ledger: PaperLedger, row: PaperOrderRow, nowMs: number): void {
  moveLock(ledger, row, 'release');
  ledger.saveOrder({ ...row, status: 'canceled', updated_ms: nowMs });
}

function moveLock(ledger: PaperLedger, row: PaperOrderRow, way: 'lock' | 'release'): void {
  const { asset, amount } = lockOf(row);
  const [free, locked] = way === 'lock' ? [neg(amount), amount] : [amount, neg(amount)];
  ledger.move(row.account_name, asset, { free, locked });
}
