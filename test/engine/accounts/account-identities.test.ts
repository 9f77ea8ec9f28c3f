import { describe, expect, it } from 'vitest';
import type { AccountConfig, PaperAccount, RealAccount } from '../../../electron/engine/accounts/account-config.ts';
import { createAccountIdentities } from '../../../electron/engine/accounts/account-identities.ts';
import { AccountRegistry } from '../../../electron/engine/accounts/registry.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { tempJournal } from '../../support/temp-journal.ts';

type Audited = { kind: string; subject: string; body: string };

function stopOf(name: string, code: StopDocument['code'] = 'MODE_CHANGED'): StopDocument {
  return {
    ...{ id: 'stp_1', scope: { kind: 'account', name }, cause: 'automatic', code, reason: 'r', by: 'console' },
    ...{ at: '2026-12-01T12:00:00.000Z', durable: true, cancel: false, flatten: false, work: [] },
  };
}

/** Engines that open one after the other on one journal, each with accounts of its own. */
function machine() {
  const db = tempJournal();
  const clock = createFakeClock();
  const log = createMemoryLog();
  const held = new Map<string, StopDocument[]>();
  const open = (...accounts: (AccountConfig | AccountDocument)[]) => {
    const registry = new AccountRegistry();
    for (const account of accounts) {
      if ('error' in account) registry.registerBroken(account);
      else registry.register(account);
    }
    const identities = createAccountIdentities({ registry, db, audit: createAuditChain(db, clock), clock, log });
    const stopped: [string, string][] = [];
    identities.review({
      objections: ({ name }) => [...(held.get(name) ?? [])],
      stopAutomatically: ({ accountName: name, code, reason }) => {
        held.set(name, [stopOf(name, code), ...(held.get(name) ?? [])]);
        stopped.push([name, reason]);
      },
    });
    return { identities, stopped, registry };
  };
  const release = (opened: ReturnType<typeof open>, name: string) => {
    for (const stop of held.get(name) ?? []) opened.identities.alongRelease(stop, 'cli');
    held.delete(name);
  };
  const audited = () =>
    db
      .all<Audited>('SELECT kind, subject, body FROM audit ORDER BY seq')
      .map(({ kind, subject, body }) => ({ kind, subject, ...(JSON.parse(body) as object) }));
  return { db, log, open, release, audited, held };
}

const paper = (change: Partial<PaperAccount> = {}) => paperAccount('a', change);
const real = (change: Partial<RealAccount> = {}) => realAccount('a', change);
const otherKey = { ...real().credentials, apiKey: new Secret('rotated-key-77') };

describe('an account that was never seen', () => {
  it.each([
    ['paper', paper()],
    ['real', real()],
  ] as const)('is noted in silence: %s', (_mode, account) => {
    const { open, audited, log } = machine();
    expect(open(account).stopped).toEqual([]);
    expect(open(account).stopped).toEqual([]);
    expect([audited(), log.records]).toEqual([[], []]);
  });

  it('leaves the demo accounts out: whoever takes their name is new', () => {
    const { open, audited } = machine();
    open(paper({ exchange: 'sim', origin: 'demo' }));
    expect(open(real()).stopped).toEqual([]);
    expect(audited()).toEqual([]);
  });
});

