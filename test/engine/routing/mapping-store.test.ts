import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { isoTime } from '../../../electron/engine/ports.ts';
import { createMappingStore } from '../../../electron/engine/routing/mapping-store.ts';
import type { MappingChange, StrategyMaps } from '../../../shared/schema/mapping.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { tempJournal } from '../../support/temp-journal.ts';

function openStore(file?: string) {
  const db = tempJournal(file);
  const clock = createFakeClock();
  const audit = createAuditChain(db, clock);
  return { db, clock, store: createMappingStore(db, audit, clock) };
}

const account = (strategy_id: string, value: string | null): MappingChange => ({ map: 'account', strategy_id, value });

describe('mapping store', () => {
  it('numbers its revisions, and keeps who changed what and when', () => {
    const { clock, store, db } = openStore();
    expect([store.revision(), store.maps(), store.canUndo()]).toEqual([0, { accounts: {}, exchanges: {} }, false]);
    store.apply([account('a', 'one'), { map: 'exchange', strategy_id: 'a', value: 'firi' }], 0, 'desktop');
    const firstMs = clock.nowMs();
    clock.advance(5_000);
    store.apply([account('a', 'two'), account('b', 'one')], 1, 'cli');
    expect(store.maps()).toEqual({ accounts: { a: 'two', b: 'one' }, exchanges: { a: 'firi' } });
    expect(store.revisions(10)).toEqual([
      {
        revision: 2,
        at: isoTime(firstMs + 5_000),
        by: 'cli',
        kind: 'change',
        changes: [
          { map: 'account', strategy_id: 'a', from: 'one', to: 'two' },
          { map: 'account', strategy_id: 'b', from: null, to: 'one' },
        ],
      },
      {
        revision: 1,
        at: isoTime(firstMs),
        by: 'desktop',
        kind: 'change',
        changes: [
          { map: 'account', strategy_id: 'a', from: null, to: 'one' },
          { map: 'exchange', strategy_id: 'a', from: null, to: 'firi' },
        ],
      },
    ]);
    const audited = db.all<{ subject: string; body: string }>(
      `SELECT subject, body FROM audit WHERE kind = 'mapping_changed'`,
    );
    expect(audited.map(({ subject, body }) => [subject, (JSON.parse(body) as { by: string }).by])).toEqual([
      ['r1', 'desktop'],
      ['r2', 'cli'],
    ]);
  });

  it('refuses a change that was made against another revision, and nothing is written', () => {
    const { store } = openStore();
    store.apply([account('a', 'one')], 0, 'x');
    expect(() => store.apply([account('a', 'two')], 0, 'y')).toThrow(
      expect.objectContaining({ code: 'REVISION_CONFLICT' }),
    );
    expect([store.revision(), store.maps().accounts]).toEqual([1, { a: 'one' }]);
    store.apply([account('a', 'two')], null, 'y');
    expect(store.maps().accounts).toEqual({ a: 'two' });
  });

  it('writes no revision where nothing changes', () => {
    const { store } = openStore();
    store.apply([account('a', 'one')], null, 'x');
    store.apply([account('a', 'two'), account('a', 'one'), account('b', null)], null, 'x');
    expect(store.revision()).toBe(1);
  });

  it('undoes several changes in turn, then has nothing left to undo', () => {
    const { store } = openStore();
    store.apply([account('a', 'one')], null, 'x');
    store.apply([account('a', 'two')], null, 'x');
    store.apply([account('a', null), account('b', 'three')], null, 'x');
    store.undo('u');
    expect(store.maps().accounts).toEqual({ a: 'two' });
    store.undo('u');
    expect(store.maps().accounts).toEqual({ a: 'one' });
    store.undo('u');
    expect([store.maps().accounts, store.canUndo(), store.revision()]).toEqual([{}, false, 6]);
    expect(() => store.undo('u')).toThrow(expect.objectContaining({ code: 'NOTHING_TO_UNDO' }));
    expect(store.revisions(1)[0]).toMatchObject({
      kind: 'undo',
      by: 'u',
      changes: [{ strategy_id: 'a', from: 'one', to: null }],
    });
  });

  it('does not undo what it starts with', () => {
    const { store } = openStore();
    store.apply([account('demo', 'main_sim')], null, 'demo workspace', 'seed');
    expect(store.canUndo()).toBe(false);
    store.apply([account('demo', null)], null, 'x');
    store.undo('x');
    expect([store.maps().accounts, store.canUndo()]).toEqual([{ demo: 'main_sim' }, false]);
  });

  it('goes on after it was closed and opened again, undo included', () => {
    const file = path.join(tempDir(), 'journal.db');
    const first = openStore(file);
    first.store.apply([account('a', 'one')], null, 'x');
    first.store.apply([account('a', 'two')], null, 'x');
    first.store.undo('x');
    first.db.close();
    const { store } = openStore(file);
    expect([store.revision(), store.maps().accounts]).toEqual([3, { a: 'one' }]);
    store.undo('x');
    expect([store.maps().accounts, store.canUndo()]).toEqual([{}, false]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes a strategy called %s like any other', (id) => {
    const file = path.join(tempDir(), 'journal.db');
    const { store, db } = openStore(file);
    store.apply([account(id, 'one'), { map: 'exchange', strategy_id: id, value: 'sim' }], null, 'x');
    db.close();
    const again = openStore(file).store;
    expect(Object.entries(again.maps().accounts)).toEqual([[id, 'one']]);
    expect(Object.entries(again.maps().exchanges)).toEqual([[id, 'sim']]);
    expect(Object.getPrototypeOf(again.maps().accounts)).toBe(Object.prototype);
    again.undo('x');
    expect(Object.entries(again.maps().accounts)).toEqual([]);
  });

  it('leaves the maps as they were where the journal cannot be written', () => {
    const { store, db } = openStore();
    store.apply([account('a', 'one')], null, 'x');
    db.exec('PRAGMA query_only=ON');
    expect(() => store.apply([account('a', 'two')], null, 'x')).toThrow();
    expect([store.revision(), store.maps().accounts]).toEqual([1, { a: 'one' }]);
    db.exec('PRAGMA query_only=OFF');
    store.apply([account('a', 'three')], 1, 'x');
    expect(store.maps().accounts).toEqual({ a: 'three' });
  });

  it(
    'follows a model over any changes and undos, and each revision says exactly what it changed',
    { timeout: 60_000 },
    () => {
      const id = fc.constantFrom('a', 'b', '__proto__');
      const change = fc.oneof(
        fc.record({
          map: fc.constant('account' as const),
          strategy_id: id,
          value: fc.constantFrom('one', 'two', null),
        }),
        fc.record({
          map: fc.constant('exchange' as const),
          strategy_id: id,
          value: fc.constantFrom('sim' as const, 'firi' as const, null),
        }),
      );
      const step = fc.oneof(
        { arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }), weight: 3 },
        { arbitrary: fc.constant('undo' as const), weight: 2 },
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
          const { store, db } = openStore();
          const plain = (maps: StrategyMaps) => [
            Object.entries(maps.accounts).toSorted(),
            Object.entries(maps.exchanges).toSorted(),
          ];
          let now = { account: new Map<string, string>(), exchange: new Map<string, string>() };
          const history: (typeof now)[] = [];
          for (const one of steps) {
            if (one === 'undo') {
              const before = history.pop();
              if (before) {
                now = before;
                store.undo('x');
              } else expect(() => store.undo('x')).toThrow(expect.objectContaining({ code: 'NOTHING_TO_UNDO' }));
            } else {
              const next = { account: new Map(now.account), exchange: new Map(now.exchange) };
              for (const { map, strategy_id, value } of one) {
                if (value === null) next[map].delete(strategy_id);
                else next[map].set(strategy_id, value);
              }
              const text = (maps: typeof now) =>
                JSON.stringify([[...maps.account].toSorted(), [...maps.exchange].toSorted()]);
              if (text(next) !== text(now)) {
                history.push(now);
                now = next;
              }
              store.apply(one, null, 'x');
            }
            expect(plain(store.maps())).toEqual([[...now.account].toSorted(), [...now.exchange].toSorted()]);
            expect(store.canUndo()).toBe(history.length > 0);
          }
          const replayed = { account: new Map<string, string>(), exchange: new Map<string, string>() };
          for (const { changes } of store.revisions(100).toReversed()) {
            for (const { map, strategy_id, from, to } of changes) {
              expect(replayed[map].get(strategy_id) ?? null).toBe(from);
              if (to === null) replayed[map].delete(strategy_id);
              else replayed[map].set(strategy_id, to);
            }
          }
          expect([...replayed.account].toSorted()).toEqual([...now.account].toSorted());
          db.close();
        }),
        { numRuns: 40 },
      );
    },
  );
});
