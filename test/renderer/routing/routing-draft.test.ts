import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_DRAFT,
  changesOf,
  discard,
  edit,
  entryOf,
  inverse,
  merged,
  rebase,
  redo,
  toMappingChanges,
  undo,
} from '../../../renderer/views/routing/routing-draft.ts';
import type { RoutingDraft } from '../../../renderer/views/routing/routing-draft.ts';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';
import { mappingChangeSchema } from '../../../shared/schema/mapping.ts';
import type { MappingChange, StrategyMaps } from '../../../shared/schema/mapping.ts';

const maps: StrategyMaps = { accounts: { nordic: 'main_firi', grid: 'demo' }, exchanges: { nordic: 'firi' } };
const toFriend: MappingChange = { map: 'account', strategy_id: 'nordic', value: 'friend_1_firi' };
const edits = (changes: MappingChange[], from: RoutingDraft = EMPTY_DRAFT) =>
  changes.reduce((draft, change) => edit(draft, maps, 7, change), from);

describe('a routing draft', () => {
  it('shows an edit against the applied maps and remembers the revision it was begun on', () => {
    const draft = edits([toFriend]);
    expect(changesOf(maps, draft.present)).toEqual([
      { map: 'account', strategy_id: 'nordic', from: 'main_firi', to: 'friend_1_firi' },
    ]);
    expect(draft.base_revision).toBe(7);
    expect(edit(draft, maps, 9, { ...toFriend, value: 'demo' }).base_revision).toBe(7);
  });

  it('drops an edit that is set back, and makes no step of one without effect', () => {
    const back = edits([toFriend, { ...toFriend, value: 'main_firi' }]);
    expect(changesOf(maps, back.present)).toEqual([]);
    expect(edits([{ ...toFriend, value: 'main_firi' }])).toBe(EMPTY_DRAFT);
  });

  it('removes and adds entries, and keeps the two maps apart', () => {
    const draft = edits([
      { map: 'exchange', strategy_id: 'nordic', value: null },
      { map: 'account', strategy_id: 'fresh', value: 'demo' },
    ]);
    expect(merged(maps, draft.present)).toEqual({
      accounts: { nordic: 'main_firi', grid: 'demo', fresh: 'demo' },
      exchanges: {},
    });
  });

  it('takes steps back and forth; a new edit ends what could be redone', () => {
    const two = edits([toFriend, { map: 'account', strategy_id: 'grid', value: null }]);
    const one = undo(two);
    expect(changesOf(maps, one.present)).toHaveLength(1);
    expect(redo(one).present).toEqual(two.present);
    expect(undo(undo(undo(one))).present.size).toBe(0);
    expect(edits([{ ...toFriend, value: 'demo' }], one).future).toEqual([]);
  });

  it('can take back a discard', () => {
    const draft = edits([toFriend]);
    expect(discard(draft).present.size).toBe(0);
    expect(undo(discard(draft)).present).toEqual(draft.present);
    expect(discard(EMPTY_DRAFT)).toBe(EMPTY_DRAFT);
  });

  it('keeps what is still wanted when the maps moved on', () => {
    const draft = edits([toFriend, { map: 'account', strategy_id: 'grid', value: 'main_firi' }]);
    const moved: StrategyMaps = { accounts: { nordic: 'friend_1_firi', grid: 'other' }, exchanges: {} };
    const next = rebase(draft, moved, 8);
    expect(changesOf(moved, next.present)).toEqual([
      { map: 'account', strategy_id: 'grid', from: 'other', to: 'main_firi' },
    ]);
    expect(next.base_revision).toBe(8);
    expect(rebase(next, merged(moved, next.present), 9)).toEqual(EMPTY_DRAFT);
  });

  it('reads no inherited property as an entry', () => {
    expect(entryOf(maps, 'account', 'constructor')).toBeNull();
    const draft = edits([{ map: 'account', strategy_id: '__proto__', value: 'demo' }]);
    expect(entryOf(merged(maps, draft.present), 'account', '__proto__')).toBe('demo');
  });
});

const strategy = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'x.y/z');
const account = fc.constantFrom('main_firi', 'demo', 'friend_1');
const change: fc.Arbitrary<MappingChange> = fc.oneof(
  fc.record({ map: fc.constant('account' as const), strategy_id: strategy, value: fc.option(account) }),
  fc.record({
    map: fc.constant('exchange' as const),
    strategy_id: strategy,
    value: fc.option(fc.constantFrom(...EXCHANGES)),
  }),
);
const anyMaps = fc.array(change).map((changes) => merged({ accounts: {}, exchanges: {} }, overlayOf(changes)));
const overlayOf = (changes: MappingChange[]) => new Map(changes.map((c) => [`${c.map} ${c.strategy_id}`, c]));
const act = fc.oneof(change, fc.constantFrom('undo' as const, 'redo' as const, 'discard' as const));

describe('properties of a draft', () => {
  it('changes applied to the maps give the merged maps, and their inverse gives the maps back', () => {
    fc.assert(
      fc.property(anyMaps, fc.array(change), (base, list) => {
        const draft = list.reduce((d, c) => edit(d, base, 1, c), EMPTY_DRAFT);
        const changes = changesOf(base, draft.present);
        const after = merged(base, overlayOf(toMappingChanges(changes)));
        expect(after).toEqual(merged(base, draft.present));
        expect(merged(after, overlayOf(toMappingChanges(inverse(changes))))).toEqual(base);
        for (const one of toMappingChanges(changes)) expect(mappingChangeSchema.safeParse(one).success).toBe(true);
      }),
    );
  });

  it('the last edit of a key wins, whatever came before', () => {
    fc.assert(
      fc.property(anyMaps, fc.array(change, { minLength: 1 }), (base, list) => {
        const draft = list.reduce((d, c) => edit(d, base, 1, c), EMPTY_DRAFT);
        const after = merged(base, draft.present);
        for (const wanted of overlayOf(list).values()) {
          expect(entryOf(after, wanted.map, wanted.strategy_id)).toBe(wanted.value);
        }
      }),
    );
  });

  it('undo is the exact opposite of every step, and redo of undo', () => {
    fc.assert(
      fc.property(anyMaps, fc.array(act), (base, acts) => {
        let draft = EMPTY_DRAFT;
        for (const one of acts) {
          const before = draft;
          if (one === 'undo') draft = undo(draft);
          else if (one === 'redo') draft = redo(draft);
          else if (one === 'discard') draft = discard(draft);
          else draft = edit(draft, base, 1, one);
          if (draft === before) continue;
          const back = one === 'undo' ? redo(draft) : undo(draft);
          expect(back.present).toEqual(before.present);
        }
        let rewound = draft;
        while (rewound.past.length > 0) rewound = undo(rewound);
        if (acts.length < 100) expect(rewound.present.size).toBe(0);
      }),
    );
  });
});
