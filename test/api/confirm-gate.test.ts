import { describe, expect, it } from 'vitest';
import type { ConfirmDesk, Said } from '../../electron/api/confirm-desk.ts';
import { appRouter, createCaller } from '../../electron/api/router.ts';
import { codeOf } from '../../electron/api/trpc.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import type { AccountDocument } from '../../shared/schema/account.ts';
import type { ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import type { PreviewDocument } from '../../shared/schema/decision.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Door } from '../../shared/schema/order.ts';
import { TRPCError } from '@trpc/server';
import { ACCOUNT, order } from '../server/fake-engine.ts';

type Kind = 'real' | 'testnet' | 'paper';
const flagsOf = (kind: Kind) => ({ mode: kind === 'paper' ? 'paper' : 'real', testnet: kind === 'testnet' }) as const;

interface World {
  kind: Kind;
  door: Door;
  said?: Said | QtError | 'no desk';
  preview?: Partial<PreviewDocument>;
  recordFails?: boolean;
  /** Of the one leg that was fired to a group. */
  retryable?: boolean;
}

/** An engine of one account, that remembers what it was told to do; and a desk that answers what the test says. */
function world({
  kind,
  door,
  said = { yes: true, by: 'hold' },
  preview = {},
  recordFails = false,
  retryable = true,
}: World) {
  const { mode, testnet } = flagsOf(kind);
  const account: AccountDocument = { ...ACCOUNT, name: 'acc', exchange: 'binance', mode, testnet, owner: 'friend_1' };
  const did: unknown[][] = [];
  const asked: ConfirmQuestion[] = [];
  const note =
    <T>(name: string, answer: T) =>
    (...given: unknown[]): T => {
      did.push([name, ...given]);
      return answer;
    };
  const decision = {
    exchange: 'binance',
    exchange_source: 'default',
    account_name: 'acc',
    account_source: 'default',
    mode,
    testnet,
    trace: [],
    checks: [{ code: 'MAX_EXPOSURE', ok: true, detail: '', figures: { used: '900', limit: '1000', unit: 'USDT' } }],
  } as const;
  const planned = {
    account_name: 'acc',
    exchange: 'binance',
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'market',
    time_in_force: null,
    post_only: false,
    reduce_only: false,
    amount: '0.5',
    price: null,
    reference_price: '60000',
    notional: '30000',
    base: 'BTC',
    quote: 'USDT',
    note: null,
  } as const;
  const leg = { account_name: 'acc', mode, testnet, owner: 'friend_1', error: null, order: planned, retryable };
  const group = { group: 'both', revision: 7, mode, testnet, symbol: 'BTC/USDT', side: 'long', placeable: 1 };
  const engine = {
    accounts: { list: () => [account], get: () => account },
    signals: {
      preview: () => Promise.resolve({ decision, order: planned, error: null, ...preview }),
      fire: note('signals.fire', Promise.resolve({ signal_id: 's' })),
    },
    groups: {
      preview: () =>
        Promise.resolve({ ...group, legs: [leg], placed_amount: '0.5', placed_notional: '30000', error: null }),
      fire: note('groups.fire', Promise.resolve({ signal_id: 's' })),
      firing: () => ({ legs: [{ ...leg, attempt: 1, amount: '0.5', quote_amount: null }], group: { name: 'both' } }),
      retry: note('groups.retry', Promise.resolve({})),
    },
    orders: {
      get: () => ({ order: { ...order('open'), account_name: 'acc', mode, testnet, price: '50000' } }),
      amend: note('orders.amend', Promise.resolve({})),
    },
    positions: {
      list: () =>
        Promise.resolve([
          {
            ...leg,
            symbol: 'BTC/USDT',
            side: 'long',
            amount: '1',
            market: 'spot',
            exchange: 'binance',
            mark_price: null,
          },
        ]),
      close: note('positions.close', Promise.resolve({})),
    },
    approvals: {
      get: () => ({ signal: { symbol: 'BTC/USDT', side: 'long', amount: '0.5', type: 'market' } }),
      approve: note('approvals.approve', Promise.resolve({})),
    },
    arming: {
      prepare: () =>
        Promise.resolve({
          confirmation_id: 'cfm_1',
          account_name: 'acc',
          duration_ms: 900_000,
          phrase: 'acc',
          expires_at: '',
          key: { can_trade: true, can_withdraw: false, note: 'may trade' },
        }),
      arm: note('arming.arm', {}),
      acknowledgeKey: note('arming.acknowledgeKey', undefined),
      disarm: note('arming.disarm', {}),
    },
    stops: {
      current: () => ({ stops: [{ id: 'stp_1', cause: 'automatic', code: 'MODE_CHANGED', reason: 'paper to real' }] }),
      kill: note('stops.kill', {}),
      prepareRelease: () => ({
        confirmation_id: 'cfm_2',
        scope: { kind: 'account', name: 'acc' },
        stops: ['stp_1'],
        phrase: 'acc',
        expires_at: '',
      }),
      release: note('stops.release', {}),
    },
    confirmations: {
      record: (...given: unknown[]) => {
        if (recordFails) throw new QtError('JOURNAL_UNAVAILABLE');
        did.push(['record', ...given]);
      },
    },
  } as unknown as Engine;
  const desk = {
    minted: { armings: new Map(), releases: new Map() },
    ask: (question: ConfirmQuestion) => {
      asked.push(question);
      did.push(['ask']);
      return said instanceof QtError ? Promise.reject(said) : Promise.resolve(said);
    },
  } as unknown as ConfirmDesk;
  const caller = createCaller({ engine, door, confirm: said === 'no desk' ? undefined : desk });
  return { caller, did, asked, engine };
}

const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '0.5' } as const;
const SHOWN = (kind: Kind) => ({ account_name: 'acc', exchange: 'binance', ...flagsOf(kind) }) as const;
type Caller = ReturnType<typeof createCaller>;

