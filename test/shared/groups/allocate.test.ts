import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '../../../shared/groups/allocate.ts';
import type { AllocationMember } from '../../../shared/groups/allocate.ts';
import { add, decimalPlaces, lte, mul, sub } from '../../../shared/money/decimal.ts';
import type { Allocation } from '../../../shared/schema/group.ts';

function member(name: string, change: Partial<AllocationMember> = {}): AllocationMember {
  return { account_name: name, weight: null, size: null, equity: null, equityError: null, ...change };
}
const shares = (allocation: Allocation, total: string | null, members: AllocationMember[]) =>
  allocate(allocation, total, members).map(({ share }) => share);

describe('the shares of a group', () => {
  it('are equal, cut at 18 places, and the rest belongs to nobody', () => {
    const third = '0.333333333333333333';
    expect(shares('equal', '1', [member('a'), member('b'), member('c')])).toEqual([third, third, third]);
    expect(shares('equal', '3', [member('a'), member('b'), member('c')])).toEqual(['1', '1', '1']);
  });

  it('follow the weights, whatever these add up to', () => {
    const weighed = ['1', '2.5', '0.5'].map((weight, i) => member(`m${i}`, { weight }));
    expect(shares('weights', '8', weighed)).toEqual(['2', '5', '1']);
  });

  it('follow what the accounts are worth; one that is worth nothing gets nothing', () => {
    const worth = ['1000', '3000', '0'].map((equity, i) => member(`m${i}`, { equity }));
    expect(shares('equity', '2', worth)).toEqual(['0.5', '1.5', '0']);
  });

  it('are fixed sizes, whatever the total', () => {
    expect(shares('sizes', null, [member('a', { size: '0.1' }), member('b', { size: '7' })])).toEqual(['0.1', '7']);
  });

  it('are all unknown where the worth of one is: its part is not given to the others', () => {
    const error = { code: 'BALANCE_UNKNOWN', message: 'no balance' } as const;
    const [a, b] = allocate('equity', '2', [member('a', { equity: '5' }), member('b', { equityError: error })]);
    expect(b).toEqual({ account_name: 'b', share: null, error });
    expect(a).toMatchObject({ share: null, error: { code: 'BALANCE_UNKNOWN' } });
    expect(a?.error?.message).toContain('what b is worth');
  });

  it('do not exist where nobody is worth anything', () => {
    const [only] = allocate('equity', '2', [member('a', { equity: '0' })]);
    expect(only).toMatchObject({ share: null, error: { code: 'INSUFFICIENT_FUNDS' } });
  });
});

const positive = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => {
    const text = String(digits).padStart(places + 1, '0');
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  });
const party = fc.record({
  allocation: fc.constantFrom('equal' as const, 'equity' as const, 'weights' as const),
  total: positive,
  figures: fc.array(positive, { minLength: 1, maxLength: 20 }),
});

describe('any division', () => {
  it('never passes the total, and no share its exact part; the rest is less than one unit of the last place each', () => {
    fc.assert(
      fc.property(party, ({ allocation, total, figures }) => {
        const members = figures.map((figure, i) => member(`m${i}`, { weight: figure, equity: figure }));
        const divided = allocate(allocation, total, members);
        const weights = allocation === 'equal' ? figures.map(() => '1') : figures;
        const sum = weights.reduce(add, '0');
        let given = '0';
        divided.forEach(({ share, error }, i) => {
          expect(error).toBeNull();
          // share / total <= weight / sum, without a division
          expect(lte(mul(share ?? 'none', sum), mul(total, weights[i] ?? 'none'))).toBe(true);
          expect(decimalPlaces(share ?? 'none')).toBeLessThanOrEqual(18);
          given = add(given, share ?? 'none');
        });
        expect(lte(given, total)).toBe(true);
        expect(lte(sub(total, given), mul('0.000000000000000001', String(figures.length)))).toBe(true);
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
  });

  it('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(party, fc.infiniteStream(fc.nat()), ({ allocation, total, figures }, chance) => {
        const members = figures.map((figure, i) => member(`m${i}`, { weight: figure, equity: figure }));
        const keys = new Map(members.map(({ account_name: name }) => [name, chance.next().value as number]));
        const shuffled = members.toSorted((a, b) => (keys.get(a.account_name) ?? 0) - (keys.get(b.account_name) ?? 0));
        const byName = (list: AllocationMember[]) =>
          allocate(allocation, total, list).toSorted((a, b) => (a.account_name < b.account_name ? -1 : 1));
        expect(byName(shuffled)).toEqual(byName(members));
      }),
      { numRuns: 200, seed: 20_261_123 },
    );
  });
});
