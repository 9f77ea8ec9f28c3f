import { describe, expect, it } from 'vitest';
import { testFindings } from '../../../renderer/views/accounts/test-findings.ts';
import type { AccountTestDocument } from '../../../shared/schema/account.ts';

const result = (over: Partial<AccountTestDocument> = {}): AccountTestDocument => ({
  account_name: 'a',
  ok: true,
  latency_ms: 42.4,
  clock_skew_ms: 3,
  markets: 2104,
  key: { can_trade: true, can_withdraw: false, ip_restricted: true, note: '' },
  error: null,
  ...over,
});
const finding = (of: AccountTestDocument, label: string) =>
  testFindings(of, (figure) => String(figure)).find((each) => each.label === label);

describe('findings of a connection test', () => {
  it('warns first of all of a key that can withdraw, and says what to do', () => {
    const risky = result({ key: { can_trade: true, can_withdraw: true, ip_restricted: false, note: '' } });
    const [first] = testFindings(risky, String);
    expect(first).toMatchObject({
      label: 'Withdraw',
      value: 'granted',
      tone: 'bad',
      advice: expect.stringContaining('new key'),
    });
    expect(finding(risky, 'Address list')).toMatchObject({ tone: 'warn' });
  });

  it('takes what the exchange does not tell for unknown, never for good', () => {
    const silent = result({
      key: { can_trade: null, can_withdraw: null, ip_restricted: null, note: '' },
      clock_skew_ms: null,
      latency_ms: null,
    });
    expect(testFindings(silent, String).map((each) => each.tone)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'good',
      'unknown',
      'unknown',
    ]);
  });

  it.each([
    [999, 'good', '+999 ms'],
    [-1_001, 'warn', '−1001 ms'],
    [0, 'good', '0 ms'],
  ])('a clock off by %d ms is %s', (skew, tone, value) => {
    expect(finding(result({ clock_skew_ms: skew }), 'Clock')).toMatchObject({ tone, value });
  });

  it('asks nothing about the key of a paper account, which has none', () => {
    expect(testFindings(result({ key: null }), String).map((each) => each.label)).toEqual([
      'Markets',
      'Latency',
      'Clock',
    ]);
  });
});
