import { describe, expect, it } from 'vitest';
import { dayIn, presetRange, rangeProblem } from '../../../renderer/views/accounts/statement-range.ts';

describe('the period of a statement', () => {
  it.each([
    ['this_month', '2026-03-15', '2026-03-01', '2026-03-15'],
    ['last_month', '2026-03-15', '2026-02-01', '2026-02-28'],
    ['last_month', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['last_month', '2026-01-01', '2025-12-01', '2025-12-31'],
    ['this_year', '2026-03-15', '2026-01-01', '2026-03-15'],
    ['last_year', '2026-03-15', '2025-01-01', '2025-12-31'],
  ] as const)('%s seen from %s', (preset, today, from, to) => {
    expect(presetRange(preset, today)).toEqual({ from, to });
  });

  it('ends on the day that it is in the time zone of the account', () => {
    const late = Date.UTC(2026, 11, 31, 23, 30);
    expect(dayIn('UTC', late)).toBe('2026-12-31');
    expect(dayIn('Europe/Oslo', late)).toBe('2027-01-01');
    expect(dayIn('America/New_York', late)).toBe('2026-12-31');
  });

  it('has both days, in their order', () => {
    expect(rangeProblem({ from: '2026-01-01', to: '2026-01-01' })).toBeNull();
    expect(rangeProblem({ from: '', to: '2026-01-01' })).toBe('Give both days.');
    expect(rangeProblem({ from: '2026-01-02', to: '2026-01-01' })).toBe('The first day is after the last.');
  });
});