/** Every procedure that spends or endangers real money: how it is called, and what the engine is then told. */
const ORDERS: [
  path: string,
  call: (caller: Caller, kind: Kind) => Promise<unknown>,
  does: (kind: Kind, door: Door) => unknown[],
][] = [
  [
    'signals.fire',
    (c) => c.signals.fire(BUY),
    (kind, door) => ['signals.fire', { ...BUY, type: 'market' }, door, { shown: SHOWN(kind) }],
  ],
  [
    'signals.fireShown',
    (c, kind) => c.signals.fireShown({ signal: BUY, shown: SHOWN(kind) }),
    (kind, door) => ['signals.fire', { ...BUY, type: 'market' }, door, { shown: SHOWN(kind) }],
  ],
  [
    'signals.fireOverriding',
    (c) => c.signals.fireOverriding({ signal: BUY }),
    (kind, door) => ['signals.fire', { ...BUY, type: 'market' }, door, { shown: SHOWN(kind), override_pending: true }],
  ],
  [
    'groups.fire',
    (c) => c.groups.fire({ ...BUY, group: 'both' }),
    (kind, door) => ['groups.fire', { ...BUY, type: 'market', group: 'both' }, door, { revision: 7, ...flagsOf(kind) }],
  ],
  [
    'groups.fireShown',
    (c, kind) => c.groups.fireShown({ signal: { ...BUY, group: 'both' }, shown: { revision: 7, ...flagsOf(kind) } }),
    (kind, door) => ['groups.fire', { ...BUY, type: 'market', group: 'both' }, door, { revision: 7, ...flagsOf(kind) }],
  ],
  [
    'groups.retry',
    (c) => c.groups.retry({ signal_id: 's' }),
    (kind, door) => ['groups.retry', 's', door, ...(kind === 'real' ? [[{ account_name: 'acc', attempt: 1 }]] : [])],
  ],
  [
    'positions.close',
    (c) => c.positions.close({ account_name: 'acc', symbol: 'BTC/USDT' }),
    (_kind, door) => ['positions.close', 'acc', 'BTC/USDT', door],
  ],
  [
    'orders.amend',
    (c) => c.orders.amend({ id: 'ord_1', price: '51000' }),
    (_kind, door) => ['orders.amend', 'ord_1', { price: '51000' }, door],
  ],
  [
    'approvals.approve',
    (c) => c.approvals.approve({ id: 'apr_1' }),
    (kind, door) => ['approvals.approve', 'apr_1', door, SHOWN(kind)],
  ],
];

/** What is asked for in every mode, by typing. */
const SAFETY: [path: string, call: (caller: Caller) => Promise<unknown>, does: (door: Door) => unknown[]][] = [
  [
    'arming.arm',
    async (c) => {
      const { confirmation_id } = await c.arming.prepare({ account_name: 'acc', duration_ms: 900_000 });
      return c.arming.arm({ confirmation_id, typed: '' });
    },
    (door) => ['arming.arm', 'cfm_1', 'acc', door],
  ],
  [
    'arming.acknowledgeKey',
    (c) => c.arming.acknowledgeKey({ account_name: 'acc', typed: '' }),
    (door) => ['arming.acknowledgeKey', 'acc', 'acc', door],
  ],
  [
    'stops.release',
    async (c) => {
      const { confirmation_id } = await c.stops.prepareRelease({ scope: { kind: 'account', name: 'acc' } });
      return c.stops.release({ confirmation_id, typed: '' });
    },
    (door) => ['stops.release', 'cfm_2', 'acc', door],
  ],
];

