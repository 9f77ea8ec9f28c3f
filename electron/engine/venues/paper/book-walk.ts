import { add, cmp, gt, isZero, min, mul, sub } from '../../../../shared/money/decimal.ts';

/** A size taken from one level of a book. */
export interface Take {
  price: string;
  amount: string;
}

type Level = readonly [price: string, amount: string];

/** Whether an order of this side and limit may trade at a level's price. */
function within(side: 'buy' | 'sell', limit: string | null, price: string): boolean {
  if (limit === null) return true;
  return side === 'buy' ? cmp(price, limit) <= 0 : cmp(price, limit) >= 0;
}

/**
 * Walks the side of a book that an order takes from, best first, up to `amount` and never past `limit`. `taken` says what
 * other orders had of each level before.
 */
export function walkBook(
  levels: readonly Level[],
  taken: readonly Take[],
  order: { side: 'buy' | 'sell'; amount: string; limit: string | null },
): Take[] {
  const gone = new Map<string, string>();
  for (const { price, amount } of taken) gone.set(price, add(gone.get(price) ?? '0', amount));
  const takes: Take[] = [];
  let wanted = order.amount;
  for (const [price, size] of levels) {
    if (isZero(wanted) || !within(order.side, order.limit, price)) break;
    const left = sub(size, gone.get(price) ?? '0');
    if (!gt(left, '0')) continue;
    const amount = min(left, wanted);
    takes.push({ price, amount });
    wanted = sub(wanted, amount);
  }
  return takes;
}

/** Quote units that the takes cost, before fees. */
export function costOf(takes: readonly Take[]): string {
  return takes.reduce((sum, take) => add(sum, mul(take.price, take.amount)), '0');
}
