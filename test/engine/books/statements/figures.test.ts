import { describe, expect, it } from 'vitest';
import {
  daysOf,
  momentAt,
  periodWords,
  statementDays,
} from '../../../../electron/engine/books/statements/statement-days.ts';
import { average, exact, money, placesOf } from '../../../../electron/engine/books/statements/statement-figures.ts';
import { winAnsi } from '../../../../electron/engine/books/statements/pdf/win-ansi.ts';

describe('figures in print', () => {
  it.each([
    ['1234567.891', 'USDT', '1,234,567.89'],
    ['-1234.005', 'NOK', '−1,234.00'],
    ['0.004', 'USDT', '0.00400'],
    ['-0.0000123456', 'USDT', '−0.0000123'],
    ['0', 'USDT', '0.00'],
    ['0.12345678', 'BTC', '0.12345678'],
    ['12', 'BTC', '12.00000000'],
  ])('%s %s is %s: rounded, grouped, and never to zero what is not', (value, asset, shown) => {
    expect(money(value, asset)).toBe(shown);
  });

  it('what is not known is a dash, and a sign is asked for', () => {
    expect([money(null, 'USDT'), exact(null), average(null)]).toEqual(['–', '–', '–']);
    expect([money('5', 'USDT', { signed: true }), money('0', 'USDT', { signed: true })]).toEqual(['+5.00', '0.00']);
    expect(exact('1234.5', placesOf(['0.001', '7']))).toBe('1,234.500');
    expect([average('64208.703333'), average('0.000123456789'), average('3')]).toEqual([
      '64,208.70',
      '0.0001234568',
      '3.00',
    ]);
  });

  it('the standard fonts show their own signs, the nearest one, or a question mark', () => {
    expect(winAnsi('−5 € – Åse · ﬁ 漢\u202eevil')).toBe('–5 € – Åse · f ? evil');
  });
});

describe('whole days of a zone', () => {
  it('are as long as its clocks make them', () => {
    const hours = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }): number => (untilMs - fromMs) / 3_600_000;
    expect(hours(statementDays('2026-03-29', '2026-03-29', 'Europe/Oslo'))).toBe(23);
    expect(hours(statementDays('2026-10-25', '2026-10-25', 'Europe/Oslo'))).toBe(25);
    // Clocks there went from 00:00 to 01:00: the day began at 01:00.
    const { fromMs } = statementDays('2018-11-04', '2018-11-04', 'America/Sao_Paulo');
    expect(momentAt('America/Sao_Paulo', fromMs)).toBe('2018-11-04 01:00:00');
    expect(statementDays('2026-10-01', '2026-10-31', 'Europe/Oslo').fromMs).toBe(Date.parse('2026-09-30T22:00:00Z'));
  });

  it('are counted and named', () => {
    expect([...daysOf({ from: '2028-02-28', to: '2028-03-01' })]).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(periodWords({ from: '2026-11-01', to: '2026-11-30' })).toBe('1 to 30 November 2026');
    expect(periodWords({ from: '2026-01-01', to: '2026-12-31' })).toBe('1 January to 31 December 2026');
    expect(periodWords({ from: '2025-12-01', to: '2026-01-05' })).toBe('1 December 2025 to 5 January 2026');
    expect(periodWords({ from: '2026-11-22', to: '2026-11-22' })).toBe('22 November 2026');
  });
});
