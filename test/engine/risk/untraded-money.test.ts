import { describe, expect, it } from 'vitest';
import { untradedMoney } from '../../../electron/engine/risk/untraded-money.ts';
import type { Instrument } from '../../../shared/schema/market.ts';

const markets = (...symbols: string[]): Map<string, Instrument> =>
  new Map(
    symbols.map((symbol) => {
      const [base, quote] = symbol.split('/');
      return [symbol, { symbol, base, quote } as Instrument];
    }),
  );

describe('money that counts as nothing', () => {
  it.each<[string, string[], string, string[]]>([
    ['has no market at the exchange', ['BTC/USDT', 'ETH/EUR'], 'USDT', ['NOK', 'DKK']],
    ['is never what the account counts in', ['BTC/USDT'], 'NOK', ['USDC', 'DKK', 'EUR', 'USD']],
    ['are dollars only where others are counted in', ['BTC/NOK'], 'NOK', ['USDT', 'USDC', 'DKK', 'EUR', 'USD']],
    ['is no dollar where dollars are counted in', ['BTC/USD'], 'USD', ['NOK', 'DKK', 'EUR']],
  ])('%s', (_name, symbols, currency, expected) => {
    expect(untradedMoney(markets(...symbols), currency)).toEqual(expected);
  });
});
