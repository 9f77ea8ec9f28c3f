import { isZero } from '../../../shared/money/decimal.ts';
import type { AccountPnlDocument, CostMethod } from '../../../shared/schema/books.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';

export const METHOD_WORDS: Record<CostMethod, string> = { average: 'average cost', fifo: 'oldest lots first' };

/** What the books of an account cannot tell, and why, so that nobody takes a figure for more than it is. */
export function bookNotes({ symbols, sums }: AccountPnlDocument): string[] {
  const notes: string[] = [];
  for (const { symbol, base, uncovered, not_held: notHeld, estimated_trades: estimated } of symbols) {
    const amount = (value: string): string => `${formatDecimal(value)} ${base}`;
    if (!isZero(uncovered.quantity))
      notes.push(
        `${symbol}: ${amount(uncovered.quantity)} were sold beyond what was bought here. No profit is told of them.`,
      );
    if (notHeld !== null && !isZero(notHeld))
      notes.push(`${symbol}: the account holds ${amount(notHeld)} less than the books. They were moved or spent.`);
    if (estimated > 0)
      notes.push(
        `${symbol}: ${estimated} ${estimated === 1 ? 'trade is' : 'trades are'} estimated at the order’s price.`,
      );
  }
  const missing = [...new Set([...sums.net.missing, ...sums.fees.missing])];
  if (missing.length > 0) notes.push(`No rate is known for ${missing.join(', ')}: sums with it are not told.`);
  return notes;
}
