import { describe, expect, it } from 'vitest';
import {
  formatCountdown,
  formatDateTime,
  formatLatency,
  formatSpan,
  formatTime,
} from '../../../renderer/widgets/format-time.ts';

describe('times for the eye', () => {
  it('are UTC', () => {
    expect(formatTime('2026-11-22T13:04:31.482+01:00')).toBe('12:04:31.482');
    expect(formatTime('2026-11-22T12:04:31.482Z', false)).toBe('12:04:31');
    expect(formatDateTime(Date.parse('2026-11-22T12:04:31.999Z'))).toBe('2026-11-22 12:04:31');
  });

  it.each([null, undefined, 'yesterday'])('%o is unknown', (at) => {
    expect(formatTime(at)).toBe('–');
  });

  it.each([
    [-5, '0 s'],
    [38_900, '38 s'],
    [749_000, '12:29'],
    [3_600_000, '1 h 00 min'],
    [100 * 3_600_000, '4 d 4 h'],
  ])('a span of %i ms reads %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text);
  });

  it.each([
    [872_000, '14:32'],
    [871_001, '14:32'],
    [4 * 3_600_000 - 1, '4:00:00'],
    [500, '0:01'],
    [-1, '0:00'],
  ])('%i ms left read %s', (ms, text) => {
    expect(formatCountdown(ms)).toBe(text);
  });
});

describe('a latency for the eye', () => {
  it.each([
    [42.6, '43 ms'],
    [0.6, '1 ms'],
    [0.2, '<1 ms'],
    [0, '<1 ms'],
  ])('%d ms is %o', (ms, shown) => expect(formatLatency(ms)).toBe(shown));
});
