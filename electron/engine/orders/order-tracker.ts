import { isZero } from '../../../shared/money/decimal.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { Clock } from '../ports.ts';
import type { ExposureLedger } from '../risk/exposure-ledger.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { CancelOutcome, OrderReport } from '../venues/venue.ts';
import type { KeyedQueue } from './keyed-queue.ts';
import type { Move, OrderJournal } from './order-journal.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderWatch } from './order-watch.ts';
import { createVenueAsker } from './venue-asker.ts';
import type { AskTerms, Asked } from './venue-asker.ts';

export interface OrderTracker {
  /** Follows the order until it is final. Orders that are final already are left alone. `soonMs`: first asked after that. */
  track(order: OrderRow, soonMs?: number): void;
  /** As `track`, for an order whose outcome could not be recorded: it becomes unknown as soon as the journal can be written. */
  trackLost(order: OrderRow): void;
  /** Asks the venue to cancel. What became of it must be booked or looked up. */
  cancel(order: OrderRow): Promise<CancelOutcome>;
  /** Looks the order up now; resolves with what is known then. */
  lookup(orderId: string): Promise<OrderRow>;
  /** As `lookup`, and says what the venue said. */
  ask(orderId: string, terms?: AskTerms): Promise<Asked>;
  /** Looks up everything of the account that is not settled, one after the other. */
  lookupAll(accountName: string): Promise<void>;
  /** Asks until the order is told to have traded or to be final, but no longer than `withinMs`. The order is certain anyway. */
  firstWord(orderId: string, withinMs: number): Promise<void>;
  /** Nobody waits for a first word any more: the engine is closing. */
  stopWaiting(): void;
  /** How closely this account's orders are to be asked about has changed. */
  repace(accountName: string): void;
  /** Tells who has to know of a change that was made without the tracker. */
  moved(before: OrderRow, after: OrderRow): void;
  /** Books the venue's word, unless it is older than what is known. */
  book(orderId: string, report: OrderReport, cause: Move['cause'], detail: string): OrderRow;
  close(): Promise<void>;
}

const PAPER_EVERY_MS = 1_000;
const REAL_EVERY_MS = 3_000;
/** While the venue tells of changes by itself. Never none: a stream that lives can still have missed something. */
const LIVE_EVERY_MS = 15_000;
const UNKNOWN_FIRST_MS = 500;
const UNKNOWN_MAX_MS = 30_000;
const FIRST_WORD_MS = 50;
const FIRST_WORD_MAX_MS = 400;

/**
 * Follows unsettled orders by asking the venue: open ones at a steady pace, unknown ones at once and then ever more slowly.
 * It never sends an order; a cancel that was asked for, and lost or too early, it sends again. Look-ups of one account run
 * one at a time.
 */
