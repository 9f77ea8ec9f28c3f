import { describe, expect, it } from 'vitest';
import { AccountRegistry } from '../../../electron/engine/accounts/registry.ts';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { createArming } from '../../../electron/engine/risk/arming.ts';
import { createArmingReadiness, prepareArming } from '../../../electron/engine/risk/arming-readiness.ts';
import { createKeyAcknowledgements } from '../../../electron/engine/risk/key-acknowledgements.ts';
import { seatMark } from '../../../electron/engine/accounts/seat-mark.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import type { RealAccount } from '../../../electron/engine/accounts/account-config.ts';
import type { ReachedAddress } from '../../../electron/engine/venues/http/reached-addresses.ts';
import type { KeyReport, Venue } from '../../../electron/engine/venues/venue.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { createSeededIds } from '../../support/seeded-ids.ts';
import { tempJournal } from '../../support/temp-journal.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const GOOD: KeyReport = { canTrade: true, canWithdraw: false, ipRestricted: true, note: 'restricted' };
const BINANCE: ReachedAddress = { origin: 'https://api.binance.com', simulated: false };
const codeOf = (code: string) => expect.objectContaining({ code }) as Error;

function stop(change: Partial<StopDocument> = {}): StopDocument {
  return {
    ...{ id: 'stp_1', scope: { kind: 'global' }, cause: 'kill', code: 'KILL_SWITCH', reason: 'enough', by: 'cli' },
    ...{ at: '2026-12-01T12:00:00.000Z', durable: true, cancel: false, flatten: false, work: [] },
    ...change,
  };
}

function desk(account: RealAccount = realAccount('real_a', { owner: 'ann' }), db = tempJournal()) {
  const clock = createFakeClock();
  const registry = new AccountRegistry();
  registry.register(account);
  registry.register(paperAccount('paper_a'));
  const { name } = account;
  const world = {
    asked: [] as string[],
    keyUses: [] as string[][],
    stops: [] as StopDocument[],
    unreconciled: null as ErrorDocument | null,
    reached: [BINANCE] as ReachedAddress[] | undefined,
    onCompare: () => {},
    onCompareAgain: () => {},
    onKey: (): KeyReport | null | Promise<KeyReport> => GOOD,
  };
  const pool = {
    venue: () =>
      ({
        key: async () => {
          world.asked.push('key');
          return world.onKey();
        },
        ...(world.reached && { reached: () => world.reached }),
      }) as Venue,
    seatMark: (of: string) => {
      const config = registry.config(of);
      return config && seatMark(config);
    },
  };
  const audit = createAuditChain(db, clock);
  const acknowledgements = createKeyAcknowledgements({ registry, pool, db, audit, clock });
  const readiness = createArmingReadiness({
    ...{ registry, pool, acknowledgements, clock },
    onKeyUse: ({ name: of }, purpose) => void world.keyUses.push([of, purpose]),
    reconciler: {
      ensure: async () => {
        world.asked.push('compare');
        world.onCompare();
      },
      run: async () => {
        world.asked.push('compare again');
        world.onCompareAgain();
        return [];
      },
      objection: () => world.unreconciled,
    },
    stops: {
      objections: ({ name: of, owner }, strategy) => {
        expect([of, owner, strategy]).toEqual([name, account.owner, null]);
        return world.stops;
      },
    },
  });
  const arming = createArming({
    ...{ registry, db, audit, clock, ids: createSeededIds('arming', clock), log: createMemoryLog() },
    ...{ objection: readiness.objection, onChange: () => {} },
  });
  const prepare = (of = name, ms = HOUR) => prepareArming(of, ms, { arming, readiness });
  const audited = () => db.all<{ kind: string; subject: string }>('SELECT kind, subject FROM audit ORDER BY seq');
  return { world, clock, arming, prepare, acknowledgements, db, audited, name };
}

