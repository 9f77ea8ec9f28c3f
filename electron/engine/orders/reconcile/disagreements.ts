import { lt } from '../../../../shared/money/decimal.ts';
import { isFinal } from '../../../../shared/orders/transitions.ts';
import type { Clock } from '../../ports.ts';
import type { OrderReport } from '../../venues/venue.ts';
import type { OrderRow } from '../order-row.ts';

/**
 * Where what the venue says of our orders contradicts our books, after its word was booked: less traded than is booked here, or
 * alive where it is final here. A replica that is behind says such things for moments, so it counts only once a later
 * comparison finds the same.
 */
export interface Disagreements {
  begin(accountName: string): Comparison;
  /** Something of the account is to be compared again, soon. */
  isOpen(accountName: string): boolean;
}

/** One comparison of an account. One that fails before `ended` says nothing. */
export interface Comparison {
  /** Orders that a former comparison found contradicted: to be asked about again. */
  readonly doubtful: ReadonlySet<string>;
  /** A look-up's word, what was booked before it was asked for, and the order as it stands after. */
  told(report: Pick<OrderReport, 'status' | 'filled'>, before: OrderRow, after: OrderRow): void;
  /** The venue lists as resting what is final here, also after it was asked about it. */
  rests(order: OrderRow): void;
  ended(): void;
}

interface Found {
  detail: string;
  /** What the venue says was filled, where that is what is wrong. */
  filled: string | null;
  /** What was booked then. */
  booked: string;
}

interface Doubt {
  /** Monotonic. */
  sinceMs: number;
  booked: string;
}

/** A replica is never that far behind, in two comparisons. */
export const CERTAIN_AFTER_MS = 10_000;

export function createDisagreements(deps: {
  clock: Clock;
  /** The books of this account and its venue's are not the same, for certain. */
  onCertain: (accountName: string, detail: string) => void;
}): Disagreements {
  const { clock } = deps;
  /** By account and order. */
  const open = new Map<string, ReadonlyMap<string, Doubt>>();

  function ended(accountName: string, found: ReadonlyMap<string, Found>): void {
    const before = open.get(accountName);
    const nowMs = clock.monotonicMs();
    const still = new Map<string, Doubt>();
    for (const [id, { detail, filled, booked }] of found) {
      const known = before?.get(id);
      // An order that trades on can be told of late each time, but never of less than was booked a while ago.
      const doubt = known && (filled === null || lt(filled, known.booked)) ? known : { sinceMs: nowMs, booked };
      if (nowMs - doubt.sinceMs < CERTAIN_AFTER_MS) still.set(id, doubt);
      else deps.onCertain(accountName, `order ${id}: ${detail}`);
    }
    if (still.size > 0) open.set(accountName, still);
    else open.delete(accountName);
  }

  return {
    begin(accountName) {
      const found = new Map<string, Found>();
      return {
        doubtful: new Set(open.get(accountName)?.keys()),
        told(report, { id, filled: booked }, after) {
          const alive = isFinal(after.status) && !isFinal(report.status);
          if (!alive && !lt(report.filled, booked)) return;
          const there = `the exchange has it as ${words(report.status)} with ${report.filled} filled`;
          const detail = `${there}, here it is ${words(after.status)} with ${after.filled} filled`;
          found.set(id, { detail, filled: alive ? null : report.filled, booked });
        },
        rests({ id, status, filled: booked }) {
          const detail = `the exchange lists it as resting, here it is ${words(status)}`;
          found.set(id, { detail, filled: null, booked });
        },
        ended: () => ended(accountName, found),
      };
    },
    isOpen: (accountName) => open.has(accountName),
  };
}

const words = (status: string): string => status.replaceAll('_', ' ');
