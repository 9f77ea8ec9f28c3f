import { gt, gte, isPositive, lt } from '../../../shared/money/decimal.ts';
import { canMove, isFinal } from '../../../shared/orders/transitions.ts';
import type { MoveCause } from '../../../shared/orders/transitions.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import type { OrderReport } from '../venues/venue.ts';

/** What is known of an order before a word of the venue is weighed. */
export interface Known {
  status: OrderStatus;
  amount: string;
  filled: string;
}

/**
 * `news`: the order goes to `to` (or stays there, with more filled). `same`: nothing that was not known. `stale`: the venue
 * says less than it said before, or something that cannot follow; the order stays as it is.
 */
export type Weighed =
  { kind: 'news'; to: OrderStatus; late: boolean } | { kind: 'same' } | { kind: 'stale'; detail: string };

/**
 * Weighs one word of the venue against what is known. Words come by several ways and in any order, so none takes fills back
 * and none reopens an order, except where the table allows a late move. `filled` is what is filled by all that is known
 * with this word: never less than before, nor than the sum of the trades.
 */
export function weighReport(
  known: Known,
  report: Pick<OrderReport, 'status' | 'filled'>,
  filled: string,
  cause: MoveCause,
): Weighed {
  const from = known.status === 'journaled' ? 'sent' : known.status;
  const more = gt(filled, known.filled);
  const to = destination(known, report, filled, more, cause);
  if (to !== from && to !== null && canMove(from, to, cause)) return { kind: 'news', to, late: isFinal(from) };
  if (more) return { kind: 'news', to: from, late: isFinal(from) };
  const agrees = to === from && !lt(report.filled, known.filled);
  return agrees ? { kind: 'same' } : { kind: 'stale', detail: contradiction(known, report, cause) };
}

/** Where the word leads; null where it leads nowhere. */
function destination(
  known: Known,
  report: Pick<OrderReport, 'status' | 'filled'>,
  filled: string,
  more: boolean,
  cause: MoveCause,
): OrderStatus | null {
  const told = report.status === 'open' && isPositive(filled) ? 'partially_filled' : report.status;
  switch (known.status) {
    case 'filled':
      return told === 'filled' ? 'filled' : null;
    case 'canceled':
    case 'expired': {
      if (told === 'filled' || gte(filled, known.amount)) return 'filled';
      // Fills that were on their way do not reopen it; that its rest is there still, only a fresh answer can say.
      const alive = more && told === 'partially_filled' && canMove(known.status, told, cause);
      return alive || told === known.status ? told : null;
    }
    case 'not_placed':
      return told === 'rejected' ? 'not_placed' : told;
    case 'rejected':
      return told;
    default:
      // An old word can still bring a trade that was not known.
      if (lt(report.filled, known.filled)) return more && known.status === 'open' ? 'partially_filled' : null;
      return told;
  }
}

function contradiction(known: Known, report: Pick<OrderReport, 'status' | 'filled'>, cause: MoveCause): string {
  const words = (status: string, filled: string): string => `${status.replaceAll('_', ' ')} with ${filled} filled`;
  return `${words(report.status, report.filled)}, by ${cause}, when ${words(known.status, known.filled)} was known`;
}
