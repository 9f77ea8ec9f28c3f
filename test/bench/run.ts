import { routingBench } from './routing-bench.ts';
import { signalToVenueBench } from './signal-to-venue-bench.ts';

/** Prints the table of figures. Targets are those of ARCHITECTURE.md; a miss is shown, not hidden. */
const rows: { figure: string; measured: string; target: string; met: string }[] = [];
const row = (figure: string, measured: string, target: string, met: boolean) =>
  rows.push({ figure, measured, target, met: met ? 'yes' : 'NO' });
const ms = (value: number) => `${value.toFixed(2)} ms`;

const routing = routingBench();
row(
  'routing decisions with trace, one core',
  `${routing.perSecond.toLocaleString('en')} /s`,
  '>= 300,000 /s',
  routing.perSecond >= 300_000,
);

const path = await signalToVenueBench();
row(
  'signal to venue, p50 against raw ccxt',
  `${path.ratio.toFixed(2)}x (${ms(path.engineMs.p50)} / ${ms(path.rawMs.p50)})`,
  '<= 1.30x',
  path.ratio <= 1.3,
);
row('signal to venue, p95 / p99', `${ms(path.engineMs.p95)} / ${ms(path.engineMs.p99)}`, '', true);
row('raw ccxt, p95 / p99', `${ms(path.rawMs.p95)} / ${ms(path.rawMs.p99)}`, '', true);
row('local part at p99, commit included', ms(path.localP99Ms), '<= 10 ms', path.localP99Ms <= 10);

console.table(rows);
