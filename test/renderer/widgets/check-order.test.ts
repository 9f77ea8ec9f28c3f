import { describe, expect, it } from 'vitest';
import { inShownOrder, isNear } from '../../../renderer/widgets/check-order.ts';
import type { CheckDocument } from '../../../shared/schema/decision.ts';

function limit(used: string | null, of: string, over: Partial<CheckDocument> = {}): CheckDocument {
  return { code: 'MAX_EXPOSURE', ok: true, detail: 'detail', figures: { used, limit: of, unit: 'USDT' }, ...over };
}
const plain = (ok: boolean): CheckDocument => ({ code: 'UNKNOWN_SYMBOL', ok, detail: 'on sim' });
const only = (check: CheckDocument) => inShownOrder([check])[0]!;

describe('checks in the order in which they are shown', () => {
  it('has what failed first, then what is near, then limits, then the rest; each group as it was made', () => {
    const checks = [
      plain(true),
      limit('10', '100'),
      limit('80', '100'),
      plain(false),
      limit('101', '100', { ok: false }),
    ];
    expect(inShownOrder(checks).map(({ check }) => checks.indexOf(check))).toEqual([3, 4, 2, 1, 0]);
  });

  it('loses none', () => {
    const checks = Array.from({ length: 30 }, (_, index) => (index % 3 ? plain(index % 2 === 0) : limit('1', '2')));
    expect(inShownOrder(checks)).toHaveLength(30);
  });
});

describe('the gauge of a limit', () => {
  it('is near from 80 % on', () => {
    expect(only(limit('79.9', '100')).gauge).toEqual({ percent: 79.9, state: 'ok' });
    expect(only(limit('80', '100')).gauge).toEqual({ percent: 80, state: 'warning' });
    expect(isNear(only(limit('100', '100')))).toBe(true);
  });

  it('is reached where the check failed, and unknown where nothing could be told', () => {
    expect(only(limit('150', '100', { ok: false })).gauge).toEqual({ percent: 150, state: 'reached' });
    expect(only(limit(null, '100', { ok: false })).gauge).toEqual({ percent: null, state: 'unknown' });
  });

  it('is none where an order takes nothing of it', () => {
    expect(only(limit(null, '100')).gauge).toBeNull();
  });

  it('fills up as what must stay free runs out', () => {
    const free = (used: string) => only(limit(used, '500', { code: 'MIN_FREE_BALANCE' })).gauge;
    expect(free('1000')).toEqual({ percent: 50, state: 'ok' });
    expect(free('600')).toEqual({ percent: 83.3, state: 'warning' });
    expect(free('0')).toEqual({ percent: 100, state: 'warning' });
  });

  it('can be told of a limit of zero', () => {
    expect(only(limit('0', '0')).gauge?.percent).toBe(0);
    expect(only(limit('5', '0', { ok: false })).gauge).toEqual({ percent: 100, state: 'reached' });
  });
});

describe('the words of a check', () => {
  it('are its figures while it is within the limit', () => {
    expect(only(limit('0.00010009', '0.01')).words).toBe('0.00010009 of 0.01 USDT');
    expect(only(limit('12.3456', '30')).words).toBe('12.34 of 30 USDT');
    expect(only(limit('25260.63501', '30000')).words).toBe('25,260 of 30,000 USDT');
    expect(only(limit('1000', '500', { code: 'MIN_FREE_BALANCE' })).words).toBe('1,000 stay free, at least 500 USDT');
  });

  it('are its own where they tell more than the figures', () => {
    expect(only(limit('150', '100', { ok: false, detail: 'would be too much' })).words).toBe('would be too much');
    expect(only(limit('150', '100', { detail: 'reduces: 150 of 100 USDT' })).words).toBe('reduces: 150 of 100 USDT');
    expect(only(plain(true)).words).toBe('on sim');
  });
});