describe('an account that is another one by now', () => {
  it.each<[string, AccountConfig, AccountConfig, RegExp]>([
    ['from paper to real', paper(), real(), /^real instead of paper\./],
    ['from paper to real, on a testnet', paper(), real({ testnet: true }), /real instead of paper, testnet instead of/],
    ['from the testnet to the exchange', real({ testnet: true }), real(), /^live network instead of testnet\./],
    ['from the exchange to its testnet', real(), real({ testnet: true }), /^testnet instead of live network\./],
    ['to another key', real(), real({ credentials: otherKey }), /^another key\./],
    ['to another exchange', real(), real({ exchange: 'bybit' }), /^bybit instead of binance\./],
    [
      'to another address',
      real(),
      real({ apiUrl: 'https://p.test' }),
      /^https:\/\/p\.test instead of the exchange's own/,
    ],
    ['to its own address', real({ apiUrl: 'https://p.test' }), real(), /^the exchange's own address instead of https/],
    ['to swaps', real(), real({ market: 'swap' }), /^swap instead of spot\./],
    ['in all', real(), real({ exchange: 'okx', credentials: otherKey }), /^okx instead of binance, another key\./],
  ])('is stopped %s', (_what, was, is, reason) => {
    const { open, audited, log } = machine();
    open(was);
    const { stopped } = open(is);
    expect(stopped).toEqual([['a', expect.stringMatching(reason)]]);
    expect(stopped[0]?.[1]).toMatch(/Release this only if it was you/);
    expect(audited()).toMatchObject([{ kind: 'account_changed', subject: 'a', stopped: true }]);
    expect(log.records).toMatchObject([{ level: 'WARN', message: 'Account changed', account_name: 'a' }]);
    expect(JSON.stringify([stopped, audited(), log.records])).not.toMatch(/key-of-a|rotated-key|secret-of/);
  });

  it('is the same behind another port of this machine', () => {
    const { open, audited } = machine();
    open(real({ apiUrl: 'http://127.0.0.1:4001' }));
    expect(open(real({ apiUrl: 'http://localhost:4002' })).stopped).toEqual([]);
    expect(audited()).toEqual([]);
    expect(open(real({ apiUrl: 'http://127.0.0.1:4001', credentials: otherKey })).stopped).toEqual([
      ['a', expect.stringMatching(/^another key/)],
    ]);
  });

  it.each<[string, AccountConfig, AccountConfig]>([
    ['from real to paper', real(), paper()],
    ['from one paper exchange to another', paper(), paper({ exchange: 'okx' })],
    ['from a paper testnet to paper', paper({ testnet: true }), paper()],
  ])('is no danger %s: that is logged and audited, and holds nobody up', (_what, was, is) => {
    const { open, audited, log } = machine();
    open(was);
    expect(open(is).stopped).toEqual([]);
    expect(audited()).toMatchObject([{ kind: 'account_changed', subject: 'a', stopped: false }]);
    expect(log.records).toHaveLength(1);
    expect(open(is).stopped).toEqual([]);
    expect(audited()).toHaveLength(1);
  });

  it.each<[string, Partial<RealAccount>]>([
    ['owner', { owner: 'ann' }],
    ['description', { description: 'other words' }],
    ['leverage', { leverage: '3' }],
    ['source', { origin: 'env_file' }],
    ['secret', { credentials: { ...real().credentials, apiSecret: new Secret('rotated') } }],
  ])('is the same one with another %s', (_field, change) => {
    const { open, audited } = machine();
    open(real());
    expect(open(real(change)).stopped).toEqual([]);
    expect(audited()).toEqual([]);
  });

  it('touches no other account', () => {
    const { open } = machine();
    const b = realAccount('b');
    open(real(), b);
    expect(open(real({ credentials: otherKey }), b).stopped.map(([name]) => name)).toEqual(['a']);
  });

  it('is remembered while it is away, and while it is broken', () => {
    const { open } = machine();
    const { registry } = open(paper());
    open();
    open({ ...registry.get('a'), mode: 'real', error: { code: 'MISSING_CREDENTIALS', message: 'no key' } });
    expect(open(real()).stopped).toHaveLength(1);
  });
});

describe('a changed account', () => {
  it('is told of once, and stays as it was confirmed until the operator has confirmed it', () => {
    const { open, audited, held, release } = machine();
    open(paper());
    open(real());
    const again = open(real());
    expect(again.stopped).toEqual([]);
    expect(audited()).toHaveLength(1);
    expect(held.has('a')).toBe(true);

    release(again, 'a');
    expect(audited().at(-1)).toMatchObject({
      kind: 'account_confirmed',
      subject: 'a',
      by: 'cli',
      is: { mode: 'real' },
    });
    expect(open(real()).stopped).toEqual([]);
    expect(audited()).toHaveLength(2);
    expect(open(real({ credentials: otherKey })).stopped).toHaveLength(1);
  });

  it('is confirmed by the release of its own stop, and of no other', () => {
    const { open, audited } = machine();
    open(paper(), paperAccount('b'));
    const { identities } = open(real(), paperAccount('b'));
    identities.alongRelease(stopOf('a', 'MAX_DAILY_LOSS'), 'cli');
    identities.alongRelease({ ...stopOf('a'), scope: { kind: 'global' } }, 'cli');
    identities.alongRelease(stopOf('nobody'), 'cli');
    expect(audited().map(({ kind }) => kind)).toEqual(['account_changed']);
    identities.alongRelease(stopOf('a'), 'cli');
    expect(
      audited()
        .map(({ kind, subject }) => [kind, subject])
        .at(-1),
    ).toEqual(['account_confirmed', 'a']);
  });

  it('is stopped anew where it was not confirmed and nothing holds it: its stop was lost with the process', () => {
    const { open, held } = machine();
    open(paper());
    open(real());
    held.clear();
    expect(open(real()).stopped).toHaveLength(1);
  });

  it('is told of again where it was changed once more meanwhile', () => {
    const { open } = machine();
    open(paper());
    open(real());
    expect(open(real({ credentials: otherKey })).stopped).toHaveLength(1);
  });

  it('that is changed back asks for nothing, and is stopped again when it goes there again', () => {
    const { open, held } = machine();
    open(paper());
    open(real());
    expect(open(paper()).stopped).toEqual([]);
    expect(held.has('a')).toBe(true);
    expect(open(real()).stopped).toHaveLength(1);
  });

  it('that went by way of paper is stopped as one that came from paper', () => {
    const { open } = machine();
    open(real());
    open(paper());
    expect(open(real()).stopped).toEqual([['a', expect.stringMatching(/^real instead of paper/)]]);
  });

  it('is stopped though nothing can be written, and though what it was cannot be read', () => {
    const { open, db, log } = machine();
    open(paper());
    db.exec('PRAGMA query_only=ON');
    expect(open(real()).stopped).toHaveLength(1);
    expect(log.records.map(({ level }) => level)).toContain('ERROR');
    db.exec('PRAGMA query_only=OFF');
    db.run("UPDATE account_identities SET identity = 'not JSON'");
    expect(open(real()).stopped).toEqual([['a', expect.stringMatching(/could not be read/)]]);
  });

  it('that was never seen is held up by nothing where that cannot be noted', () => {
    const { open, db, log } = machine();
    db.exec('PRAGMA query_only=ON');
    expect(open(real()).stopped).toEqual([]);
    expect(log.records).toMatchObject([{ level: 'ERROR', account_name: 'a' }]);
  });
});
