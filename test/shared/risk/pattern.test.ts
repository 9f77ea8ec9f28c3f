import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesAny, matchesPattern } from '../../../shared/risk/pattern.ts';

it.each([
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['?', '', false],
  ['BTC/*', 'BTC/USDT', true],
  ['BTC/*', 'BTC/USDT:USDT', true],
  ['BTC/*', 'BTC', false],
  ['*/USDT', 'BTC/USDT', true],
  ['*/USDT', 'BTC/USDT:USDT', false],
  ['btc/usdt', 'BTC/USDT', true],
  ['B?C/*', 'BTC/NOK', true],
  ['B?C/*', 'BTTC/NOK', false],
  ['a*b*c', 'aXbYc', true],
  ['a*b*c', 'acb', false],
  ['a.c', 'abc', false],
  ['(none)', 'none', false],
  ['[ab]', 'a', false],
  ['\\*', '\\anything', true],
])('%s against %s: %s', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

it('fits one of several, or none of none', () => {
  expect(matchesAny(['ETH/*', 'BTC/*'], 'BTC/USDT')).toBe(true);
  expect(matchesAny([], 'BTC/USDT')).toBe(false);
});

/** The same by a regular expression, which is right but may take for ever. */
function byExpression(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is').test(text);
}

it('agrees with a regular expression', () => {
  const letters = fc.array(fc.constantFrom('a', 'B', '/', '.', '*', '?'), { maxLength: 8 });
  const text = fc.array(fc.constantFrom('A', 'b', '/', '.', '?'), { maxLength: 10 });
  fc.assert(
    fc.property(letters, text, (pattern, characters) => {
      const [wanted, given] = [pattern.join(''), characters.join('')];
      expect(matchesPattern(wanted, given)).toBe(byExpression(wanted, given));
    }),
    { numRuns: 2_000 },
  );
});

it('takes no longer for a pattern that a regular expression would never finish', () => {
  const started = process.cpuUsage();
  for (let i = 0; i < 1_000; i += 1) expect(matchesPattern(`${'*a'.repeat(31)}*b`, 'a'.repeat(64))).toBe(false);
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
});
