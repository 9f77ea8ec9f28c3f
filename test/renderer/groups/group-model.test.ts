import { afterEach, describe, expect, it } from 'vitest';
import { groupSignalId, retireGroupSignalId } from '../../../renderer/views/groups/group-fire-store.ts';
import { EMPTY_TICKET, readTicket } from '../../../renderer/views/groups/group-draft.ts';
import { firingWords } from '../../../renderer/views/groups/firing-words.ts';
import { EMPTY_GROUP, readGroup, withMembers } from '../../../renderer/views/groups/group-form-model.ts';
import { groupGate } from '../../../renderer/views/groups/group-gate.ts';
import type { GroupLegDocument, GroupLegPreview, GroupPreviewDocument } from '../../../shared/schema/group.ts';

const reading = readTicket('desk', 'equal', { ...EMPTY_TICKET, size: '0.3' });
const signal = reading.ok ? reading.signal : undefined!;
const DISARMED = { code: 'ACCOUNT_DISARMED', message: 'disarmed' } as const;

const leg = (account_name: string, error: GroupLegPreview['error'] = null): GroupLegPreview => ({
  account_name,
  exchange: 'sim',
  mode: 'paper',
  testnet: false,
  owner: 'me',
  amount: '0.15',
  quote_amount: null,
  equity: null,
  minimum: null,
  decision: null,
  order: null,
  error,
});
const preview = (over: Partial<GroupPreviewDocument> = {}): GroupPreviewDocument => {
  const legs = over.legs ?? [leg('a'), leg('b')];
  return {
    group: 'desk',
    allocation: 'equal',
    revision: 4,
    mode: 'paper',
    testnet: false,
    symbol: 'BTC/USDT',
    side: 'long',
    amount: '0.3',
    quote_amount: null,
    legs,
    placeable: legs.filter(({ error }) => error === null).length,
    placed_amount: '0.3',
    placed_notional: null,
    unallocated: '0',
    error: null,
    ...over,
  };
};
const gate = (over: Partial<Parameters<typeof groupGate>[0]> = {}) =>
  groupGate({ signal, preview: preview(), current: true, link: 'live', ...over });

describe('the ticket of a group', () => {
  it('says what is missing, and what is wrong, before it says a signal', () => {
    expect(readTicket('desk', 'equal', EMPTY_TICKET)).toEqual({
      ok: false,
      message: 'Give the size of all legs together.',
    });
    expect(readTicket('desk', 'equal', { ...EMPTY_TICKET, size: '1', type: 'limit' })).toMatchObject({ ok: false });
    const wrong = readTicket('desk', 'equal', { ...EMPTY_TICKET, size: '1,5' });
    expect(wrong.ok ? '' : wrong.message).toMatch(/^Correct the size: it must/);
    expect(signal).toEqual({
      group: 'desk',
      symbol: 'BTC/USDT',
      side: 'long',
      type: 'market',
      amount: '0.3',
      unplaceable: 'none',
    });
  });

  it('takes no size where every account has its own, whatever was typed', () => {
    const own = readTicket('desk', 'sizes', { ...EMPTY_TICKET, size: '7' });
    expect(own.ok && [own.signal.amount, own.signal.quote_amount]).toEqual([undefined, undefined]);
  });
});

describe('whether a group can be fired', () => {
  it('is fired as the revision and mode that were shown', () => {
    expect(gate()).toMatchObject({ ready: true, shown: { revision: 4, mode: 'paper', testnet: false } });
  });

  it('is not where the preview is older, the engine silent, or the group itself refused', () => {
    expect(gate({ current: false })).toMatchObject({ ready: false });
    expect(gate({ link: 'stale' })).toMatchObject({ ready: false });
    expect(gate({ link: 'disconnected' })).toMatchObject({ ready: false });
    const mixed = preview({ mode: null, error: { code: 'GROUP_INVALID', message: 'mixed' } });
    expect(gate({ preview: mixed })).toMatchObject({ ready: false, kind: 'unknown' });
    expect(gate({ preview: preview({ mode: null }) })).toMatchObject({ ready: false });
  });

  it('places the rest only where that was chosen, and never nothing', () => {
    const short = preview({ legs: [leg('a'), leg('b', DISARMED)] });
    expect(gate({ preview: short })).toMatchObject({ ready: false, arm: 'b' });
    expect(gate({ preview: short, signal: { ...signal, unplaceable: 'rest' } })).toMatchObject({ ready: true });
    const none = preview({ legs: [leg('a', DISARMED), leg('b', DISARMED)] });
    expect(gate({ preview: none, signal: { ...signal, unplaceable: 'rest' } })).toMatchObject({ ready: false });
  });
});

describe('the id of a signal to a group', () => {
  const ids: string[] = [];
  const id = (of = signal): string => {
    const given = groupSignalId(of);
    ids.push(given);
    return given;
  };
  afterEach(() => ids.splice(0).forEach(retireGroupSignalId));

  it('stays until its answer is certain, also past another signal', () => {
    const first = id();
    expect(id({ ...signal, amount: '0.4' })).not.toBe(first);
    expect(id({ ...signal })).toBe(first);
    retireGroupSignalId(first);
    expect(id()).not.toBe(first);
  });
});

describe('a group in the form', () => {
  it('keeps what was typed for those who stay, and is read by the schema of the engine', () => {
    const draft = {
      ...EMPTY_GROUP,
      name: 'Mine',
      allocation: 'weights' as const,
      members: [{ account_name: 'a', weight: '3', size: '' }],
    };
    const two = withMembers(draft, ['b', 'a']);
    expect(two.members.map(({ account_name, weight }) => [account_name, weight])).toEqual([
      ['b', '1'],
      ['a', '3'],
    ]);
    const group = readGroup(two);
    expect(group).toMatchObject({ ok: true, group: { name: 'mine' } });
    expect(readGroup({ ...two, members: [] })).toEqual({ ok: false, message: 'Choose at least one account.' });
    const bad = readGroup(withMembers({ ...two, members: [{ account_name: 'a', weight: 'x', size: '' }] }, ['a']));
    expect(bad.ok ? '' : bad.message).toContain('a: weight');
  });
});

describe('what became of a firing, in a few words', () => {
  const words = (...states: GroupLegDocument['state'][]) =>
    firingWords({ legs: states.map((state) => ({ state }) as GroupLegDocument) });

  it('puts what is not certain before what failed', () => {
    expect(words('placed', 'placed')).toEqual({ text: '2 of 2 placed', tone: 'good' });
    expect(words('placed', 'not_placed')).toEqual({ text: '1 of 2 placed', tone: 'bad' });
    expect(words('not_placed', 'unknown', 'placed')).toEqual({ text: '1 unknown, 1 of 3 placed', tone: 'warn' });
    expect(words('awaited', 'placed')).toMatchObject({ tone: 'warn' });
    expect(words('not_placed')).toEqual({ text: 'none placed', tone: 'bad' });
    expect(firingWords({})).toMatchObject({ tone: 'bad' });
  });
});
