import { isFinal } from '../../../shared/orders/transitions.ts';
import type {
  OrderDetailDocument,
  OrderEvidenceDocument,
  OrderStatus,
  OrderTransitionDocument,
} from '../../../shared/schema/order.ts';

export type LifeTone = 'done' | 'now' | 'unknown' | 'failed' | 'note';

/** One station of an order's life. */
export interface LifeEvent {
  key: string;
  title: string;
  at: string;
  /** Milliseconds since the station before; null for the first. */
  after_ms: number | null;
  cause: string;
  detail: string;
  tone: LifeTone;
}

/** `{venue}` stands for who answered: a paper order never left this machine. */
const CAUSES: Record<OrderTransitionDocument['cause'], string> = {
  signal: 'by the signal',
  send: 'by sending',
  reply: 'by the answer of the {venue}',
  stream: 'told by the {venue}',
  poll: 'seen when asking the {venue}',
  lookup: 'found by looking it up',
  recovery: 'by recovery at start',
  operator: 'by the operator',
};

const FAILED: readonly OrderStatus[] = ['rejected', 'not_placed'];

const EVIDENCE: Record<OrderEvidenceDocument['kind'], string> = {
  lookup: 'Looked up',
  amend: 'Amended',
  operator: 'Decided by the operator',
  late_fill: 'Late fill booked',
  paper_gap: 'Nobody watched the market',
  stale: 'Contradicted by an older word',
  override: 'Fired past an unknown order',
};

/** Stations and evidence together, oldest first: what happened, and what was found out in between. */
export function orderStory(detail: Pick<OrderDetailDocument, 'order' | 'transitions' | 'evidence'>): LifeEvent[] {
  const notes = detail.evidence.map((each): LifeEvent => ({
    key: `evidence ${each.seq}`,
    title: EVIDENCE[each.kind],
    at: each.at,
    after_ms: null,
    cause: '',
    detail: each.detail,
    tone: 'note',
  }));
  // A note of the same moment follows the change that it is about.
  return [...orderLife(detail), ...notes].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The stations of an order, oldest first, with the time that each took. */
export function orderLife({ order, transitions }: Pick<OrderDetailDocument, 'order' | 'transitions'>): LifeEvent[] {
  const sorted = [...transitions].sort((a, b) => a.seq - b.seq);
  const paper = order.mode === 'paper';
  return sorted.map((transition, index) => {
    const before = sorted[index - 1];
    const last = index === sorted.length - 1;
    const cause =
      transition.to === 'unknown' && transition.cause === 'reply'
        ? 'no certain answer came'
        : CAUSES[transition.cause].replace('{venue}', paper ? 'simulator' : 'exchange');
    return {
      key: String(transition.seq),
      title: titleOf(transition, paper ? 'the simulator' : order.exchange),
      at: transition.at,
      after_ms: before ? Math.max(0, Date.parse(transition.at) - Date.parse(before.at)) : null,
      cause,
      // Where the journal has no more to say than who said it, once is enough.
      detail: transition.detail === cause ? '' : transition.detail,
      tone: toneOf(transition.to, last && !isFinal(order.status)),
    };
  });
}

function toneOf(status: OrderStatus, current: boolean): LifeTone {
  if (status === 'unknown') return 'unknown';
  if (FAILED.includes(status)) return 'failed';
  return current ? 'now' : 'done';
}

function titleOf({ from, to }: OrderTransitionDocument, venue: string): string {
  switch (to) {
    case 'journaled':
      return 'Journaled';
    case 'sent':
      return `Sent to ${venue}`;
    case 'open':
      return from === 'unknown' ? 'Found on the book' : 'Resting on the book';
    case 'partially_filled':
      return 'Partly filled';
    case 'filled':
      return 'Filled';
    case 'canceled':
      return 'Cancelled';
    case 'rejected':
      return `Refused by ${venue}`;
    case 'expired':
      return 'Expired';
    case 'unknown':
      return 'Outcome unknown';
    case 'not_placed':
      return 'Never placed';
  }
}

/** A duration as the drawer shows it: `3 ms`, `4.3 s`, `2 min 5 s`, `3 h 2 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
