import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areAllOpen, hoursState, isOpen, nextChangeMs } from '../../../shared/risk/trading-hours.ts';
import { momentsOfWallTime, wallOffsetMs, wallTimeMs } from '../../../shared/risk/zone-clock.ts';
import type { TradingHours, TradingWindow } from '../../../shared/schema/flags.ts';

const MINUTE_MS = 60_000;
const at = (iso: string): number => Date.parse(iso);
const OSLO = 'Europe/Oslo';
const hours = (from: string, to: string, days = [1, 2, 3, 4, 5, 6, 7], time_zone = OSLO): TradingHours => ({
  time_zone,
  windows: [{ days, from, to }],
});

/** Days on which the wall clock jumps, both ways, in three zones; Lord Howe's jumps by half an hour. */
const JUMPS: [zone: string, around: string, byMinutes: number][] = [
  ['Europe/Oslo', '2026-03-29T01:00:00Z', 60],
  ['Europe/Oslo', '2026-10-25T01:00:00Z', -60],
  ['America/New_York', '2026-03-08T07:00:00Z', 60],
  ['America/New_York', '2026-11-01T06:00:00Z', -60],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', -30],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 30],
];

describe('the clock on a wall', () => {
  it.each(JUMPS)('%s jumps at %s', (zone, moment, byMinutes) => {
    const ms = at(moment);
    expect(wallOffsetMs(zone, ms) - wallOffsetMs(zone, ms - 1)).toBe(byMinutes * MINUTE_MS);
    const wall = wallTimeMs(zone, ms - 1) + 1;
    // A time in the middle of the jump: skipped, or there twice.
    const middle = byMinutes > 0 ? wall + (byMinutes / 2) * MINUTE_MS : wall + (byMinutes / 2) * MINUTE_MS;
    expect(momentsOfWallTime(zone, middle)).toHaveLength(byMinutes > 0 ? 0 : 2);
    expect(momentsOfWallTime(zone, wall + 90 * MINUTE_MS)).toHaveLength(1);
  });

  it('keeps milliseconds, before the epoch too', () => {
    expect(wallTimeMs('UTC', -1)).toBe(-1);
    expect(wallTimeMs(OSLO, 1_234)).toBe(3_600_000 + 1_234);
  });
});

