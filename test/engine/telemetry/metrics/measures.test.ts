import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createMeasures } from '../../../../electron/engine/telemetry/metrics/measures.ts';
import type { Measures } from '../../../../electron/engine/telemetry/metrics/measures.ts';

const STARTED_MS = 1_000_000;

function measured() {
  const registry = new Registry();
  const measures = createMeasures(registry, STARTED_MS);
  const sample = async (line: string): Promise<string | undefined> =>
    (await registry.metrics())
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.split(' ')
      .at(-1);
  return { measures, sample };
}

type Told = Parameters<Measures['order']>[0];

const row = (change: Partial<Told> = {}): Told => ({
  ...{
    id: 'ord_1',
    exchange: 'okx',
    mode: 'real',
    filled: '0.5',
    created_ms: STARTED_MS,
    updated_ms: STARTED_MS + 700,
  },
  ...change,
});

describe('measures', () => {
  it('leave out what is no number, and never throw: an order is on its way meanwhile', async () => {
    const { measures, sample } = measured();
    measures.streamTold('kraken', { saidMs: NaN, heardMs: STARTED_MS });
    measures.committed(NaN);
    measures.committed(2);
    expect(await sample('journal_commit_seconds_count')).toBe('1');
  });

  it('times the first fill of an order, once, however often it changes after', async () => {
    const { measures, sample } = measured();
    measures.order(row({ filled: '0' }));
    measures.order(row());
    measures.order(row({ filled: '1', updated_ms: STARTED_MS + 90_000 }));
    expect(await sample('order_first_fill_seconds_count{exchange="okx",mode="real"}')).toBe('1');
    expect(await sample('order_first_fill_seconds_sum{exchange="okx",mode="real"}')).toBe('0.7');
  });

  it('times no order of an earlier run: it can have filled while nobody looked', async () => {
    const { measures, sample } = measured();
    measures.order(row({ created_ms: STARTED_MS - 1 }));
    expect(await sample('order_first_fill_seconds_count{exchange="okx",mode="real"}')).toBeUndefined();
  });

  it('counts errors of exchanges by code, and good answers not among them', async () => {
    const { measures, sample } = measured();
    measures.venueAnswered('okx', { aspect: 'reads', tookMs: 3, code: null });
    measures.venueAnswered('okx', { aspect: 'orders', tookMs: 5, code: 'VENUE_RATE_LIMIT' });
    expect(await sample('venue_request_seconds_count{exchange="okx",aspect="reads"}')).toBe('1');
    expect(await sample('venue_errors_total{exchange="okx",code="VENUE_RATE_LIMIT"}')).toBe('1');
  });

  it('tells how late a stream is by the exchange’s clock, not by ours', async () => {
    const { measures, sample } = measured();
    measures.clockSkew('okx', 2_000);
    measures.streamTold('okx', { saidMs: STARTED_MS + 1_900, heardMs: STARTED_MS });
    expect(await sample('stream_lag_seconds_sum{exchange="okx"}')).toBe('0.1');
    expect(await sample('venue_clock_skew_seconds{exchange="okx"}')).toBe('2');
  });

  it('counts outcomes that were not known', async () => {
    const { measures, sample } = measured();
    measures.answered({ exchange: 'okx', mode: 'real', status: 'unknown' }, 900);
    measures.answered({ exchange: 'okx', mode: 'real', status: 'filled' }, 100);
    expect(await sample('orders_unknown_total{exchange="okx",mode="real"}')).toBe('1');
    expect(await sample('signal_answer_seconds_sum{exchange="okx",mode="real",status="filled"}')).toBe('0.1');
  });
});
