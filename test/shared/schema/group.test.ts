import { describe, expect, it } from 'vitest';
import { groupSchema, groupSignalSchema } from '../../../shared/schema/group.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';

const members = (...each: Record<string, unknown>[]) => each;
const group = (change: Record<string, unknown>) =>
  groupSchema.safeParse({ name: 'desk', allocation: 'equal', members: members({ account_name: 'a' }), ...change });

describe('a group', () => {
  it.each<[string, Record<string, unknown>]>([
    ['equal', {}],
    ['equity', { allocation: 'equity' }],
    ['weights', { allocation: 'weights', members: members({ account_name: 'a', weight: '0.25' }) }],
    ['sizes', { allocation: 'sizes', members: members({ account_name: 'a', size: 2 }) }],
    ['name and accounts in any case', { name: ' Desk-1 ', members: members({ account_name: 'A' }) }],
  ])('%s', (_name, change) => {
    expect(group(change).success).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['without members', { members: [] }],
    ['with an account twice', { members: members({ account_name: 'a' }, { account_name: 'A' }) }],
    ['of weights without one', { allocation: 'weights' }],
    ['with a weight of nothing', { allocation: 'weights', members: members({ account_name: 'a', weight: '0' }) }],
    ['with a weight below nothing', { allocation: 'weights', members: members({ account_name: 'a', weight: '-1' }) }],
    ['with a weight that nobody uses', { members: members({ account_name: 'a', weight: '1' }) }],
    ['of sizes without one', { allocation: 'sizes' }],
    ['with a size that nobody uses', { allocation: 'equity', members: members({ account_name: 'a', size: '1' }) }],
    ['with a field that it does not know', { members: members({ account_name: 'a', leverage: 3 }) }],
    ['called like a path', { name: '../x' }],
    ['called like a leg', { name: 'a~b' }],
    ['divided in another way', { allocation: 'random' }],
  ])('not %s', (_name, change) => {
    expect(group(change).success).toBe(false);
  });
});

describe('a signal to a group', () => {
  const BUY = { symbol: 'BTC/USDT', side: 'long', group: 'desk' };
  const taken = (input: unknown) => signalSchema.safeParse(input).success;

  it('may say no amount, because the sizes may be fixed, and what happens to legs that cannot be placed', () => {
    expect(taken(BUY)).toBe(true);
    expect(taken({ ...BUY, amount: '1', unplaceable: 'rest' })).toBe(true);
    expect(groupSignalSchema.safeParse({ ...BUY, group: undefined, amount: '1' }).success).toBe(false);
  });

  it('names no account, not two amounts, and no choice without a group', () => {
    expect(taken({ ...BUY, amount: '1', account_name: 'a' })).toBe(false);
    expect(taken({ ...BUY, amount: '1', quote_amount: '1' })).toBe(false);
    expect(taken({ ...BUY, unplaceable: 'some' })).toBe(false);
    expect(taken({ symbol: 'BTC/USDT', side: 'long', amount: '1', unplaceable: 'rest' })).toBe(false);
    expect(taken({ symbol: 'BTC/USDT', side: 'long' })).toBe(false);
  });
});
