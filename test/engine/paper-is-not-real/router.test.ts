import { describe, expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { appRouter, createCaller } from '../../../electron/api/router.ts';
import type { ConfirmDesk } from '../../../electron/api/confirm-desk.ts';
import { asksOperator } from '../../../electron/api/confirm-gate.ts';
import { codeOf } from '../../../electron/api/trpc.ts';
import { TRPCError } from '@trpc/server';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Door, FireDocument } from '../../../shared/schema/order.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';

const DOORS: Door[] = ['desktop', 'page', 'cli', 'http'];
const KEYS = { apiKey: 'key-of-two-0123456789', apiSecret: 'secret-of-two-0123456789' };
const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '0.01' } as const;

/** A paper account with keys set, and a real one that is not armed, at one exchange. */
async function desk() {
  const venue = await startBinanceServer({
    accounts: [{ name: 'one', ...KEYS, balances: { USDT: '100000', BTC: '1' } }],
  });
  onTestFinished(() => venue.close());
  const env = Object.fromEntries(
    [
      ['PRETEND', 'paper'],
      ['GENUINE', 'real'],
    ].flatMap(([name, MODE]) =>
      Object.entries({
        EXCHANGE: 'binance',
        MODE,
        API_KEY: KEYS.apiKey,
        API_SECRET: KEYS.apiSecret,
        API_URL: venue.url,
      }).map(([field, value]) => [`QT_ACCOUNT_${name}_${field}`, value]),
    ),
  ) as Record<string, string>;
  const engine = await openEngine({ dataDir: tempDir(), env });
  onTestFinished(() => engine.close());
  return { venue, engine };
}

/** The operator's surface, gone over to the attacker: it says yes to everything. */
const yesMan = (): ConfirmDesk => ({
  minted: { armings: new Map(), releases: new Map() },
  ask: () => Promise.resolve({ yes: true, by: 'typed' }),
  withdraw: () => {},
  waiting: () => null,
  onChange: () => () => {},
  setTheme: () => {},
  read: () => null,
  answer: () => 'gone',
});

/** The code that a call was refused with, thrown or in its document. */
const refusal = async (call: Promise<unknown>): Promise<string> => {
  try {
    const answer = (await call) as { error?: { code: string } } | undefined;
    return answer?.error?.code ?? 'taken';
  } catch (error) {
    if (error instanceof TRPCError) return codeOf(error.cause, error.code);
    throw error;
  }
};

/** Every field that a schema knows, with the fields that it lies within. */
function fieldsOf(schema: z.core.$ZodType, within: readonly string[] = [], seen = new Set<unknown>()): string[][] {
  if (seen.has(schema)) return [];
  const def = (schema as unknown as { _zod: { def: Record<string, unknown> } })._zod.def;
  const inner = ['innerType', 'element', 'in', 'out', 'left', 'right', 'valueType', 'keyType']
    .map((key) => def[key])
    .concat(Array.isArray(def['options']) ? def['options'] : []);
  const visited = new Set([...seen, schema]);
  const shape = def['type'] === 'object' ? (def['shape'] as Record<string, z.core.$ZodType>) : {};
  return [
    ...Object.entries(shape).flatMap(([name, field]) => [
      [...within, name],
      ...fieldsOf(field, [...within, name], visited),
    ]),
    ...inner
      .filter((each) => typeof each === 'object' && each !== null && '_zod' in each)
      .flatMap((each) => fieldsOf(each as z.core.$ZodType, within, visited)),
  ];
}

describe('what a client can ask for', () => {
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { inputs: z.core.$ZodType[] } }>,
  );
  const fields = procedures.flatMap(([path, { _def }]) =>
    _def.inputs.flatMap((schema) => fieldsOf(schema).map((names) => `${path}: ${names.join('.')}`)),
  );

  it('names a mode or a network only in what a preview has shown, which refuses, and where trades are filtered', () => {
    expect(fields).toContain('signals.fire: account_name');
    const about = fields.filter((field) =>
      /: .*(mode|testnet|real|paper|live|sandbox|armed|credential|api_)/.test(field),
    );
    const shown = ['approvals.approve', 'groups.fireShown', 'signals.fireOverriding', 'signals.fireShown'];
    const expected = shown.flatMap((path) => [`${path}: shown.mode`, `${path}: shown.testnet`]);
    expect([...new Set(about)].sort()).toEqual([...expected, 'books.trades: mode'].sort());
  });
});

describe.each(DOORS)('through the door %s', (door) => {
  it('a paper account cannot be armed, its key not be acknowledged, and an order for it not be made a real one', async () => {
    const { venue, engine } = await desk();
    const api = createCaller({ engine, door, confirm: yesMan() });
    const hour = { account_name: 'pretend', duration_ms: 3_600_000 };
    expect(await refusal(api.arming.prepare(hour))).toBe('MODE_VIOLATION');
    expect(await refusal(api.arming.acknowledgeKey({ account_name: 'pretend', typed: 'pretend' }))).toBe(
      'MODE_VIOLATION',
    );
    expect(await refusal(api.arming.arm({ confirmation_id: 'cfm_made_up', typed: 'pretend' }))).toBe(
      'CONFIRMATION_INVALID',
    );

    // Not even by the confirmation of an account that is real.
    const genuine = await api.arming.prepare({ ...hour, account_name: 'genuine' });
    const armed = await refusal(api.arming.arm({ confirmation_id: genuine.confirmation_id, typed: 'pretend' }));
    // Behind a page the name is typed on the operator's own surface, so there it is the real account that is armed.
    expect(armed).toBe(asksOperator(door) ? 'taken' : 'CONFIRMATION_INVALID');
    expect((await api.arming.current()).armed.map((each) => each.account_name)).not.toContain('pretend');

    const signal = { ...BUY, account_name: 'pretend', details: { mode: 'real', testnet: false } };
    for (const extra of [{ mode: 'real' }, { testnet: false }, { armed: true }]) {
      expect(await refusal(api.signals.fire({ ...signal, ...extra }))).toBe('INVALID_INPUT');
    }
    const shown = { account_name: 'pretend', exchange: 'binance', mode: 'real', testnet: false } as const;
    expect(await refusal(api.signals.fireShown({ signal, shown }))).toBe('REVISION_CONFLICT');

    const fired: FireDocument = await api.signals.fire(signal);
    // At the doors of other programs it may wait for a yes; it never becomes another one by that.
    expect(fired.orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
    expect(venue.ledger('one').orders).toEqual([]);
    expect(venue.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('a disarmed real account places nothing, whatever is said of it', async () => {
    const { venue, engine } = await desk();
    const api = createCaller({ engine, door, confirm: yesMan() });
    const shown = { account_name: 'genuine', exchange: 'binance', mode: 'paper', testnet: true } as const;
    const signal = { ...BUY, account_name: 'genuine' };
    expect(await refusal(api.signals.fire(signal))).toBe('ACCOUNT_DISARMED');
    expect(await refusal(api.signals.fireShown({ signal, shown }))).toBe('REVISION_CONFLICT');
    const close = { account_name: 'genuine', symbol: 'BTC/USDT' };
    expect(await refusal(api.positions.close(close))).toBe('ACCOUNT_DISARMED');
    const mixed = {
      name: 'mixed',
      allocation: 'equal',
      members: [{ account_name: 'genuine' }, { account_name: 'pretend' }],
    };
    expect(await refusal(api.groups.set({ group: mixed as never, base_revision: null }))).toBe('GROUP_INVALID');
    expect(venue.ledger('one').orders).toEqual([]);
    expect(venue.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