const DOORS = ['desktop', 'page'] as const;
const NO: Said = { yes: false, also: null };

async function codeOfCall(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    return error instanceof TRPCError ? codeOf(error.cause, error.code) : String(error);
  }
}

describe('every call that changes something', () => {
  it('either asks the operator, or is one of those that need not', () => {
    const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
    const mutations = Object.entries(procedures).flatMap(([path, { _def }]) =>
      _def.type === 'mutation' ? [path] : [],
    );
    const asking = [...ORDERS, ...SAFETY].map(([path]) => path);
    const free = [
      // Questions, and readings.
      'accounts.test',
      'accounts.balance',
      'arming.prepare',
      'stops.prepareRelease',
      'orders.reconcile',
      'system.login',
      'confirmations.appearance',
      'history.start',
      'history.pause',
      'safekeeping.backUp',
      // The safe direction.
      'arming.disarm',
      'approvals.decline',
      'confirmations.withdraw',
      'orders.cancel',
      'orders.cancelAll',
      'orders.cancelExternal',
      // Stops at once; asks for the flattening alone.
      'stops.kill',
      // Where signals go and what is allowed: what they fire at real money is asked about then, or comes by other doors.
      'failover.change',
      'groups.set',
      'groups.remove',
      'risk.change',
      'routing.change',
      'routing.undo',
      // The word on an unknown order sends nothing.
      'orders.resolve',
    ];
    expect(mutations.toSorted()).toEqual([...asking, ...free].toSorted());
  });
});

