import { describe, expect, it } from 'vitest';
import { stepped, windowWords, withDay } from '../../../renderer/views/risk/edit/hours-form.ts';
import { hoursOf, nextChangeWords, stripOf, stripWords } from '../../../renderer/views/risk/hours/hours-model.ts';
import type { TradingHours } from '../../../shared/schema/flags.ts';
import { account, policy } from './risk-documents.ts';

const OSLO = 'Europe/Oslo';
const office: TradingHours = { time_zone: OSLO, windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] };
const night: TradingHours = { time_zone: OSLO, windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }] };
/** A Wednesday, noon in Oslo. */
const WEDNESDAY = Date.parse('2026-01-14T11:00:00Z');
const HOUR_MS = 3_600_000;
const shape = (parts: { open: boolean; from: number; to: number }[], hours: number) =>
  parts.map(({ open, from, to }) => [open, Math.round(from * hours * 60) / 60, Math.round(to * hours * 60) / 60]);

describe('hours as a strip', () => {
  it('is the day of the zone, from its midnight, in stretches without a gap', () => {
    const strip = stripOf([office], OSLO, WEDNESDAY, 'day');
    expect(new Date(strip.fromMs).toISOString()).toBe('2026-01-13T23:00:00.000Z');
    expect(shape(strip.parts, 24)).toEqual([
      [false, 0, 9],
      [true, 9, 17],
      [false, 17, 24],
    ]);
    expect(strip.ticks).toEqual([0.25, 0.5, 0.75]);
    expect(stripWords(strip)).toBe('open Wed 09:00 to Wed 17:00');
  });

  it('is the week from Monday, open only where every level is', () => {
    const strip = stripOf(
      [office, { ...night, windows: [{ days: [3], from: '12:00', to: '24:00' }] }],
      OSLO,
      WEDNESDAY,
      'week',
    );
    expect(new Date(strip.fromMs).toISOString()).toBe('2026-01-11T23:00:00.000Z');
    expect(strip.toMs - strip.fromMs).toBe(7 * 24 * HOUR_MS);
    expect(stripWords(strip)).toBe('open Wed 12:00 to Wed 17:00');
    expect(strip.ticks).toHaveLength(6);
  });

  it('begins open where a window of yesterday goes on', () => {
    expect(shape(stripOf([night], OSLO, WEDNESDAY, 'day').parts, 24)).toEqual([
      [true, 0, 6],
      [false, 6, 22],
      [true, 22, 24],
    ]);
  });

  it('is an hour shorter and longer on the days of a clock change, and says so', () => {
    const spring = stripOf([night], OSLO, Date.parse('2026-03-29T10:00:00Z'), 'day');
    expect((spring.toMs - spring.fromMs) / HOUR_MS).toBe(23);
    expect(shape(spring.parts, 23)).toEqual([
      [true, 0, 5],
      [false, 5, 21],
      [true, 21, 23],
    ]);
    expect(stripWords(spring)).toContain('the clock changes');
    const autumn = stripOf([night], OSLO, Date.parse('2026-10-25T10:00:00Z'), 'day');
    expect((autumn.toMs - autumn.fromMs) / HOUR_MS).toBe(25);
    expect(shape(autumn.parts, 25)[0]).toEqual([true, 0, 7]);
  });

  it('says that it is never or always open', () => {
    const always: TradingHours = {
      time_zone: 'UTC',
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
    };
    expect(stripWords(stripOf([always], 'UTC', WEDNESDAY, 'week'))).toBe('open all the time');
    const weekend: TradingHours = { time_zone: 'UTC', windows: [{ days: [6], from: '00:00', to: '24:00' }] };
    expect(stripWords(stripOf([weekend], 'UTC', WEDNESDAY, 'day'))).toBe('closed all the time');
  });

  it('is of the levels above the strategies, the account’s own first', () => {
    const set = policy({
      global: { trading_hours: night },
      owners: { me: { trading_hours: night }, other: { trading_hours: night } },
      accounts: { main_binance: { trading_hours: office }, constructor: { trading_hours: night } },
    });
    expect(hoursOf(set, account())).toEqual([office, night, night]);
    expect(hoursOf(policy(), account({ account_name: 'constructor' }))).toEqual([]);
  });

  it('tells the next change by the clock of the zone', () => {
    const opens = { open: false, next_change_at: '2026-01-14T16:00:00.000Z' };
    expect(nextChangeWords(opens, OSLO, WEDNESDAY)).toEqual({
      state: 'closed',
      next: 'opens Wed 17:00, in 5 h 00 min',
    });
    expect(nextChangeWords({ open: true, next_change_at: null }, OSLO, WEDNESDAY).next).toBe('no change within a week');
  });
});

describe('the editor of hours', () => {
  it('goes on by quarters of an hour, within the day, and leaves what is no time alone', () => {
    expect([stepped('09:00', 1), stepped('09:07', 1), stepped('09:07', -1), stepped('09:15', -1)]).toEqual([
      '09:15',
      '09:15',
      '09:00',
      '09:00',
    ]);
    expect([stepped('23:50', 1), stepped('24:00', 1), stepped('00:00', -1), stepped('9', 1)]).toEqual([
      '24:00',
      '24:00',
      '00:00',
      '9',
    ]);
  });

  it('keeps the days in the order of the week, each once', () => {
    const window = { days: [5], from: '09:00', to: '17:00' };
    expect(withDay(withDay(window, 1, true), 5, true).days).toEqual([1, 5]);
    expect(withDay(window, 5, false).days).toEqual([]);
  });

  it('says days and times shortly', () => {
    const words = (days: number[], from = '09:00', to = '17:00') => windowWords({ days, from, to });
    expect(words([1, 2, 3, 4, 5])).toBe('Mon to Fri 09:00 to 17:00');
    expect(words([1, 2, 4, 5, 6])).toBe('Mon, Tue, Thu to Sat 09:00 to 17:00');
    expect(words([7, 6, 5, 4, 3, 2, 1], '22:00', '06:00')).toBe('Every day 22:00 to 06:00 next day');
  });
});
