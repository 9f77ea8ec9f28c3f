import { QtError } from '../../../../shared/schema/error-code.ts';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Clock } from '../../ports.ts';
import type { MarketData, Venue } from '../venue.ts';
import type { HealthAspect } from './exchange-health.ts';

/** An order that took longer than this was answered too late to be relied on. */
const SLOW_ORDER_MS = 4_000;
const SLOW_READ_MS = 8_000;

/** Failures that say something of the exchange. The others are about the request, the key, or our own pace. */
const EXCHANGE_FAULTS: ReadonlySet<ErrorCode> = new Set(['VENUE_UNREACHABLE', 'VENUE_ERROR', 'MARKET_UNAVAILABLE']);

export type NoteHealth = (aspect: HealthAspect, reason: string | null) => void;

/** An answer, or the want of one: `code` is null for a good one. */
export interface VenueAnswer {
  aspect: HealthAspect;
  tookMs: number;
  code: ErrorCode | null;
}
export type NoteAnswer = (answer: VenueAnswer) => void;

/** The same venue, each of whose answers is also evidence of its exchange's health. */
export function watchVenue(venue: Venue, note: NoteHealth, clock: Clock, answered?: NoteAnswer): Venue {
  const order = watcher('orders', SLOW_ORDER_MS, note, clock, answered);
  const read = watcher('reads', SLOW_READ_MS, note, clock, answered);
  const { amend } = venue;
  return {
    ...venue,
    place: (wanted) => order(() => venue.place(wanted), orderFault),
    cancel: (ref, prepared) => order(() => venue.cancel(ref, prepared), orderFault),
    ...(amend && { amend: (ref, change) => order(() => amend(ref, change), orderFault) }),
    lookup: (ref, prepared) =>
      read(
        () => venue.lookup(ref, prepared),
        (outcome) => (outcome.kind === 'failed' ? outcome.message : null),
      ),
    balances: () => read(() => venue.balances(), noFault),
    openOrders: () => read(() => venue.openOrders(), noFault),
    fillsSince: (symbol, sinceMs) => read(() => venue.fillsSince(symbol, sinceMs), noFault),
  };
}

/** The same market data, likewise. */
export function watchMarket(market: MarketData, note: NoteHealth, clock: Clock, answered?: NoteAnswer): MarketData {
  const read = watcher('reads', SLOW_READ_MS, note, clock, answered);
  return {
    ...market,
    ticker: (symbol) => read(() => market.ticker(symbol), noFault),
    book: (symbol) => read(() => market.book(symbol), noFault),
  };
}

type Outcome = { kind: string; code?: ErrorCode; message?: string };

/** `undefined`: says nothing either way. */
function orderFault(outcome: Outcome): string | null | undefined {
  if (outcome.kind === 'unknown') return outcome.message ?? 'no certain answer';
  if (outcome.code === 'VENUE_UNREACHABLE') return outcome.message ?? 'not reachable';
  if (outcome.code === 'VENUE_RATE_LIMIT' || outcome.kind === 'not_sent') return undefined;
  return null;
}

/** What an operation on an order came to; a plain reading has no code. */
function codeOf(outcome: unknown): ErrorCode | null {
  const { kind, code } = (outcome ?? {}) as Partial<Outcome>;
  if (kind === 'unknown') return 'OUTCOME_UNKNOWN';
  if (kind === 'failed') return 'VENUE_ERROR';
  return code ?? null;
}

function noFault(): null {
  return null;
}

function watcher(
  aspect: HealthAspect,
  slowMs: number,
  note: NoteHealth,
  clock: Clock,
  answered: NoteAnswer = () => {},
) {
  return async <T>(ask: () => Promise<T>, fault: (outcome: T) => string | null | undefined): Promise<T> => {
    const startedMs = clock.monotonicMs();
    try {
      const outcome = await ask();
      const tookMs = clock.monotonicMs() - startedMs;
      answered({ aspect, tookMs, code: codeOf(outcome) });
      const reason = fault(outcome);
      if (reason === null && tookMs > slowMs) note(aspect, `answered after ${Math.round(tookMs)} ms`);
      else if (reason !== undefined) note(aspect, reason);
      return outcome;
    } catch (error) {
      const code = error instanceof QtError ? error.code : 'INTERNAL';
      answered({ aspect, tookMs: clock.monotonicMs() - startedMs, code });
      if (error instanceof QtError && EXCHANGE_FAULTS.has(error.code)) note(aspect, error.message);
      throw error;
    }
  };
}
