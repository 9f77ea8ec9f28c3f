import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import { lt } from '../../../shared/money/decimal.ts';
import { canMove, findMove, isFinal } from '../../../shared/orders/transitions.ts';
import type { MoveCause } from '../../../shared/orders/transitions.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { tradesHash } from '../audit/fill-check.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Database, SqlValue } from '../store/sqlite.ts';
import type { OrderReport } from '../venues/venue.ts';
import { bookFills } from './book-fills.ts';
import type { BookedFills } from './book-fills.ts';
import { changedTerms } from './changed-terms.ts';
import { createOrderEvidence } from './order-evidence.ts';
import type { OrderEvidence } from './order-evidence.ts';
import { createOrderFinder } from './order-finder.ts';
import type { OrderFinder } from './order-finder.ts';
import { counterparty, sentDetail } from './order-row.ts';
import type { OrderRow } from './order-row.ts';
import { terms } from './order-words.ts';
import { weighReport } from './weigh-report.ts';

export type NewOrder = Omit<
  OrderRow,
  | 'rowid'
  | 'venue_order_id'
  | 'filled'
  | 'average'
  | 'status'
  | 'cancel_requested'
  | 'error_code'
  | 'error_message'
  | 'updated_ms'
  | 'replaced_by'
  | 'late'
  | 'watch_until_ms'
  | 'held_asset'
  | 'held_amount'
  | 'decided_price'
> &
  Partial<Pick<OrderRow, 'held_asset' | 'held_amount' | 'decided_price'>>;

export interface Move {
  to: OrderStatus;
  cause: MoveCause;
  detail: string;
  report?: OrderReport;
  /** Set, cleared (null), or left as it is (absent). */
  error?: ErrorDocument | null;
}

/** One word of the venue on an order. */
export interface Word {
  report: OrderReport;
  cause: MoveCause;
  detail: string;
}

export interface BookedWord {
  before: OrderRow;
  row: OrderRow;
  /** The order was final, and traded or lives after all. */
  late: boolean;
  /** The venue contradicts what it said before; it is in the evidence. */
  stale: boolean;
}

export interface OrderJournal extends OrderFinder {
  readonly evidence: OrderEvidence;
  /**
   * Within the caller's transaction. `cause`: a signal, or the operator's word on another order. `decided`: what binds its
   * signal and decision into the audit chain.
   */
  insert(order: NewOrder, cause?: MoveCause, decided?: string): void;
  /**
   * Moves an order along the transition table and books the fills of the report, in one durable commit. A report that
   * changes nothing writes nothing. Throws for a move, or a cause of one, that the table does not know: that is a bug.
   */
  move(id: string, move: Move): OrderRow;
  /** Several moves of one order in one commit, and whatever else belongs into it. */
  moveAll(id: string, moves: Move[], also?: () => void): OrderRow;
  /** The same move for many orders, in one commit. */
  moveEach(ids: readonly string[], move: Move): void;
  /** Weighs a word of the venue, and books what is new in it in one durable commit, and whatever else belongs into it. */
  book(id: string, word: Word, also?: () => void): BookedWord;
  requestCancel(id: string, by: string): OrderRow;
  /** Takes the request back: the venue refused it, so nobody is cancelling and it can be asked for again. */
  dropCancel(id: string, error: ErrorDocument): OrderRow;
  /** Until when the operator is not asked about an unknown order. */
  snooze(id: string, untilMs: number, by: string): OrderRow;
}