describe('an account is prepared for arming', () => {
  it('once it was compared and its key asked about, which the confirmation tells', async () => {
    const { world, arming, prepare } = desk();
    const confirmation = await prepare();
    expect(world.asked).toEqual(['compare', 'key']);
    expect(world.keyUses).toEqual([['real_a', 'arming_asked']]);
    expect(confirmation).toMatchObject({
      account_name: 'real_a',
      key: { can_trade: true, can_withdraw: false, note: 'restricted' },
    });
    expect(arming.arm(confirmation.confirmation_id, 'real_a', 'cli').account_name).toBe('real_a');
    arming.close();
  });

  it.each([
    ['paper_a', HOUR, 'MODE_VIOLATION'],
    ['nobody', HOUR, 'ACCOUNT_NOT_FOUND'],
    ['real_a', 1_000, 'INVALID_INPUT'],
  ])('not %s for %d ms: %s, and nothing is asked', async (name, ms, code) => {
    const { world, prepare } = desk();
    await expect(prepare(name, ms)).rejects.toThrow(codeOf(code));
    expect(world.asked).toEqual([]);
  });

  it('not while it could not be compared', async () => {
    const { world, prepare } = desk();
    world.unreconciled = { code: 'ACCOUNT_UNRECONCILED', message: 'real_a could not be compared' };
    await expect(prepare()).rejects.toThrow(codeOf('ACCOUNT_UNRECONCILED'));
    expect(world.asked).toEqual(['compare', 'compare again']);
    world.onCompareAgain = () => (world.unreconciled = null);
    expect((await prepare()).account_name).toBe('real_a');
  });

  it.each([
    [stop(), 'KILL_SWITCH', /^everything is killed: enough$/],
    [
      stop({ cause: 'automatic', code: 'MODE_CHANGED', scope: { kind: 'account', name: 'real_a' } }),
      'ACCOUNT_STOPPED',
      /^account real_a is stopped by the console/,
    ],
  ])(
    'not while a stop holds it, also one that comes while it is prepared, or after that',
    async (held, code, words) => {
      const { world, arming, prepare } = desk();
      world.stops = [held];
      await expect(prepare()).rejects.toThrow(codeOf(code));
      await expect(prepare()).rejects.toThrow(words);
      expect(world.asked).toEqual([]);

      world.stops = [];
      world.onKey = () => {
        world.stops = [held];
        return GOOD;
      };
      await expect(prepare()).rejects.toThrow(codeOf(code));

      world.stops = [];
      const { confirmation_id: id } = await prepare();
      world.stops = [held];
      expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(codeOf(code));
      expect(arming.armedUntilMs('real_a')).toBeNull();
    },
  );

  it('not when what was compared is in doubt again by then', async () => {
    const { world, arming, prepare } = desk();
    const { confirmation_id: id } = await prepare();
    world.unreconciled = { code: 'ACCOUNT_UNRECONCILED', message: 'the machine slept' };
    expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(codeOf('ACCOUNT_UNRECONCILED'));
  });
});

describe('what the key may do', () => {
  it('is asked once within some minutes, and anew after them', async () => {
    const { world, clock, prepare } = desk();
    await prepare();
    await prepare();
    clock.advance(5 * MINUTE - 1);
    await prepare();
    expect(world.asked.filter((each) => each === 'key')).toHaveLength(1);
    clock.advance(1);
    world.onKey = () => ({ ...GOOD, canWithdraw: true });
    await expect(prepare()).rejects.toThrow(codeOf('KEY_CAN_WITHDRAW'));
  });

  it('is asked each time while it is not good, so that a change at the exchange counts at once', async () => {
    const { world, prepare } = desk();
    world.onKey = () => ({ ...GOOD, canWithdraw: true });
    await expect(prepare()).rejects.toThrow(codeOf('KEY_CAN_WITHDRAW'));
    world.onKey = () => GOOD;
    expect((await prepare()).key.can_withdraw).toBe(false);
  });

  it('and that it may not trade is said: the exchange will refuse its orders', async () => {
    const { world, prepare } = desk();
    world.onKey = () => ({ ...GOOD, canTrade: false });
    const { key } = await prepare();
    expect(key).toEqual({
      can_trade: false,
      can_withdraw: false,
      note: expect.stringMatching(/may not trade; restricted/),
    });
  });

  it.each([
    [
      { canTrade: null, canWithdraw: null, ipRestricted: null, note: 'the venue did not tell' },
      'the venue did not tell',
    ],
    [null, 'binance does not tell what a key may do'],
  ])('need not be told: that is said in the confirmation', async (told, note) => {
    const { world, prepare } = desk();
    world.onKey = () => told;
    expect((await prepare()).key).toEqual({ can_trade: null, can_withdraw: null, note });
    // What comes to be known after that counts at once.
    world.onKey = () => ({ ...GOOD, canWithdraw: true });
    await expect(prepare()).rejects.toThrow(codeOf('KEY_CAN_WITHDRAW'));
  });

  it('has to be answered: where nobody can be asked the account stays disarmed, and the venue says why', async () => {
    const { world, prepare } = desk();
    world.onKey = () => Promise.reject(new QtError('VENUE_UNREACHABLE', 'no answer'));
    await expect(prepare()).rejects.toThrow(codeOf('VENUE_UNREACHABLE'));
  });
});

