import { auditBench } from './audit-bench.ts';
import { booksBench } from './books-bench.ts';
import { fanOutBench } from './fan-out-bench.ts';
import { idleBench } from './idle-bench.ts';
import { metricsBench } from './metrics-bench.ts';
import { recoveryBench } from './recovery-bench.ts';
import { routingBench } from './routing-bench.ts';
import { signalToVenueBench } from './signal-to-venue-bench.ts';

/** Prints the table of figures. Targets are those of ARCHITECTURE.md; a miss is shown, not hidden. */
const rows: { figure: string; measured: string; target: string; met: string }[] = [];
const row = (figure: string, measured: string, target = '', met: boolean | null = null) =>
  rows.push({ figure, measured, target, met: met === null ? '' : met ? 'yes' : 'NO' });
const ms = (value: number) => `${value.toFixed(value < 100 ? 2 : 0)} ms`;

const routing = routingBench();
const perSecond = `${routing.perSecond.toLocaleString('en')} /s`;
row('routing decisions with trace, one core', perSecond, '>= 300,000 /s', routing.perSecond >= 300_000);

const path = await signalToVenueBench();
const { engineMs, rawMs, commitMs } = path;
row(
  'signal to venue, p50 against raw ccxt',
  `${path.ratio.toFixed(2)}x (${ms(engineMs.p50)} / ${ms(rawMs.p50)})`,
  '<= 1.30x',
  path.ratio <= 1.3,
);
row('signal to venue, p95 / p99', `${ms(engineMs.p95)} / ${ms(engineMs.p99)}`);
row('raw ccxt, p95 / p99', `${ms(rawMs.p95)} / ${ms(rawMs.p99)}`);
row('of it the durable commit, p50 / p99', `${ms(commitMs.p50)} / ${ms(commitMs.p99)}`);
row('local part at p99, commit included', ms(path.localP99Ms), '<= 10 ms', path.localP99Ms <= 10);

for (const latencyMs of [0, 20]) {
  const { one, twenty, arrivedRatio, answeredRatio } = await fanOutBench(latencyMs);
  const venue = latencyMs === 0 ? 'an instant venue' : `a venue of ${latencyMs} ms`;
  const ratio = (of: number, key: 'arrivedMs' | 'answeredMs') =>
    `${of.toFixed(2)}x (${ms(twenty[key].p50)} / ${ms(one[key].p50)})`;
  row(
    `20 accounts against 1, all outcomes known, ${venue}`,
    ratio(answeredRatio, 'answeredMs'),
    '<= 3x',
    answeredRatio <= 3,
  );
  row(`20 accounts against 1, last order at ${venue}`, ratio(arrivedRatio, 'arrivedMs'), '<= 3x', arrivedRatio <= 3);
}

const recovery = await recoveryBench(10_000);
row('start on 10,000 unsettled orders: it answers after', ms(recovery.openedMs));
const left = `${recovery.unknown.toLocaleString('en')} not settled after 180 s`;
row('… and all outcomes are known after', recovery.settledMs === null ? left : ms(recovery.settledMs));

const full = idleBench(100_000);
row('open with 20 accounts and 100,000 orders', ms(full.openedMs), '<= 300 ms', full.openedMs <= 300);
row('idle with 20 accounts, resident', `${full.residentMb.toFixed(0)} MB`, '<= 150 MB', full.residentMb <= 150);

const { scrapeMs } = metricsBench(100_000);
row(
  'scrape with 20 accounts and 100,000 orders, p50 / p99',
  `${ms(scrapeMs.p50)} / ${ms(scrapeMs.p99)}`,
  '<= 20 ms',
  scrapeMs.p99 <= 20,
);

const audit = await auditBench(1_000_000);
row('audit chain of a million entries verified', ms(audit.verifiedMs), '<= 10 s', audit.verifiedMs <= 10_000);
row(
  `a commit each turn while ${audit.journalMb.toFixed(0)} MB are backed up, p99 / longest`,
  `${ms(audit.meanwhile.p99Ms)} / ${ms(audit.meanwhile.longestMs)}`,
);
row('… and without a backup', `${ms(audit.alone.p99Ms)} / ${ms(audit.alone.longestMs)}`);

for (const fills of [100_000, 1_000_000]) {
  const { rebuiltMs, longestMs, p99Ms, pageMs } = await booksBench(fills);
  const of = fills.toLocaleString('en');
  const target = fills === 1_000_000 ? '<= 20,000 ms' : '';
  row(`books of ${of} fills made anew`, ms(rebuiltMs), target, target ? rebuiltMs <= 20_000 : null);
  row('… event loop held up meanwhile, longest / p99', `${ms(longestMs)} / ${ms(p99Ms)}`);
  const pages = [pageMs.all, pageMs.account, pageMs.strategy].map(ms).join(' / ');
  row(`first page of ${of} trades: all / an account / a strategy`, pages);
}

console.table(rows);
