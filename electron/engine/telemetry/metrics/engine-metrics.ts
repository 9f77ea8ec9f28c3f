import { Gauge, Registry } from 'prom-client';
import type { PnlDocument } from '../../../../shared/schema/books.ts';
import { isoTime } from '../../ports.ts';
import type { Clock, LoopDelay } from '../../ports.ts';
import { createAccountGauges } from './account-gauges.ts';
import type { AccountFigures, Sight } from './account-gauges.ts';
import { createMeasures } from './measures.ts';
import type { Measures } from './measures.ts';
import { createProcessGauges } from './process-gauges.ts';

/** The event loop is looked at so often. Finer than this it would wake an idle machine for nothing. */
const LOOP_RESOLUTION_MS = 20;
/** Profit by the books is computed again when it is asked for and older than this. A scrape does not wait for it. */
const PNL_FRESH_MS = 10_000;
/** Older than this it is no figure of now. */
const PNL_MAX_AGE_MS = 300_000;
/** The first scrape waits for it, a little: an alarm that starts with nothing to look at is not an alarm. */
const FIRST_WAIT_MS = 1_000;

export interface EngineMetrics {
  measures: Measures;
  /** The text format of Prometheus, 0.0.4. */
  text(sources: MetricSources): Promise<string>;
  close(): void;
}

export interface MetricSources extends Pick<Sight, 'statuses' | 'counts' | 'risks' | 'stops' | 'approvalsWaiting'> {
  figures: () => AccountFigures[];
  /** Of every account. What fails is logged by whoever computes it. */
  pnl: () => Promise<PnlDocument>;
  /** What accounts are worth, afresh. */
  measure: () => Promise<unknown>;
}

/** All that a Prometheus scraper is told. Balances, owners' names and credentials are not among it. */
export function createEngineMetrics(deps: {
  version: string;
  clock: Clock;
  /** Measures at this resolution. */
  loopDelay: (resolutionMs: number) => LoopDelay;
}): EngineMetrics {
  const { version, clock } = deps;
  const registry = new Registry();
  const startedMs = clock.nowMs();
  const measures = createMeasures(registry, startedMs);
  const setAccounts = createAccountGauges(registry);
  const loop = deps.loopDelay(LOOP_RESOLUTION_MS);
  const ofProcess = createProcessGauges(registry, { loop, resolutionMs: LOOP_RESOLUTION_MS });
  new Gauge({
    name: 'qt_engine_info',
    help: 'The running engine.',
    labelNames: ['version', 'started_at'],
    registers: [registry],
  }).set({ version, started_at: isoTime(startedMs) }, 1);
  let pnlUsd: ReadonlyMap<string, string | null> = new Map();
  let computedMs = -Infinity;
  let computing: Promise<void> | null = null;
  let firstScrape = true;
  let closed = false;

  async function compute(sources: MetricSources, first: boolean): Promise<void> {
    try {
      const [{ accounts }] = await Promise.all([sources.pnl(), first ? sources.measure() : null]);
      pnlUsd = new Map(accounts.map(({ account_name: name, sums }) => [name, sums.net_usd.value]));
      computedMs = clock.monotonicMs();
    } catch {
      // Told by whoever failed; here the figures have no sample, or stay for a while as they were.
    } finally {
      computing = null;
    }
  }

  return {
    measures,
    async text(sources) {
      const first = firstScrape;
      firstScrape = false;
      if (!closed && clock.monotonicMs() - computedMs > PNL_FRESH_MS) computing ??= compute(sources, first);
      if (first && computing) await atMost(FIRST_WAIT_MS, computing, clock);
      if (clock.monotonicMs() - computedMs > PNL_MAX_AGE_MS) pnlUsd = new Map();
      setAccounts({ ...sources, nowMs: clock.nowMs(), figures: sources.figures(), pnlUsd });
      ofProcess.look();
      // The library puts a blank line between families; simple readers expect none.
      return (await registry.metrics()).replaceAll('\n\n', '\n');
    },
    close() {
      closed = true;
      ofProcess.close();
    },
  };
}

async function atMost(ms: number, work: Promise<unknown>, clock: Clock): Promise<void> {
  let cancel = (): void => {};
  const waited = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  await Promise.race([work, waited]);
  cancel();
}