describe('a key that may withdraw', () => {
  const withdraws = (): KeyReport => ({ ...GOOD, canWithdraw: true, note: 'this key can withdraw' });

  it('is refused with the way to acknowledge it, and taken once it was acknowledged by name', async () => {
    const { world, prepare, acknowledgements, audited, arming } = desk();
    world.onKey = withdraws;
    await expect(prepare()).rejects.toThrow(/qt arm real_a --acknowledge-withdrawals real_a --yes/);
    acknowledgements.acknowledge('real_a', ' real_a ', 'cli');
    const confirmation = await prepare();
    expect(confirmation.key).toEqual({ can_trade: true, can_withdraw: true, note: 'this key can withdraw' });
    expect(audited()).toEqual([{ kind: 'key_acknowledged', subject: 'real_a' }]);
    arming.arm(confirmation.confirmation_id, 'real_a', 'cli');
    arming.close();
  });

  it.each([
    ['real_a', 'real_b', 'CONFIRMATION_INVALID'],
    ['real_a', '', 'CONFIRMATION_INVALID'],
    ['real_a', 'REAL_A', 'CONFIRMATION_INVALID'],
    ['paper_a', 'paper_a', 'MODE_VIOLATION'],
    ['nobody', 'nobody', 'ACCOUNT_NOT_FOUND'],
  ])('is not acknowledged for %s by typing "%s": %s', async (name, typed, code) => {
    const { world, prepare, acknowledgements, audited } = desk();
    world.onKey = withdraws;
    expect(() => acknowledgements.acknowledge(name, typed, 'cli')).toThrow(codeOf(code));
    await expect(prepare()).rejects.toThrow(codeOf('KEY_CAN_WITHDRAW'));
    expect(audited()).toEqual([]);
  });

  it('stays acknowledged over a restart, for exactly this key at exactly this place', async () => {
    const db = tempJournal();
    const own = realAccount('real_a');
    const first = desk(own, db);
    first.world.onKey = withdraws;
    first.acknowledgements.acknowledge('real_a', 'real_a', 'desktop');

    const again = desk(own, db);
    again.world.onKey = withdraws;
    expect((await again.prepare()).key.can_withdraw).toBe(true);
    const anotherKey = { ...own.credentials, apiKey: new Secret('another') };
    const others: [RealAccount, string][] = [
      [{ ...own, credentials: anotherKey }, 'https://api.binance.com'],
      [{ ...own, apiUrl: 'https://proxy.test' }, 'https://proxy.test'],
      [{ ...own, testnet: true }, 'https://testnet.binance.vision'],
      [{ ...own, name: 'real_b' }, 'https://api.binance.com'],
    ];
    for (const [account, origin] of others) {
      const other = desk(account, db);
      other.world.onKey = withdraws;
      other.world.reached = [{ origin, simulated: false }];
      await expect(other.prepare()).rejects.toThrow(codeOf('KEY_CAN_WITHDRAW'));
    }
  });

  it('that cannot be acknowledged durably is not acknowledged', async () => {
    const { world, db, prepare, acknowledgements } = desk();
    world.onKey = withdraws;
    db.exec('PRAGMA query_only=ON');
    expect(() => acknowledgements.acknowledge('real_a', 'real_a', 'cli')).toThrow(/readonly/);
    await expect(prepare()).rejects.toThrow(codeOf('KEY_CAN_WITHDRAW'));
  });
});

describe('the place that an account claims', () => {
  const at = (origin: string, simulated = false): ReachedAddress => ({ origin, simulated });
  const okx = { exchange: 'okx' } as const;
  it.each<[string, Partial<RealAccount>, ReachedAddress[] | undefined]>([
    ['the exchange, where it is a testnet account', { testnet: true }, [at('https://api.binance.com')]],
    ['the testnet, where it is none', {}, [at('https://testnet.binance.vision')]],
    ['the exchange beside its replacement', { apiUrl: 'https://proxy.test' }, [at('https://proxy.test'), BINANCE]],
    ['another port of its replacement', { apiUrl: 'http://127.0.0.1:9' }, [at('http://127.0.0.1:10')]],
    ['OKX without the word for simulated trading', { ...okx, testnet: true }, [at('https://www.okx.com')]],
    ['OKX for simulated trading, where it is real', okx, [at('https://www.okx.com', true)]],
    ['Firi, where it is an account at Binance', {}, [at('https://api.firi.com')]],
    ['nobody', {}, []],
    ['who knows whom', {}, undefined],
  ])('is not believed where it asked %s', async (_words, change, reached) => {
    const { world, prepare } = desk(realAccount('real_a', change));
    world.reached = reached;
    await expect(prepare()).rejects.toThrow(codeOf('MODE_VIOLATION'));
  });

  it.each<[string, Partial<RealAccount>, ReachedAddress[]]>([
    ['Binance', {}, [BINANCE]],
    ['its testnet', { testnet: true }, [at('https://testnet.binance.vision')]],
    ['Binance swaps, key and all', { market: 'swap' }, [at('https://fapi.binance.com'), BINANCE]],
    ['their testnet', { market: 'swap', testnet: true }, [at('https://testnet.binancefuture.com')]],
    ['OKX', okx, [at('https://www.okx.com')]],
    ['its testnet', { ...okx, testnet: true }, [at('https://www.okx.com', true)]],
    ['Firi', { exchange: 'firi' }, [at('https://api.firi.com')]],
    ['a proxy with a path', { apiUrl: 'https://proxy.test/binance' }, [at('https://proxy.test')]],
  ])('is believed where all of it went to %s', async (_words, change, reached) => {
    const { world, prepare } = desk(realAccount('real_a', change));
    world.reached = reached;
    expect((await prepare()).account_name).toBe('real_a');
  });
});
