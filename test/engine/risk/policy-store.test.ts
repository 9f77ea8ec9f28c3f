import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { createRiskPolicyStore } from '../../../electron/engine/risk/policy-store.ts';
import { NO_POLICY, riskChangeSchema } from '../../../shared/schema/risk-policy.ts';
import type { RiskChange } from '../../../shared/schema/risk-policy.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempJournal } from '../../support/temp-journal.ts';

function openStore(db = tempJournal()) {
  const clock = createFakeClock();
  return { db, clock, store: createRiskPolicyStore(db, createAuditChain(db, clock), clock) };
}

const exposure = (account_name: string, value: string): RiskChange => ({
  kind: 'limits',
  account_name,
  set: { max_exposure: { value, unit: 'usd' } },
});

describe('risk policy store', () => {
  it('edits what is named, keeps the rest, and takes away what is null', () => {
    const { store } = openStore();
    store.apply(
      [exposure('a', '100'), { kind: 'limits', account_name: 'a', set: { max_open_positions: 3 } }],
      0,
      'cli',
    );
    store.apply([{ kind: 'limits', account_name: 'a', set: { max_exposure: null } }], 1, 'cli');
    store.apply([{ kind: 'flags', scope: { kind: 'owner', name: 'kari' }, set: { long_only: true } }], 2, 'cli');
    store.apply([{ kind: 'flags', scope: { kind: 'global' }, set: { enabled: false } }], null, 'cli');
    store.apply([{ kind: 'settings', account_name: 'a', set: { currency: 'EUR' } }], null, 'cli');
    expect(store.policy()).toEqual({
      ...NO_POLICY,
      global: { enabled: false },
      owners: { kari: { long_only: true } },
      limits: { a: { max_open_positions: 3 } },
      settings: { a: { currency: 'EUR' } },
    });
    store.apply([{ kind: 'limits', account_name: 'a', set: { max_open_positions: null } }], null, 'cli');
    expect(store.policy().limits).toEqual({});
    expect(store.revision()).toBe(6);
  });

  it('is the same after a restart, and a draft changes nothing', () => {
    const { db, store } = openStore();
    store.apply([exposure('a', '100')], 0, 'desktop');
    expect(store.draft([exposure('b', '5')]).limits).toHaveProperty('b');
    const again = openStore(db).store;
    expect([again.revision(), again.policy()]).toEqual([1, store.policy()]);
    expect(again.policy().limits).toEqual({ a: { max_exposure: { value: '100', unit: 'usd' } } });
  });

  it('refuses what was decided on an older revision, and numbers no change that changes nothing', () => {
    const { store } = openStore();
    store.apply([exposure('a', '100')], 0, 'cli');
    expect(() => store.apply([exposure('a', '200')], 0, 'cli')).toThrow(/at revision 1 by now, not 0/);
    store.apply([exposure('a', '100')], 1, 'cli');
    expect(store.revision()).toBe(1);
  });

  it('keeps every revision, and audits each', () => {
    const { db, store } = openStore();
    store.apply([exposure('a', '100')], 0, 'cli');
    store.apply([exposure('a', '50')], 1, 'desktop');
    const audited = db.all<{ subject: string; body: string }>(
      `SELECT subject, body FROM audit WHERE kind = 'risk_changed'`,
    );
    expect(audited.map(({ subject, body }) => [subject, (JSON.parse(body) as { by: string }).by])).toEqual([
      ['r1', 'cli'],
      ['r2', 'desktop'],
    ]);
    expect(() => db.run('UPDATE risk_revisions SET policy = ?', '{}')).toThrow(/append-only/);
    expect(() => db.run('DELETE FROM risk_revisions')).toThrow(/append-only/);
  });

  it('takes any name that an owner may have', () => {
    fc.assert(
      fc.property(fc.constantFrom('__proto__', 'constructor', 'toString', 'Kari Nordmann', '😀'), (name) => {
        const { store } = openStore();
        store.apply([{ kind: 'flags', scope: { kind: 'owner', name }, set: { enabled: false } }], 0, 'cli');
        expect(Object.entries(store.policy().owners)).toEqual([[name, { enabled: false }]]);
        expect(({} as Record<string, unknown>)['enabled']).toBeUndefined();
      }),
      { numRuns: 5 },
    );
  });

  it('has a form for every change, and takes no other', () => {
    const bad = [
      { kind: 'limits', account_name: 'a', set: { max_exposure: { value: '-1', unit: 'usd' } } },
      { kind: 'limits', account_name: 'a', set: { max_exposure: { value: '1', unit: 'percent' } } },
      { kind: 'limits', account_name: 'a', set: { max_exposure: '1' } },
      { kind: 'limits', account_name: 'a', set: { unheard_of: 1 } },
      { kind: 'limits', account_name: 'a', set: { max_leverage: '0' } },
      { kind: 'flags', scope: { kind: 'account' }, set: {} },
      { kind: 'flags', scope: { kind: 'global' }, set: { trading_hours: { time_zone: 'Mars/Base', windows: [] } } },
      { kind: 'settings', account_name: 'a', set: { day_starts_at: '24:00' } },
    ];
    for (const change of bad) expect(riskChangeSchema.safeParse(change).success, JSON.stringify(change)).toBe(false);
    expect(riskChangeSchema.safeParse(exposure('a', '0')).success).toBe(true);
  });
});
