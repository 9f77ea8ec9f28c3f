import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseDurationMs, parseSince } from '../../electron/cli/duration.ts';
import { styleFor, table } from '../../electron/cli/output.ts';
import { modeWord } from '../../electron/cli/words.ts';

const terminal = Object.assign(new PassThrough(), { isTTY: true });
const plain = styleFor(new PassThrough(), {});

describe('colours', () => {
  it('are for terminals whose operator did not refuse them', () => {
    expect(styleFor(terminal, {}).red('x')).toBe('\u001b[31mx\u001b[39m');
    expect(styleFor(terminal, { NO_COLOR: '1' }).red('x')).toBe('x');
    expect(styleFor(terminal, { TERM: 'dumb' }).red('x')).toBe('x');
    expect(plain.red('x')).toBe('x');
  });
});

describe('tables', () => {
  it('align by what is seen, not by colour codes', () => {
    const style = styleFor(terminal, {});
    const rows = [
      { name: style.bold('a'), n: '1' },
      { name: 'bcd', n: '10' },
    ];
    const columns = [
      { title: 'N', cell: (row: (typeof rows)[number]) => row.name },
      { title: 'X', align: 'right' as const, cell: (row: (typeof rows)[number]) => row.n },
    ];
    expect(table(rows, columns, plain, 'none')).toBe(`N     X\n${style.bold('a')}     1\nbcd  10`);
    expect(table([], columns, plain, 'none')).toBe('none');
  });
});

describe('words', () => {
  it('name the mode so that no two look alike', () => {
    const words = [
      modeWord({ mode: 'paper', testnet: false }, plain),
      modeWord({ mode: 'paper', testnet: true }, plain),
      modeWord({ mode: 'real', testnet: true }, plain),
      modeWord({ mode: 'real', testnet: false }, plain),
    ];
    expect(words).toEqual(['PAPER', 'PAPER TESTNET', 'TESTNET', 'REAL']);
  });
});

describe('times', () => {
  it('are durations of one unit', () => {
    expect(['90s', '30m', '8h', '7d'].map(parseDurationMs)).toEqual([90_000, 1_800_000, 28_800_000, 604_800_000]);
    for (const text of ['', '8', 'h', '0h', '-1h', '1.5h', '8 h', '1h30m'])
      expect(() => parseDurationMs(text)).toThrow('duration');
  });

  it('or moments', () => {
    const nowMs = Date.UTC(2026, 0, 2);
    expect(parseSince('1d', nowMs)).toBe('2026-01-01T00:00:00.000Z');
    expect(parseSince('2026-01-01', nowMs)).toBe('2026-01-01T00:00:00.000Z');
    expect(parseSince('2026-01-01T10:00:00+02:00', nowMs)).toBe('2026-01-01T08:00:00.000Z');
    for (const text of ['yesterday', '2026', '2026-13-01', '']) expect(() => parseSince(text, nowMs)).toThrow();
  });
});
