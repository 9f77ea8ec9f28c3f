import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../../shared/schema/exchange.ts';
import type { OrderRow } from '../../orders/order-row.ts';

/** What is measured as it happens. No method throws, and none does more than add a number: they stand on the order path. */
export interface Measures {
  /** From a signal's arrival to its durable commit, refusals included. */
  journaled(tookMs: number): void;
  /** From a signal's arrival to the booked outcome of its order. */
  answered(order: Pick<OrderRow, 'exchange' | 'mode' | 'status'>, tookMs: number): void;
  /** One durable commit that somebody waited for. */
  committed(tookMs: number): void;
  /** An order changed: its first fill is timed. */
  order(row: Pick<OrderRow, 'id' | 'exchange' | 'mode' | 'filled' | 'created_ms' | 'updated_ms'>): void;
  /** An answer of an exchange, or the want of one; `code` is null for a good one. */
  venueAnswered(exchange: Exchange, of: { aspect: 'orders' | 'reads'; tookMs: number; code: ErrorCode | null }): void;
  /** The exchange's clock minus ours. */
  clockSkew(exchange: Exchange, skewMs: number): void;
  /** A word of an order stream that carries the exchange's own time. */
  streamTold(exchange: Exchange, of: { saidMs: number; heardMs: number }): void;
}

/** Seconds. From a commit of a fraction of a millisecond to an exchange that takes its time. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const FILL_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 86_400];
/** Orders whose first fill was timed; an older one that fills again later than so many others is counted anew. */
const REMEMBERED = 10_000;

/** `startedMs`: an order of an earlier run can have filled while nobody looked, so it is not timed. */
export function createMeasures(registry: Registry, startedMs: number): Measures {
  const registers = [registry];
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[], buckets = BUCKETS) =>
    new Histogram({ name, help, labelNames, buckets, registers });
  const journaled = histogram('signal_commit_seconds', 'From a signal to its durable commit, refusals included.', []);
  const answered = histogram('signal_answer_seconds', 'From a signal to the booked outcome of its order.', [
    'exchange',
    'mode',
    'status',
  ]);
  const committed = histogram('journal_commit_seconds', 'Durable commits that an order waited for.', []);
  const filled = histogram(
    'order_first_fill_seconds',
    'From the journaling of an order to its first fill.',
    ['exchange', 'mode'],
    FILL_BUCKETS,
  );
  const venue = histogram('venue_request_seconds', 'Answers of exchanges.', ['exchange', 'aspect']);
  const errors = new Counter({
    name: 'venue_errors_total',
    help: 'Answers of exchanges that were none, or a refusal, by the code of the console.',
    labelNames: ['exchange', 'code'],
    registers,
  });
  const unknown = new Counter({
    name: 'orders_unknown_total',
    help: 'Orders whose outcome was not known when they had been sent.',
    labelNames: ['exchange', 'mode'],
    registers,
  });
  const skew = new Gauge({
    name: 'venue_clock_skew_seconds',
    help: "The exchange's clock minus ours, as last measured.",
    labelNames: ['exchange'],
    registers,
  });
  const lag = histogram('stream_lag_seconds', "From an exchange's word on an order to its arrival here.", ['exchange']);
  const skews = new Map<Exchange, number>();
  const timed = new Set<string>();

  function remember(orderId: string): void {
    timed.add(orderId);
    const [oldest] = timed;
    if (timed.size > REMEMBERED && oldest !== undefined) timed.delete(oldest);
  }

  return spared({
    journaled: (tookMs) => journaled.observe(tookMs / 1_000),
    answered({ exchange, mode, status }, tookMs) {
      answered.observe({ exchange, mode, status }, tookMs / 1_000);
      if (status === 'unknown') unknown.inc({ exchange, mode });
    },
    committed: (tookMs) => committed.observe(tookMs / 1_000),
    order({ id, exchange, mode, filled: amount, created_ms: createdMs, updated_ms: updatedMs }) {
      if (amount === '0' || createdMs < startedMs || timed.has(id)) return;
      remember(id);
      filled.observe({ exchange, mode }, Math.max(0, updatedMs - createdMs) / 1_000);
    },
    venueAnswered(exchange, { aspect, tookMs, code }) {
      venue.observe({ exchange, aspect }, tookMs / 1_000);
      if (code) errors.inc({ exchange, code });
    },
    clockSkew(exchange, skewMs) {
      skews.set(exchange, skewMs);
      skew.set({ exchange }, skewMs / 1_000);
    },
    streamTold(exchange, { saidMs, heardMs }) {
      const lagMs = heardMs + (skews.get(exchange) ?? 0) - saidMs;
      lag.observe({ exchange }, Math.max(0, lagMs) / 1_000);
    },
  });
}

/** A figure that cannot be counted is left out: what is measured must go on. */
function spared(measures: Measures): Measures {
  const entries = Object.entries(measures) as [string, (...args: unknown[]) => void][];
  return Object.fromEntries(
    entries.map(([name, measure]) => [
      name,
      (...args: unknown[]) => {
        try {
          measure(...args);
        } catch {
          // The library refuses what is no number.
        }
      },
    ]),
  ) as unknown as Measures;
}