export function createOrderJournal(db: Database, audit: AuditChain, clock: Clock): OrderJournal {
  const finder = createOrderFinder(db);
  const evidence = createOrderEvidence(db, clock);
  const { row } = finder;

  function transition(id: string, from: OrderStatus | null, move: Omit<Move, 'report'>): void {
    if (!canMove(from, move.to, move.cause)) {
      throw new Error(`Order ${id} cannot move from ${from} to ${move.to} by ${move.cause}.`);
    }
    db.run(
      'INSERT INTO order_transitions (order_id, from_status, to_status, cause, at_ms, detail) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      from,
      move.to,
      move.cause,
      clock.nowMs(),
      move.detail,
    );
    if (from !== null) audit.append('order_moved', id, { from, to: move.to, cause: move.cause, detail: move.detail });
  }

  function fillsOf(order: OrderRow, report: OrderReport): BookedFills {
    const fills = bookFills(db, order, report.fills, report.filled);
    const { booked, filled } = fills;
    if (booked.length > 0) {
      const trades = { trades: booked.length, digest: tradesHash(booked) };
      audit.append('order_fill', order.id, { filled, average: report.average, ...trades });
    }
    for (const detail of fills.foreign) evidence.addOnce(order.id, 'stale', detail);
    return fills;
  }

  function update(before: OrderRow, after: Partial<OrderRow>): void {
    const columns = Object.keys(after);
    const same = columns.every((name) => after[name as keyof OrderRow] === before[name as keyof OrderRow]);
    if (same) return;
    db.run(
      `UPDATE orders SET ${columns.map((name) => `${name} = ?`).join(', ')}, updated_ms = ? WHERE id = ?`,
      ...(Object.values(after) as SqlValue[]),
      clock.nowMs(),
      before.id,
    );
  }

  /** A gap is never silent: it stays in the order's story, and its note tells of the last one. */
  function noteUnwatched(order: OrderRow, { fromMs, untilMs }: NonNullable<OrderReport['unwatched']>): void {
    const span = `from ${isoTime(fromMs)} to ${isoTime(untilMs)}`;
    // The venue goes on telling it; the story does not.
    const news = evidence.addOnce(
      order.id,
      'paper_gap',
      `nobody watched the market ${span}; what it did then was not applied`,
    );
    if (!news) return;
    const others = (order.note ?? '').split('; ').filter((part) => part !== '' && !part.startsWith(NOT_WATCHED));
    const note = [...others, `${NOT_WATCHED} ${span}`].join('; ');
    db.run('UPDATE orders SET note = ?, updated_ms = ? WHERE id = ?', note, clock.nowMs(), order.id);
  }

  /** What a report says beside status and fills. An old word's average is of fewer fills. */
  function figures(before: OrderRow, report: OrderReport, filled: string): Partial<OrderRow> {
    return {
      venue_order_id: report.venueOrderId,
      filled,
      average: lt(report.filled, filled) ? before.average : (report.average ?? before.average),
    };
  }

  function moveWithin(id: string, move: Move): void {
    const before = row(id);
    const { report, error } = move;
    const fills = report && fillsOf(before, report);
    const late = move.to !== before.status && findMove(before.status, move.to)?.late === true;
    if (move.to !== before.status) transition(id, before.status, move);
    update(before, {
      status: move.to,
      ...(report && fills && figures(before, report, fills.filled)),
      ...(error !== undefined && { error_code: error?.code ?? null, error_message: error?.message ?? null }),
      ...(late && { late: 1 }),
    });
  }

  function moveAll(id: string, moves: Move[], also?: () => void): OrderRow {
    db.transaction(() => {
      for (const move of moves) moveWithin(id, move);
      also?.();
    });
    return row(id);
  }

  function bookWithin(id: string, { report, cause: way, detail }: Word): Omit<BookedWord, 'row'> {
    const before = row(id);
    // An answer to a poll can come after the order became unknown; then it was a look-up.
    const cause = before.status === 'unknown' && way === 'poll' ? 'lookup' : way;
    if (before.status === 'journaled') {
      transition(id, 'journaled', { to: 'sent', cause: 'send', detail: sentDetail(before) });
      update(before, { status: 'sent' });
    }
    const { filled } = fillsOf(before, report);
    const weighed = weighReport(before, report, filled, cause);
    const changed = weighed.kind === 'stale' ? {} : changedTerms(before, report);
    const known = { ...figures(before, report, filled), ...changed };
    if (Object.keys(changed).length > 0) {
      const now = terms({ ...before, ...changed });
      evidence.add(id, 'amend', `the ${counterparty(before)} has it as ${now}, not as ${terms(before)}`);
    }
    if (report.unwatched) noteUnwatched(before, report.unwatched);
    if (weighed.kind === 'stale') evidence.addOnce(id, 'stale', weighed.detail);
    if (weighed.kind !== 'news') {
      if (weighed.kind === 'same') update(row(id), isFinal(before.status) ? { ...known } : { ...known, ...NO_ERROR });
      return { before, late: false, stale: weighed.kind === 'stale' };
    }
    const { to, late } = weighed;
    const from = row(id).status;
    if (to !== from) transition(id, from, { to, cause, detail });
    update(row(id), { ...known, ...NO_ERROR, status: to, ...(late && { late: 1 }) });
    if (late) evidence.add(id, 'late_fill', lateWords(before, to, filled, cause));
    return { before, late, stale: false };
  }

  return {
    ...finder,
    evidence,
    insert(order, cause = 'signal', decided) {
      const columns = Object.keys(order);
      db.run(
        `INSERT INTO orders (${columns.join(', ')}, status, updated_ms) VALUES (${columns.map(() => '?').join(', ')}, 'journaled', ?)`,
        ...(Object.values(order) as SqlValue[]),
        order.created_ms,
      );
      transition(order.id, null, { to: 'journaled', cause, detail: `signal ${order.signal_id}` });
      audit.append('order_journaled', order.id, { ...order, decided });
    },
    move: (id, move) => moveAll(id, [move]),
    moveAll,
    moveEach(ids, move) {
      if (ids.length === 0) return;
      db.transaction(() => {
        for (const id of ids) moveWithin(id, move);
      });
    },
    book(id, word, also) {
      const booked = db.transaction(() => {
        const result = bookWithin(id, word);
        also?.();
        return result;
      });
      return { ...booked, row: row(id) };
    },
    requestCancel(id, by) {
      db.transaction(() => {
        db.run('UPDATE orders SET cancel_requested = 1, updated_ms = ? WHERE id = ?', clock.nowMs(), id);
        audit.append('order_cancel_requested', id, { by });
      });
      return row(id);
    },
    dropCancel(id, error) {
      db.transaction(() => {
        db.run('UPDATE orders SET cancel_requested = 0, updated_ms = ? WHERE id = ?', clock.nowMs(), id);
        audit.append('order_cancel_refused', id, error);
      });
      return row(id);
    },
    snooze(id, untilMs, by) {
      db.transaction(() => {
        db.run('UPDATE orders SET watch_until_ms = ?, updated_ms = ? WHERE id = ?', untilMs, clock.nowMs(), id);
        audit.append('order_resolved', id, { by, decision: 'keep_watching', until_ms: untilMs });
      });
      return row(id);
    },
  };
}

const NOT_WATCHED = 'not watched';
const NO_ERROR = { error_code: null, error_message: null } as const;

function lateWords(before: OrderRow, to: OrderStatus, filled: string, cause: MoveCause): string {
  const was = `${before.status.replaceAll('_', ' ')} with ${before.filled} filled`;
  return `told by ${cause} after it was ${was}: now ${to.replaceAll('_', ' ')} with ${filled} filled`;
}
