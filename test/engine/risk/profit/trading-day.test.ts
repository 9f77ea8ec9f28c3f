import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradingDayBegan } from '../../../../electron/engine/risk/profit/trading-day.ts';

const began = (now: string, time_zone?: string, day_starts_at?: string): string =>
  new Date(
    tradingDayBegan(Date.parse(now), { ...(time_zone && { time_zone }), ...(day_starts_at && { day_starts_at }) }),
  ).toISOString();

describe('a trading day', () => {
  it.each<[string, string, string | undefined, string | undefined, string]>([
    ['is a UTC day where nothing is set', '2026-11-22T13:00:00Z', undefined, undefined, '2026-11-22T00:00:00.000Z'],
    ['begins with its first instant', '2026-11-22T00:00:00Z', undefined, undefined, '2026-11-22T00:00:00.000Z'],
    ['ends a millisecond before', '2026-11-21T23:59:59.999Z', undefined, undefined, '2026-11-21T00:00:00.000Z'],
    ['begins at midnight of its zone', '2026-11-22T13:00:00Z', 'Europe/Oslo', undefined, '2026-11-21T23:00:00.000Z'],
    ['begins at its time of day', '2026-11-22T13:00:00Z', 'America/New_York', '17:00', '2026-11-21T22:00:00.000Z'],
    ['begins at it, not before', '2026-11-22T22:00:00Z', 'America/New_York', '17:00', '2026-11-22T22:00:00.000Z'],
    // Oslo, 29 March 2026: 02:00 becomes 03:00. The day of the change has 23 hours.
    ['is shorter in spring', '2026-03-29T20:00:00Z', 'Europe/Oslo', '00:00', '2026-03-28T23:00:00.000Z'],
    ['and the next one is whole', '2026-03-29T22:00:00Z', 'Europe/Oslo', '00:00', '2026-03-29T22:00:00.000Z'],
    [
      'begins later where its time is skipped',
      '2026-03-29T01:30:00Z',
      'Europe/Oslo',
      '02:30',
      '2026-03-29T01:30:00.000Z',
    ],
    ['and has not begun before that', '2026-03-29T01:29:00Z', 'Europe/Oslo', '02:30', '2026-03-28T01:30:00.000Z'],
    // Oslo, 25 October 2026: 03:00 becomes 02:00. 02:30 comes at 00:30 and at 01:30 UTC.
    [
      'begins once where its time comes twice',
      '2026-10-25T00:30:00Z',
      'Europe/Oslo',
      '02:30',
      '2026-10-25T00:30:00.000Z',
    ],
    ['and not again', '2026-10-25T01:40:00Z', 'Europe/Oslo', '02:30', '2026-10-25T00:30:00.000Z'],
    [
      'stays so while the hour is shown again',
      '2026-10-25T01:10:00Z',
      'Europe/Oslo',
      '02:30',
      '2026-10-25T00:30:00.000Z',
    ],
    // Lord Howe moves its clock by half an hour: 4 October 2026, 02:00 becomes 02:30.
    ['knows half hours', '2026-10-03T15:45:00Z', 'Australia/Lord_Howe', '02:15', '2026-10-03T15:45:00.000Z'],
  ])('%s', (_name, now, zone, startsAt, expected) => {
    expect(began(now, zone, startsAt)).toBe(expected);
  });

  it('never begins in the future, lasts at most 25 hours, and holds until the next one', () => {
    const ZONES = ['UTC', 'Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
    const from = Date.UTC(2026, 0, 1);
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: from + 366 * 86_400_000 }),
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 1_439 }),
        (nowMs, time_zone, minutes) => {
          const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
          const settings = { time_zone, day_starts_at: clock };
          const beganMs = tradingDayBegan(nowMs, settings);
          expect(beganMs).toBeLessThanOrEqual(nowMs);
          expect(nowMs - beganMs).toBeLessThan(25 * 3_600_000);
          expect(tradingDayBegan(beganMs, settings)).toBe(beganMs);
          expect(tradingDayBegan(beganMs - 1, settings)).toBeLessThan(beganMs);
        },
      ),
    );
  });

  it('of the day that a zone left out is the one before', () => {
    const settings = { time_zone: 'Pacific/Apia', day_starts_at: '16:45' };
    const began = Date.parse('2011-12-30T02:45:00Z');
    expect(tradingDayBegan(Date.parse('2011-12-30T10:15:00Z'), settings)).toBe(began);
  });
});
