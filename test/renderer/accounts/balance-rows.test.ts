import { describe, expect, it } from 'vitest';
import { balanceRows } from '../../../renderer/views/accounts/balance-rows.ts';
import { book } from '../documents.ts';

const balance = (asset: string, total: string) => ({ asset, total, free: total, locked: '0' });
const mark = { price: '60000', at: '2026-01-01T12:00:00.000Z', stale: false };
const BOOKS = [book({ mark }), book({ symbol: 'ETH/EUR', base: 'ETH', quote: 'EUR', mark })];
const rows = (balances: [string, string][], equity: string | null = '100000') =>
  balanceRows(
    balances.map(([asset, total]) => balance(asset, total)),
    BOOKS,
    new Map([['SOL', '200']]),
    'USDT',
    equity,
  );

describe('balances', () => {
  it('are valued at the mark of their market against the account’s currency, the most valuable first', () => {
    expect(
      rows([
        ['XYZ', '5'],
        ['USDT', '40000'],
        ['BTC', '1'],
      ]),
    ).toMatchObject([
      { asset: 'BTC', value: '60000', share: '60' },
      { asset: 'USDT', value: '40000', share: '40' },
      { asset: 'XYZ', value: null, share: null },
    ]);
  });

  it('are valued as the equity counts them, before the books’ mark', () => {
    expect(rows([['SOL', '10']])).toMatchObject([{ value: '2000', share: '2' }]);
    const counted = balanceRows([balance('BTC', '1')], BOOKS, new Map([['BTC', '59000']]), 'USDT', '100000');
    expect(counted).toMatchObject([{ value: '59000', share: '59' }]);
  });

  it('of an unknown worth are not small, and never count as nothing', () => {
    expect(rows([['ETH', '1']])).toMatchObject([{ value: null, share: null, small: false }]);
    expect(rows([['BTC', '0.001']], null)).toMatchObject([{ value: '60', share: null, small: false }]);
  });

  it('are small below a tenth of a percent, and where there is nothing', () => {
    expect(rows([['USDT', '99.99']])[0]?.small).toBe(true);
    expect(rows([['USDT', '100']])[0]?.small).toBe(false);
    expect(rows([['XYZ', '0']])[0]).toMatchObject({ small: true, value: '0' });
  });
});
