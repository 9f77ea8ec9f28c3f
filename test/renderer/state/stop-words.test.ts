import { describe, expect, it } from 'vitest';
import { inOrder, isFailing, isSameScope, stopsHolding, workWords } from '../../../renderer/state/stop-words.ts';
import { stop, work } from '../safety-documents.ts';

const GLOBAL = stop({ id: 'global' });
const OWNER = stop({ id: 'owner', scope: { kind: 'owner', name: 'friend_1' } });
const ACCOUNT = stop({ id: 'account', scope: { kind: 'account', name: 'main_firi' }, cause: 'automatic' });
const STRATEGY = stop({ id: 'strategy', scope: { kind: 'strategy', name: 'swing' } });
const ids = (stops: { id: string }[]): string[] => stops.map(({ id }) => id);

describe('what holds an account', () => {
  const all = [GLOBAL, OWNER, ACCOUNT, STRATEGY];

  it('is every stop of everything, of its owner and of itself', () => {
    expect(ids(stopsHolding(all, { name: 'main_firi', owner: 'friend_1' }))).toEqual(['global', 'owner', 'account']);
    expect(ids(stopsHolding(all, { name: 'other', owner: 'me' }))).toEqual(['global']);
    // A name of one kind is no name of another.
    expect(ids(stopsHolding(all, { name: 'friend_1', owner: 'main_firi' }))).toEqual(['global']);
  });

  it('is a stop of a strategy only for its own signals', () => {
    expect(ids(stopsHolding([STRATEGY], { name: 'swing', owner: 'swing' }))).toEqual([]);
    expect(ids(stopsHolding([STRATEGY], null, 'swing'))).toEqual(['strategy']);
    expect(ids(stopsHolding([STRATEGY], null, 'SWING'))).toEqual(['strategy']);
    expect(ids(stopsHolding([STRATEGY], null, 'other'))).toEqual([]);
  });
});

it('shows kills before automatic stops, the widest first, and the newest of equals', () => {
  const newer = stop({ id: 'newer', scope: { kind: 'owner', name: 'x' }, at: '2026-01-02T00:00:00.000Z' });
  expect(ids(inOrder([ACCOUNT, STRATEGY, OWNER, newer, GLOBAL]))).toEqual([
    'global',
    'newer',
    'owner',
    'strategy',
    'account',
  ]);
});

it('tells scopes apart by kind and name', () => {
  expect(isSameScope({ kind: 'owner', name: 'a' }, { kind: 'account', name: 'a' })).toBe(false);
  expect(isSameScope({ kind: 'owner', name: 'a' }, { kind: 'owner', name: 'a' })).toBe(true);
  expect(isSameScope({ kind: 'global' }, { kind: 'global' })).toBe(true);
});

describe('how far a stop has come', () => {
  it('is nothing where nothing beyond stopping was asked for', () => {
    expect(workWords(stop())).toBeNull();
  });

  it('counts accounts that are done and those that are tried again', () => {
    const failing = work({ account_name: 'b', error: { code: 'VENUE_UNREACHABLE', message: 'gone' } });
    expect(workWords(stop({ cancel: true }))).toBe('cancelling: starting');
    expect(workWords(stop({ cancel: true, work: [work({ stage: 'done' }), failing] }))).toBe(
      'cancelling: 1 of 2 accounts done, 1 tried again',
    );
    expect(workWords(stop({ cancel: true, flatten: true, work: [work({ stage: 'done' })] }))).toBe(
      'cancelling and closing: 1 of 1 account done',
    );
    expect(isFailing(failing)).toBe(true);
    expect(isFailing({ ...failing, stage: 'done' })).toBe(false);
  });
});