describe('trading hours', () => {
  it.each<[string, TradingHours, string, boolean]>([
    ['first minute', hours('09:00', '17:00'), '2026-12-01T08:00:00Z', true],
    ['a millisecond before it', hours('09:00', '17:00'), '2026-12-01T07:59:59.999Z', false],
    ['last millisecond', hours('09:00', '17:00'), '2026-12-01T15:59:59.999Z', true],
    ['the end is not in it', hours('09:00', '17:00'), '2026-12-01T16:00:00Z', false],
    ['summer time', hours('09:00', '17:00'), '2026-07-01T07:00:00Z', true],
    ['a day that is not named', hours('09:00', '17:00', [1]), '2026-12-01T08:00:00Z', false],
    ['over midnight, the evening', hours('22:00', '06:00', [2]), '2026-12-01T21:00:00Z', true],
    ['over midnight, the morning after', hours('22:00', '06:00', [2]), '2026-12-02T04:59:00Z', true],
    ['over midnight, the morning before', hours('22:00', '06:00', [2]), '2026-12-01T04:59:00Z', false],
    ['over midnight, from Sunday into Monday', hours('22:00', '06:00', [7]), '2026-11-30T03:00:00Z', true],
    ['a whole day', hours('00:00', '24:00', [2]), '2026-12-01T22:59:59Z', true],
    ['the day after a whole day', hours('00:00', '24:00', [2]), '2026-12-01T23:00:00Z', false],
    ['equal times are a whole day', hours('08:00', '08:00', [2]), '2026-12-02T06:59:00Z', true],
    ['an hour that is skipped in spring', hours('02:00', '03:00'), '2026-03-29T01:00:00Z', false],
    ['a window that begins in the skipped hour', hours('02:30', '04:00'), '2026-03-29T01:00:00Z', true],
    ['the repeated hour, the first time', hours('02:00', '03:00'), '2026-10-25T00:30:00Z', true],
    ['the repeated hour, the second time', hours('02:00', '03:00'), '2026-10-25T01:30:00Z', true],
  ])('%s', (_name, window, moment, open) => {
    expect(isOpen(window, at(moment))).toBe(open);
  });

  it.each<[string, TradingHours[], string, string | null]>([
    ['opens today', [hours('09:00', '17:00')], '2026-12-01T07:00:00Z', '2026-12-01T08:00:00Z'],
    ['closes today', [hours('09:00', '17:00')], '2026-12-01T08:00:00Z', '2026-12-01T16:00:00Z'],
    ['opens next week', [hours('09:00', '17:00', [2])], '2026-12-01T16:00:00Z', '2026-12-08T08:00:00Z'],
    ['never closes', [hours('00:00', '24:00')], '2026-12-01T16:00:00Z', null],
    [
      'windows that touch',
      [
        {
          time_zone: 'UTC',
          windows: [
            { days: [2], from: '10:00', to: '12:00' },
            { days: [2], from: '12:00', to: '13:00' },
          ],
        },
      ],
      '2026-12-01T11:00:00Z',
      '2026-12-01T13:00:00Z',
    ],
    ['opens at the jump', [hours('02:30', '04:00')], '2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
    ['closes at the jump', [hours('01:00', '02:30')], '2026-03-29T00:30:00Z', '2026-03-29T01:00:00Z'],
    ['opens again as the clock goes back', [hours('02:00', '02:30')], '2026-10-25T00:45:00Z', '2026-10-25T01:00:00Z'],
    [
      'two levels: both must be open',
      [hours('09:00', '17:00'), hours('12:00', '20:00', undefined, 'UTC')],
      '2026-12-01T09:00:00Z',
      '2026-12-01T12:00:00Z',
    ],
    ['two levels that never meet', [hours('09:00', '10:00'), hours('20:00', '21:00')], '2026-12-01T09:00:00Z', null],
  ])('%s', (_name, all, moment, next) => {
    expect(nextChangeMs(all, at(moment))).toBe(next === null ? null : at(next));
  });

  it('is remembered for exactly as long as it holds', () => {
    const window = hours('09:00', '17:00');
    const states = ['07:59', '08:00', '15:59', '16:00', '07:59'].map((time) => {
      const ms = at(`2026-12-01T${time}:00Z`);
      return (
        hoursState(window, ms).open === isOpen(window, ms) &&
        hoursState(window, ms).untilMs === nextChangeMs([window], ms)
      );
    });
    expect(states).toEqual([true, true, true, true, true]);
  });
});

const clockTime = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const minutes = quarter * 15;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});
const window: fc.Arbitrary<TradingWindow> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  from: clockTime,
  to: fc.oneof(clockTime, fc.constant('24:00')),
});

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** By another way: the words that a calendar prints for the moment, compared as text. */
function printed({ time_zone: timeZone, windows }: TradingHours, ms: number): boolean {
  const text = new Date(ms).toLocaleString('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = WEEKDAYS.findIndex((name) => text.startsWith(name)) + 1;
  const time = /\d\d:\d\d/.exec(text)?.[0] ?? '';
  return windows.some(({ days, from, to }) => {
    const overnight = to <= from;
    const began = days.includes(day) && time >= from && (overnight || time < to);
    const goesOn = overnight && days.includes(day === 1 ? 7 : day - 1) && time < to;
    return began || goesOn;
  });
}

describe.each(JUMPS)('on the day of the change in %s, %s', (time_zone, moment) => {
  const anyHours = fc
    .array(window, { minLength: 1, maxLength: 3 })
    .map((windows): TradingHours => ({ time_zone, windows }));
  const near = fc.integer({ min: -36 * 60, max: 36 * 60 }).map((minutes) => at(moment) + minutes * MINUTE_MS);

  it('is open when a calendar says so', () => {
    fc.assert(
      fc.property(anyHours, near, (each, ms) => {
        expect(isOpen(each, ms)).toBe(printed(each, ms));
      }),
      { numRuns: 400 },
    );
  });

  it('changes next at the first minute at which a calendar says so', () => {
    fc.assert(
      fc.property(fc.array(anyHours, { minLength: 1, maxLength: 2 }), near, (all, ms) => {
        const open = areAllOpen(all, ms);
        const next = nextChangeMs(all, ms);
        const untilMs = Math.min(next ?? Infinity, ms + 2 * 86_400_000);
        // Every quarter of an hour: windows and jumps begin and end there.
        for (let each = ms; each < untilMs; each += 15 * MINUTE_MS)
          expect([each, all.every((one) => printed(one, each))]).toEqual([each, open]);
        if (next !== null) expect(all.every((one) => printed(one, next))).toBe(!open);
      }),
      { numRuns: 60 },
    );
  });
});