export function createOrderTracker(deps: {
  journal: OrderJournal;
  pool: VenuePool;
  monitor: Pick<AccountMonitor, 'refreshSoon'>;
  reservations: Reservations;
  exposure: Pick<ExposureLedger, 'book'>;
  watch: OrderWatch;
  clock: Clock;
  log: Log;
  redact: Redact;
  lookups: KeyedQueue;
  /** Whether the venue tells of this account's orders by itself at this moment. */
  isLive: (accountName: string) => boolean;
  onOrder: (row: OrderRow) => void;
}): OrderTracker {
  const { journal, clock, log, watch } = deps;
  const waiting = new Map<string, { order: OrderRow; cancel: () => void }>();
  const attempts = new Map<string, number>();
  const hearers = new Map<string, Set<() => void>>();
  const running = new Set<Promise<unknown>>();
  let closed = false;
  let patient = true;

  const asker = createVenueAsker({ ...deps, onChange: changed });

  function changed(before: OrderRow, after: OrderRow): void {
    watch.follow(after);
    if (
      after.status === before.status &&
      after.filled === before.filled &&
      after.error_message === before.error_message &&
      after.amount === before.amount &&
      after.price === before.price &&
      after.cancel_requested === before.cancel_requested
    ) {
      return;
    }
    if (after.status !== 'unknown') deps.reservations.settle(after.id);
    deps.exposure.book(after, before.filled);
    if (isFinal(after.status)) forget(after.id);
    // Final once, and alive after all.
    else if (isFinal(before.status)) track(after, 0);
    // More of it traded than its end said, so its end is asked for again.
    if (after.late === 1 && after.filled !== before.filled && isUncertainEnd(after)) {
      ask(after.id, { evenFinal: true }).catch((error: unknown) => failed(after.id, error));
    }
    deps.monitor.refreshSoon(after.account_name);
    deps.onOrder(after);
    for (const hear of hearers.get(after.id) ?? []) hear();
  }

  function forget(orderId: string): void {
    waiting.get(orderId)?.cancel();
    waiting.delete(orderId);
    attempts.delete(orderId);
  }

  function failed(orderId: string, error: unknown): void {
    log.error('Order tracking failed', { order_id: orderId, detail: String(error) });
  }

  /** Rejects, and never throws, where the journal fails: it is called by timers. */
  async function ask(orderId: string, terms?: AskTerms): Promise<Asked> {
    const { account_name: accountName } = journal.row(orderId);
    const run = terms?.urgent ? deps.lookups.runSoon : deps.lookups.run;
    const done = run(accountName, () => asker.ask(orderId, terms));
    running.add(done);
    const ended = () => running.delete(done);
    done.then(ended, ended);
    return done;
  }

  function delayMs(order: OrderRow): number {
    if (order.status === 'unknown') {
      const attempt = attempts.get(order.id) ?? 0;
      attempts.set(order.id, attempt + 1);
      return Math.min(UNKNOWN_FIRST_MS * 2 ** attempt, UNKNOWN_MAX_MS);
    }
    if (order.mode === 'paper') return PAPER_EVERY_MS;
    return deps.isLive(order.account_name) ? LIVE_EVERY_MS : REAL_EVERY_MS;
  }

  function track(order: OrderRow, soonMs?: number): void {
    if (closed || isFinal(order.status)) return forget(order.id);
    watch.follow(order);
    if (waiting.has(order.id)) return;
    const ms = soonMs ?? delayMs(order);
    watch.planned(order.id, clock.nowMs() + ms);
    const cancel = clock.after(ms, () => {
      waiting.delete(order.id);
      watch.planned(order.id, null);
      ask(order.id).then(
        ({ row }) => track(row),
        (error: unknown) => {
          failed(order.id, error);
          // With what was known: to ask a journal that fails would end the tracking for good.
          track(order);
        },
      );
    });
    waiting.set(order.id, { order, cancel });
  }

  /** Resolves after `ms`, or sooner where something about the order changed. */
  function pause(orderId: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const hear = (): void => {
        cancel();
        const others = hearers.get(orderId);
        others?.delete(hear);
        if (others?.size === 0) hearers.delete(orderId);
        resolve();
      };
      const cancel = clock.after(ms, hear);
      hearers.set(orderId, (hearers.get(orderId) ?? new Set()).add(hear));
    });
  }

  async function firstWord(orderId: string, withinMs: number): Promise<void> {
    const untilMs = clock.monotonicMs() + withinMs;
    const silent = (): boolean => {
      const { status, filled } = journal.row(orderId);
      return patient && status === 'open' && isZero(filled);
    };
    for (let waitMs = FIRST_WORD_MS; silent(); waitMs = Math.min(waitMs * 2, FIRST_WORD_MAX_MS)) {
      const leftMs = untilMs - clock.monotonicMs();
      if (leftMs <= 0) return;
      await pause(orderId, Math.min(waitMs, leftMs));
      if (!silent()) return;
      // An answer that does not come in time is not waited for.
      const asked = ask(orderId, { urgent: true }).catch((error: unknown) => failed(orderId, error));
      await Promise.race([asked, pause(orderId, Math.max(0, untilMs - clock.monotonicMs()))]);
    }
  }

  function stopWaiting(): void {
    patient = false;
    for (const hear of [...hearers.values()].flatMap((set) => [...set])) hear();
  }

  return {
    track,
    trackLost(order) {
      asker.lost(order.id);
      track(order);
    },
    cancel: asker.cancel,
    lookup: async (orderId) => (await ask(orderId, { urgent: true })).row,
    ask,
    async lookupAll(accountName) {
      for (const order of journal.unsettledOf(accountName)) {
        if (closed || !deps.pool.hasSeatOf(order)) continue;
        const { row } = await ask(order.id);
        track(row);
      }
    },
    firstWord,
    stopWaiting,
    repace(accountName) {
      for (const [orderId, { order, cancel }] of [...waiting]) {
        if (order.account_name !== accountName || order.status === 'unknown') continue;
        cancel();
        waiting.delete(orderId);
        track(order);
      }
    },
    moved: changed,
    book: (orderId, report, cause, detail) => asker.book(orderId, { report, cause, detail }),
    async close() {
      closed = true;
      for (const { cancel } of waiting.values()) cancel();
      waiting.clear();
      stopWaiting();
      watch.close();
      asker.close();
      await Promise.allSettled(running);
    },
  };
}

/** An end that the venue's own later word has put in doubt. */
function isUncertainEnd({ status, mode }: OrderRow): boolean {
  return mode === 'real' && (status === 'canceled' || status === 'expired');
}
