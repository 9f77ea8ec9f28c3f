import { expect, it } from 'vitest';
import { accountsIn, choicesOf, scopeOf, targetOf, withKind } from '../../../renderer/app/kill-target.ts';
import { status } from '../documents.ts';

const accounts = [
  status({ name: 'a', owner: 'me' }),
  status({ name: 'b', owner: 'friend_1' }),
  status({ name: 'c', owner: 'me' }),
].map(({ account }) => account);
const choices = choicesOf(accounts, ['swing']);

it('offers every owner once, every account and every strategy', () => {
  expect(choices).toEqual({ owner: ['friend_1', 'me'], account: ['a', 'b', 'c'], strategy: ['swing'] });
});

it('chooses for the operator only where there is nothing to choose', () => {
  expect(withKind('strategy', choices)).toEqual({ kind: 'strategy', name: 'swing' });
  expect(withKind('account', choices)).toEqual({ kind: 'account', name: '' });
  expect(withKind('global', choices)).toEqual({ kind: 'global', name: '' });
});

it('is no scope before a name is chosen', () => {
  expect(scopeOf({ kind: 'owner', name: '' })).toBeNull();
  expect(scopeOf({ kind: 'owner', name: 'me' })).toEqual({ kind: 'owner', name: 'me' });
  expect(scopeOf(targetOf({ kind: 'global' }))).toEqual({ kind: 'global' });
});

it('knows which accounts a scope holds whole', () => {
  const names = (scope: Parameters<typeof accountsIn>[0]): string[] => accountsIn(scope, accounts).map((a) => a.name);
  expect(names({ kind: 'global' })).toEqual(['a', 'b', 'c']);
  expect(names({ kind: 'owner', name: 'me' })).toEqual(['a', 'c']);
  expect(names({ kind: 'account', name: 'b' })).toEqual(['b']);
  expect(names({ kind: 'strategy', name: 'a' })).toEqual([]);
});
