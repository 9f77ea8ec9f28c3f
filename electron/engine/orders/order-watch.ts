import type { OrderStatus, WatchDocument } from '../../../shared/schema/order.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { LookupOutcome } from '../venues/venue.ts';
import type { OrderEvidence } from './order-evidence.ts';
import type { OrderRow } from './order-row.ts';

/** Follows what is asked about orders of unknown outcome, and when their operator has to decide. */
export interface OrderWatch {
  /** Null for every order that is not unknown. */
  document(row: OrderRow): WatchDocument | null;
  /** Notes an answer about an unknown order; what changed goes into its evidence. */
  answered(row: OrderRow, outcome: LookupOutcome): void;
  /** When the order will be asked about next; null where no question is planned. */
  planned(orderId: string, atMs: number | null): void;
  /** Begins to watch the order, or ends it: call it whenever its row has changed. */
  follow(row: OrderRow): void;
  close(): void;
}

interface Watched {
  checks: number;
  lastAtMs: number | null;
  lastAnswer: string | null;
  /** How often `lastAnswer` was given in a row. */
  repeats: number;
  nextAtMs: number | null;
  asked: boolean;
  cancelAsk: (() => void) | null;
  askAtMs: number;
}

/** Timers reach no further than this; a later one is set in steps. */
const LONGEST_TIMER_MS = 24 * 3_600_000;

export function createOrderWatch(deps: {
  evidence: OrderEvidence;
  clock: Clock;
  /** From the order's beginning until its operator is asked. */
  askAfterMs: number;
  redact: (text: string) => string;
  /** The operator has to decide from now on. */
  onAsk: (orderId: string) => void;
}): OrderWatch {
  const { clock } = deps;
  const watched = new Map<string, Watched>();
  let closed = false;

  const askAtMs = (row: OrderRow): number => Math.max(row.created_ms + deps.askAfterMs, row.watch_until_ms ?? 0);

  function of(row: OrderRow): Watched {
    let entry = watched.get(row.id);
    if (!entry) {
      const fresh = { checks: 0, lastAtMs: null, lastAnswer: null, repeats: 0, nextAtMs: null };
      entry = { ...fresh, asked: false, cancelAsk: null, askAtMs: askAtMs(row) };
      watched.set(row.id, entry);
    }
    return entry;
  }

  function planAsk(orderId: string, entry: Watched): void {
    entry.cancelAsk?.();
    entry.cancelAsk = null;
    const waitMs = entry.askAtMs - clock.nowMs();
    if (closed) return;
    if (waitMs > 0) {
      entry.asked = false;
      entry.cancelAsk = clock.after(Math.min(waitMs, LONGEST_TIMER_MS), () => planAsk(orderId, entry));
    } else if (!entry.asked) {
      entry.asked = true;
      deps.onAsk(orderId);
    }
  }

  function end(row: OrderRow): void {
    const entry = watched.get(row.id);
    if (!entry) return;
    entry.cancelAsk?.();
    watched.delete(row.id);
    const words: Partial<Record<OrderStatus, string>> = { not_placed: 'never placed' };
    const now = words[row.status] ?? row.status.replaceAll('_', ' ');
    // An answer that settled it was written down by itself.
    if (entry.repeats > 1) deps.evidence.add(row.id, 'lookup', `${count(entry.checks)}; it is ${now}`);
  }

  return {
    document(row) {
      if (row.status !== 'unknown') return null;
      const entry = watched.get(row.id);
      const atMs = askAtMs(row);
      return {
        checks: entry?.checks ?? 0,
        last_check_at: entry?.lastAtMs ? isoTime(entry.lastAtMs) : null,
        last_answer: entry?.lastAnswer ?? null,
        next_check_at: entry?.nextAtMs ? isoTime(entry.nextAtMs) : null,
        ask_at: isoTime(atMs),
        needs_decision: clock.nowMs() >= atMs,
      };
    },
    answered(row, outcome) {
      const entry = of(row);
      entry.checks += 1;
      entry.lastAtMs = clock.nowMs();
      const answer = deps.redact(answerWords(outcome));
      if (answer === entry.lastAnswer) {
        entry.repeats += 1;
        return;
      }
      const before = entry.repeats > 1 ? ` (after ${entry.repeats} times: ${entry.lastAnswer})` : '';
      entry.lastAnswer = answer;
      entry.repeats = 1;
      // One row an answer, and not one a question: an order can be unknown for days.
      deps.evidence.add(row.id, 'lookup', `look-up ${entry.checks}: ${answer}${before}`);
    },
    planned(orderId, atMs) {
      const entry = watched.get(orderId);
      if (entry) entry.nextAtMs = atMs;
    },
    follow(row) {
      if (row.status !== 'unknown') return end(row);
      const entry = of(row);
      const atMs = askAtMs(row);
      if (entry.askAtMs === atMs && (entry.cancelAsk || entry.asked)) return;
      entry.askAtMs = atMs;
      planAsk(row.id, entry);
    },
    close() {
      closed = true;
      for (const entry of watched.values()) entry.cancelAsk?.();
    },
  };
}

/** What a look-up said, for a person. */
export function answerWords(outcome: LookupOutcome): string {
  switch (outcome.kind) {
    case 'found':
      return `found: ${outcome.report.status.replaceAll('_', ' ')}, ${outcome.report.filled} filled`;
    case 'absent':
      return outcome.conclusive ? `no such order: ${outcome.message}` : `not seen yet: ${outcome.message}`;
    case 'ambiguous':
      return `cannot be told: ${outcome.message}`;
    case 'failed':
      return `no answer: ${outcome.message}`;
  }
}

const count = (checks: number): string => (checks === 1 ? 'looked up once' : `looked up ${checks} times`);

const DEFAULT_ASK_SECONDS = 120;
const MAX_ASK_SECONDS = 7 * 86_400;

/** `QT_UNKNOWN_ASK_AFTER`: whole seconds until the operator is asked about an order of unknown outcome. Answers in ms. */
export function readAskAfter(text: string | undefined, problems: { code: string; message: string }[]): number {
  const given = text?.trim() ?? '';
  if (given === '') return DEFAULT_ASK_SECONDS * 1_000;
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : -1;
  if (seconds >= 1 && seconds <= MAX_ASK_SECONDS) return seconds * 1_000;
  problems.push({
    code: 'INVALID_INPUT',
    message: `QT_UNKNOWN_ASK_AFTER must be 1 to ${MAX_ASK_SECONDS} whole seconds; ${DEFAULT_ASK_SECONDS} is used`,
  });
  return DEFAULT_ASK_SECONDS * 1_000;
}
