import { describe, expect, it } from 'vitest';
import { feeBars, feeTotals, percentOf, shareOfGross } from '../../../renderer/views/accounts/fee-model.ts';
import { feeDay } from '../documents.ts';

describe('fees of some days', () => {
  it('add up exactly, with the maker share of what is told one way or the other', () => {
    const totals = feeTotals([
      feeDay({ maker: '0.1', taker: '0.2', turnover: '100' }),
      feeDay({ maker: '0.2', taker: '0.1', other: '0.4', turnover: '900', missing: ['KCS'] }),
      feeDay({ missing: ['KCS', 'BNB'] }),
    ]);
    expect(totals).toMatchObject({ total: '1', maker: '0.3', taker: '0.3', turnover: '1000' });
    expect(totals).toMatchObject({ makerPercent: '50', effectivePercent: '0.1', missing: ['KCS', 'BNB'] });
  });

  it('are a share of nothing where nothing was traded', () => {
    expect(feeTotals([feeDay()])).toMatchObject({ total: '0', makerPercent: null, effectivePercent: null });
    expect(percentOf('1', '0')).toBeNull();
  });

  it('are a share of gains only', () => {
    expect(shareOfGross('5', '100')).toBe('5');
    for (const none of [null, undefined, '0', '-100']) expect(shareOfGross('5', none)).toBeNull();
  });

  it('are drawn in percent of the highest day; a rebate has no height', () => {
    const bars = feeBars([feeDay({ maker: '1', taker: '3' }), feeDay({ maker: '2' }), feeDay({ maker: '-1' })], 'USDT');
    expect(bars.map(({ maker, taker }) => [maker, taker])).toEqual([
      [25, 75],
      [50, 0],
      [0, 0],
    ]);
    expect(bars[0]?.words).toBe('2026-01-01: maker 1, taker 3 USDT');
    expect(feeBars([feeDay()], 'USDT')[0]).toMatchObject({ maker: 0, taker: 0, other: 0 });
  });
});
