import { expect, it } from 'vitest';
import { leftBehind } from '../../../renderer/app/release-words.ts';
import { stop } from '../safety-documents.ts';

const stops = [
  stop({ id: 'global' }),
  stop({ id: 'a', scope: { kind: 'account', name: 'a' } }),
  stop({ id: 'a by a rule', scope: { kind: 'account', name: 'a' }, cause: 'automatic' }),
  stop({ id: 'b', scope: { kind: 'account', name: 'b' } }),
  stop({ id: 'me', scope: { kind: 'owner', name: 'me' } }),
];
const left = (scope: Parameters<typeof leftBehind>[0]): string[] => leftBehind(scope, stops).map(({ id }) => id);

it('names what may hold on after a release, and not what holds others alone', () => {
  expect(left({ kind: 'global' })).toEqual(['a', 'a by a rule', 'b', 'me']);
  expect(left({ kind: 'account', name: 'a' })).toEqual(['global', 'me']);
  expect(left({ kind: 'owner', name: 'me' })).toEqual(['global', 'a', 'a by a rule', 'b']);
});