describe.each(DOORS)('behind the door %s', (door) => {
  it.each(ORDERS)(
    '%s with real money runs after a yes, exactly as asked, and is kept in the audit first',
    async (_path, call, does) => {
      const { caller, did, asked } = world({ kind: 'real', door });
      await call(caller, 'real');
      expect(did.map(([name]) => name)).toEqual(['ask', 'record', does('real', door)[0]]);
      expect(did[2]).toEqual(does('real', door));
      expect(did[1]).toEqual(['record', expect.objectContaining({ by: 'hold', sentence: asked[0]?.sentence }), door]);
      expect(asked[0]).toMatchObject({ mode: 'real', testnet: false, way: 'hold', money: 'This is friend_1’s money' });
    },
  );

  it.each(ORDERS)(
    '%s with real money does nothing after a no, and nothing where nobody can be asked',
    async (_path, call) => {
      for (const [said, code] of [
        [NO, 'CONFIRMATION_DECLINED'],
        [new QtError('CONFIRMATION_DECLINED'), 'CONFIRMATION_DECLINED'],
        ['no desk', 'CONFIRMATION_UNAVAILABLE'],
      ] as const) {
        const { caller, did } = world({ kind: 'real', door, said });
        expect(await codeOfCall(call(caller, 'real'))).toBe(code);
        expect(did.filter(([name]) => name !== 'ask')).toEqual([]);
      }
    },
  );

  it.each(ORDERS)('%s is not done where the yes cannot be kept', async (_path, call) => {
    const { caller, did } = world({ kind: 'real', door, recordFails: true });
    expect(await codeOfCall(call(caller, 'real'))).toBe('JOURNAL_UNAVAILABLE');
    expect(did).toEqual([['ask']]);
  });

  it.each(ORDERS)('%s on paper and on a testnet asks nobody, and goes nowhere else', async (_path, call, does) => {
    for (const kind of ['paper', 'testnet'] as const) {
      const { caller, did } = world({ kind, door, said: NO });
      await call(caller, kind);
      expect(did).toEqual([does(kind, door)]);
    }
  });

  it.each(SAFETY)(
    '%s asks for typed words in every mode, and what the page says was typed counts for nothing',
    async (_path, call, does) => {
      for (const kind of ['real', 'testnet', 'paper'] as const) {
        const yes = world({ kind, door, said: { yes: true, by: 'typed' } });
        await call(yes.caller);
        expect(yes.did.map(([name]) => name)).toEqual(['ask', 'record', does(door)[0]]);
        expect(yes.did[2]).toEqual(does(door));
        expect(yes.asked[0]).toMatchObject({ way: 'typed', phrase: 'acc' });
        const no = world({ kind, door, said: NO });
        expect(await codeOfCall(call(no.caller))).toBe('CONFIRMATION_DECLINED');
        expect(no.did).toEqual([['ask']]);
        const alone = world({ kind, door, said: 'no desk' });
        expect(await codeOfCall(call(alone.caller))).toMatch(/^CONFIRMATION_(UNAVAILABLE|INVALID)$/);
        expect(alone.did).toEqual([]);
      }
    },
  );

  it('what passes for paper is held to it, and is asked about where it is real', async () => {
    const lying = world({ kind: 'real', door, said: NO });
    await lying.caller.signals.fireShown({ signal: BUY, shown: SHOWN('paper') });
    // The engine gets the lie as the condition: a route that is real does not meet it.
    expect(lying.did).toEqual([['signals.fire', { ...BUY, type: 'market' }, door, { shown: SHOWN('paper') }]]);
    const other = world({ kind: 'real', door });
    const shown = { ...SHOWN('real'), account_name: 'another' };
    expect(await codeOfCall(other.caller.signals.fireShown({ signal: BUY, shown }))).toBe('REVISION_CONFLICT');
    expect(other.did).toEqual([]);
  });

  it('what a preview refuses, or cannot route, is refused without a question', async () => {
    const error = { code: 'ACCOUNT_DISARMED', message: 'disarmed' } as const;
    const refused = world({ kind: 'real', door, preview: { error } });
    expect(await codeOfCall(refused.caller.signals.fire(BUY))).toBe('ACCOUNT_DISARMED');
    const decision = { account_name: null, exchange: null, mode: null, testnet: false } as never;
    const nowhere = world({
      kind: 'paper',
      door,
      preview: { decision, error: { code: 'NO_DEFAULT_ACCOUNT', message: '' } },
    });
    expect(await codeOfCall(nowhere.caller.signals.fire(BUY))).toBe('NO_DEFAULT_ACCOUNT');
    expect([refused.did, nowhere.did]).toEqual([[], []]);
  });

  it('a retry of which no leg can be tried again is refused without a question', async () => {
    const { caller, did } = world({ kind: 'real', door, retryable: false });
    expect(await codeOfCall(caller.groups.retry({ signal_id: 's' }))).toBe('REVISION_CONFLICT');
    expect(did).toEqual([]);
  });

  it('a confirmation that the engine never gave to this page arms nothing', async () => {
    const { caller, did } = world({ kind: 'real', door });
    expect(await codeOfCall(caller.arming.arm({ confirmation_id: 'cfm_1', typed: 'acc' }))).toBe(
      'CONFIRMATION_INVALID',
    );
    const { confirmation_id } = await caller.arming.prepare({ account_name: 'acc', duration_ms: 900_000 });
    await caller.arming.arm({ confirmation_id, typed: 'acc' });
    expect(await codeOfCall(caller.arming.arm({ confirmation_id, typed: 'acc' }))).toBe('CONFIRMATION_INVALID');
    expect(did.filter(([name]) => name === 'arming.arm')).toHaveLength(1);
  });

  it('a kill is in effect before its flattening is asked about, and stays so after a no', async () => {
    const scope = { kind: 'account', name: 'acc' } as const;
    const no = world({ kind: 'real', door, said: NO });
    expect(await codeOfCall(no.caller.stops.kill({ scope, flatten: true }))).toBe('CONFIRMATION_DECLINED');
    expect(no.did).toEqual([['stops.kill', { scope, cancel: true, flatten: false }, door], ['ask']]);
    const yes = world({ kind: 'real', door });
    await yes.caller.stops.kill({ scope, flatten: true });
    expect(yes.did.map(([name]) => name)).toEqual(['stops.kill', 'ask', 'record', 'stops.kill']);
    expect(yes.did[3]).toEqual(['stops.kill', { scope, flatten: true }, door]);
    for (const free of [world({ kind: 'real', door }), world({ kind: 'testnet', door })]) {
      await free.caller.stops.kill({ scope, cancel: true });
      expect(free.did.map(([name]) => name)).toEqual(['stops.kill']);
    }
  });

  it('a no can disarm or kill, and is a no all the same', async () => {
    for (const [also, name] of [
      ['disarm', 'arming.disarm'],
      ['kill', 'stops.kill'],
    ] as const) {
      const { caller, did } = world({ kind: 'real', door, said: { yes: false, also } });
      expect(await codeOfCall(caller.signals.fire(BUY))).toBe('CONFIRMATION_DECLINED');
      expect(did.map(([each]) => each)).toEqual(['ask', name]);
    }
  });
});

describe.each(['cli', 'http'] as const)('behind the door %s', (door) => {
  it.each(ORDERS)('%s asks nobody: the door itself is the authority', async (_path, call) => {
    const { caller, did } = world({ kind: 'real', door, said: NO });
    await call(caller, 'real');
    expect(did.map(([name]) => name)).not.toContain('ask');
    expect(did).toHaveLength(1);
  });
});
