import { describe, expect, it } from 'vitest';
import { periodBegan } from '../../../../electron/engine/books/worth/periods.ts';
import { createPeriodProfits } from '../../../../electron/engine/books/worth/period-profits.ts';
import { createSnapshotStore } from '../../../../electron/engine/books/worth/snapshot-store.ts';
import type { Kept } from '../../../../electron/engine/books/worth/snapshot-store.ts';
import { tempJournal } from '../../../support/temp-journal.ts';

const OSLO = { time_zone: 'Europe/Oslo', day_starts_at: '00:00' };
const began = (period: 'day' | 'week' | 'month' | 'year', at: string, settings: object) =>
  new Date(periodBegan(period, Date.parse(at), settings)).toISOString();

describe('a period begins', () => {
  it.each([
    // On a Thursday.
    ['week', '2026-12-03T12:00:00Z', {}, '2026-11-30T00:00:00.000Z'],
    ['month', '2026-12-03T12:00:00Z', {}, '2026-12-01T00:00:00.000Z'],
    ['year', '2026-12-03T12:00:00Z', {}, '2026-01-01T00:00:00.000Z'],
    // Sunday is the last day of its week.
    ['week', '2026-12-06T23:59:59Z', {}, '2026-11-30T00:00:00.000Z'],
    ['week', '2026-12-07T00:00:00Z', {}, '2026-12-07T00:00:00.000Z'],
    // Clocks go forward on Sunday 29 March, and back on Sunday 25 October: a week of 167 hours, one of 169.
    ['week', '2026-03-29T21:59:59Z', OSLO, '2026-03-22T23:00:00.000Z'],
    ['week', '2026-03-29T22:00:00Z', OSLO, '2026-03-29T22:00:00.000Z'],
    ['week', '2026-10-25T22:59:59Z', OSLO, '2026-10-18T22:00:00.000Z'],
    ['week', '2026-10-25T23:00:00Z', OSLO, '2026-10-25T23:00:00.000Z'],
    ['month', '2026-10-31T12:00:00Z', OSLO, '2026-09-30T22:00:00.000Z'],
    ['year', '2026-07-01T12:00:00Z', OSLO, '2025-12-31T23:00:00.000Z'],
    // A day that starts in the afternoon is of the date on which it began.
    ['day', '2026-12-01T15:59:59Z', { ...OSLO, day_starts_at: '17:00' }, '2026-11-30T16:00:00.000Z'],
    ['month', '2026-12-01T15:59:59Z', { ...OSLO, day_starts_at: '17:00' }, '2026-11-01T16:00:00.000Z'],
    ['month', '2026-12-01T16:00:00Z', { ...OSLO, day_starts_at: '17:00' }, '2026-12-01T16:00:00.000Z'],
    // Half past two does not exist on that day: it comes an hour later.
    ['week', '2026-04-01T12:00:00Z', { ...OSLO, day_starts_at: '02:30' }, '2026-03-30T00:30:00.000Z'],
    ['day', '2026-03-29T12:00:00Z', { ...OSLO, day_starts_at: '02:30' }, '2026-03-29T01:30:00.000Z'],
  ] as const)('%s at %s', (period, at, settings, expected) => {
    expect(began(period, at, settings)).toBe(expected);
  });
});

describe('the profit of a period', () => {
  const OF: Kept = { accountName: 'a', exchange: 'binance', mode: 'real', testnet: false, currency: 'USDT' };
  const at = (text: string) => Date.parse(`2026-12-${text}Z`);

  it('is what was gained since it began, or since it was first measured', () => {
    const store = createSnapshotStore(tempJournal());
    const add = (atMs: number, profit: string, equity: string) =>
      store.add(OF, { atMs, profit, equity, cause: 'steady', run: '1' });
    add(at('01T10:00:00'), '0', '1000');
    // Shortly before Monday the 7th, and long before Thursday the 10th.
    add(at('06T23:55:00'), '100', '1100');
    add(at('07T00:05:00'), '90', '1090');
    add(at('10T08:00:00'), '40', '2040');
    const profits = createPeriodProfits(store);
    const now = { atMs: at('10T12:00:00'), profit: '50', equity: '2050' };
    const periods = profits.periods(OF, now, now.atMs, {});
    const told = periods.map(({ period, profit, percent, began_at: from }) => [period, profit, percent, from]);
    expect(told).toEqual([
      ['day', '10', '0.4902', '2026-12-10T08:00:00.000Z'],
      ['week', '-50', '-4.5455', '2026-12-07T00:00:00.000Z'],
      ['month', '50', '5', '2026-12-01T10:00:00.000Z'],
      ['year', '50', '5', '2026-12-01T10:00:00.000Z'],
      ['all', '50', '5', '2026-12-01T10:00:00.000Z'],
    ]);
    // The thousand that was paid in is in both ends of the line.
    expect(profits.spark(OF, now, now.atMs).map(({ value }) => value)).toEqual(['2040', '2050']);
  });

  it('is not told of a period in which nothing was measured: zero would be a lie', () => {
    const profits = createPeriodProfits(createSnapshotStore(tempJournal()));
    const now = { atMs: at('09T23:55:00'), profit: '50', equity: '2050' };
    const told = (nowMs: number) => profits.periods(OF, now, nowMs, {}).map(({ period }) => period);
    expect(told(at('10T00:04:00'))).toEqual(['day', 'week', 'month', 'year', 'all']);
    expect(told(at('10T08:00:00'))).toEqual(['week', 'month', 'year', 'all']);
    expect(told(at('14T08:00:00'))).toEqual(['month', 'year', 'all']);
  });
});
