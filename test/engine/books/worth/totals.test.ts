import { expect, it } from 'vitest';
import { converted } from '../../../../electron/engine/books/worth/converted.ts';
import { totalsOf as totals } from '../../../../electron/engine/books/worth/totals.ts';
import type { AccountSummaryDocument } from '../../../../shared/schema/equity.ts';

const totalsOf = (accounts: AccountSummaryDocument[]) => totals(accounts, () => null);
const RATE = { rate: '1', source: 'test', atMs: 0, stale: false };
const money = (from: string, to: string, value: string | null, stale = false) =>
  converted(value, { from, to, rate: value === null ? null : { ...RATE, stale } });

function account(
  change: Partial<AccountSummaryDocument> & { usd?: string | null; nok?: string | null },
): AccountSummaryDocument {
  const { usd = '1', nok = '10', ...rest } = change;
  return {
    ...{ account_name: 'a', owner: 'me', whose: 'mine', exchange: 'binance', mode: 'real', testnet: false },
    ...{ currency: 'USDT', equity: '1', measured_at: null, stale: false, periods: [], spark: [], error: null },
    ...{ equity_usd: money('USDT', 'USD', usd), equity_nok: money('USDT', 'NOK', nok) },
    ...{ today_usd: money('USDT', 'USD', '0.1'), today_nok: money('USDT', 'NOK', nok) },
    ...rest,
  };
}

it('sums accounts of one kind and one side alone', () => {
  const told = totalsOf([
    account({ account_name: 'a', usd: '100' }),
    account({ account_name: 'b', usd: '20' }),
    account({ account_name: 'friend', owner: 'kari', whose: 'others', usd: '7' }),
    account({ account_name: 'test', testnet: true, usd: '5000' }),
    account({ account_name: 'play', mode: 'paper', usd: '90000' }),
    account({ account_name: 'play2', mode: 'paper', testnet: true, usd: '1' }),
  ]);
  expect(told.map(({ kind, whose, accounts, equity_usd }) => [kind, whose, accounts, equity_usd])).toEqual([
    ['real', 'mine', 2, '120'],
    ['real', 'others', 1, '7'],
    ['testnet', 'mine', 1, '5000'],
    ['paper', 'mine', 2, '90001'],
  ]);
});

it('names who is missing, and is never zero for what is not known', () => {
  const unmeasured = account({ account_name: 'dark', usd: null, nok: null, equity: null });
  const unpriced = account({ account_name: 'b', usd: '20', nok: null });
  const [total] = totalsOf([account({ usd: '100' }), unmeasured, unpriced]);
  expect(total).toMatchObject({ accounts: 3, counted: 2, missing: ['dark'], equity_usd: '120', equity_nok: null });
  expect(totalsOf([unmeasured])[0]).toMatchObject({ counted: 0, equity_usd: null, today_usd: null });
});

it('counts money once that two names stand for: one key at one exchange', () => {
  const accounts = [
    account({ account_name: 'main_binance', usd: null, equity: null }),
    account({ account_name: 'mine', usd: '100' }),
    account({ account_name: 'other', usd: '20' }),
  ];
  const seats: Record<string, string> = { main_binance: 's', mine: 's', other: 'o' };
  const [total] = totals(accounts, (name) => seats[name] ?? null);
  expect(total).toMatchObject({ accounts: 2, counted: 2, missing: [], equity_usd: '120' });
});

it('is stale where a rate or a measurement is', () => {
  expect(totalsOf([account({})])[0]?.stale).toBe(false);
  expect(totalsOf([account({ stale: true })])[0]?.stale).toBe(true);
  expect(totalsOf([account({ equity_usd: money('USDT', 'USD', '1', true) })])[0]?.stale).toBe(true);
});

it('an amount without a rate is missing', () => {
  expect(converted('5', { from: 'DOGE', to: 'USD', rate: null })).toEqual({
    currency: 'USD',
    value: null,
    rates: [],
    missing: ['DOGE'],
    stale: false,
  });
});
