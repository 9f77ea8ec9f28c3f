import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngineMetrics } from '../../../../electron/engine/telemetry/metrics/engine-metrics.ts';
import type { MetricSources } from '../../../../electron/engine/telemetry/metrics/engine-metrics.ts';
import { systemLoopDelay } from '../../../../electron/engine/seams.ts';
import type { AccountPnlDocument } from '../../../../shared/schema/books.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { openSimEngine, signal } from '../../sim-engine.ts';

const NOTHING: MetricSources = {
  ...{ statuses: [], counts: [], risks: [], stops: [], approvalsWaiting: 0 },
  figures: () => [],
  pnl: () => Promise.resolve({ accounts: [] }),
  measure: () => Promise.resolve(),
};

function metricsOn(clock = createFakeClock()) {
  const metrics = createEngineMetrics({ version: '1.2.3', clock, loopDelay: systemLoopDelay });
  onTestFinished(metrics.close);
  return { metrics, clock };
}

/** A book whose profit in dollars is known, or not. */
const pnlOf = (name: string, value: string | null) =>
  ({ account_name: name, sums: { net_usd: { value } } }) as unknown as AccountPnlDocument;

describe('metrics of an engine', () => {
  it('of a console that has just traded: orders, profit, exposure and equity of each account', async () => {
    const { engine } = await openSimEngine();
    await engine.signals.fire(signal({ account_name: 'main_sim' }), 'cli');
    const text = await engine.metrics();
    const labels = 'account_name="main_sim",exchange="sim",mode="paper"';
    expect(text).toContain(`account_orders_total{${labels},status="filled"} 1\n`);
    expect(text).toContain(`account_info{${labels},kind="paper",whose="mine"} 1\n`);
    expect(text).toMatch(/^account_pnl_usd\{account_name="main_sim"\} -\d/m);
    expect(text).toMatch(/^account_exposure_usd\{account_name="main_sim"\} \d/m);
    expect(text).toMatch(/^account_equity_usd\{account_name="main_sim"\} \d/m);
    expect(text).toContain('signal_commit_seconds_count 1\n');
  });

  it('has no sample of what is not known: zero would be a lie', async () => {
    const { metrics } = metricsOn();
    const text = await metrics.text({
      ...NOTHING,
      figures: () => [{ account_name: 'a', equity_usd: null, pnl_today_usd: '-1.5', exposure_usd: null }],
      pnl: () => Promise.resolve({ accounts: [pnlOf('a', null), pnlOf('b', '2.25')] }),
    });
    expect(text).toContain('account_pnl_today_usd{account_name="a"} -1.5\n');
    expect(text).toContain('account_pnl_usd{account_name="b"} 2.25\n');
    expect(text).not.toMatch(/account_(?:equity|exposure)_usd\{|account_pnl_usd\{account_name="a"/);
  });

  it('answers where the books cannot be told, and drops a profit that became too old', async () => {
    const { metrics, clock } = metricsOn();
    let fails = false;
    const sources = {
      ...NOTHING,
      pnl: () => (fails ? Promise.reject(new Error('no')) : Promise.resolve({ accounts: [pnlOf('a', '1')] })),
    };
    expect(await metrics.text(sources)).toContain('account_pnl_usd{account_name="a"} 1\n');
    fails = true;
    clock.advance(60_000);
    expect(await metrics.text(sources)).toContain('account_pnl_usd{account_name="a"} 1\n');
    clock.advance(300_000);
    expect(await metrics.text(sources)).not.toContain('account_pnl_usd{');
  });

  it('waits for the first profit a second, and not for ever', async () => {
    const { metrics, clock } = metricsOn();
    let answered = false;
    const text = metrics.text({ ...NOTHING, pnl: () => new Promise(() => {}) }).then((told) => {
      answered = true;
      return told;
    });
    await Promise.resolve();
    clock.advance(999);
    await Promise.resolve();
    expect(answered).toBe(false);
    clock.advance(1);
    expect(await text).toContain('approvals_waiting 0\n');
  });

  it('a sum of stops is there before there is one', async () => {
    const { metrics } = metricsOn();
    expect(await metrics.text(NOTHING)).toContain('stops_in_effect{scope="global",cause="kill"} 0\n');
  });
});
