import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { appRouter, createCaller } from '../../electron/api/router.ts';
import { codeOf } from '../../electron/api/trpc.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';

let reached: unknown[] = [];
/** Answers anything that is called on it, and remembers with what. */
const engine: Engine = new Proxy({} as Engine, {
  get: () =>
    new Proxy(() => {}, {
      get:
        () =>
        (...given: unknown[]) =>
          void (reached = given),
      apply: () => undefined,
    }),
});

type Call = (input: unknown) => Promise<unknown>;
const caller = createCaller({ engine, door: 'http' }) as unknown as Record<string, Record<string, Call>>;
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { inputs: ZodType[] } }>,
);
const withInput = procedures.filter(([, procedure]) => procedure._def.inputs.length > 0);

function calling(path: string): Call {
  const [room = '', name = ''] = path.split('.');
  return (input) => caller[room]![name]!(input);
}

async function outcome(path: string, input: unknown): Promise<string> {
  try {
    await calling(path)(input);
    return 'taken';
  } catch (error) {
    return error instanceof TRPCError ? codeOf(error.cause, error.code) : `threw ${String(error)}`;
  }
}

describe('every procedure with an input', () => {
  it.each(withInput.map(([path]) => path))(
    '%s takes what its schema takes, and refuses all else as INVALID_INPUT',
    async (path) => {
      const schema = withInput.find(([name]) => name === path)![1]._def.inputs[0]!;
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
          async (input) => {
            reached = [];
            const answer = await outcome(path, input);
            if (schema.safeParse(input).success) {
              expect(answer).toBe('taken');
            } else {
              refused += 1;
              expect(answer).toBe('INVALID_INPUT');
              expect(reached).toEqual([]);
            }
          },
        ),
        { numRuns: 200 },
      );
      expect(refused).toBeGreaterThan(100);
    },
  );

  it.each(withInput.map(([path]) => path))('%s refuses a field that it does not know', async (path) => {
    expect(await outcome(path, { surely_not_a_field: 1 })).toBe('INVALID_INPUT');
  });
});

const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '1' };

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
}

describe('inputs that must be refused', () => {
  it.each<[string, unknown]>([
    ['signals.fire', { ...BUY, amount: '-1' }],
    ['signals.fire', { ...BUY, amount: '0' }],
    ['signals.fire', { ...BUY, amount: '1e3' }],
    ['signals.fire', { ...BUY, amount: Number.NaN }],
    ['signals.fire', { ...BUY, amount: Number.POSITIVE_INFINITY }],
    ['signals.fire', { ...BUY, amount: 0.1 + 0.2 }],
    ['signals.fire', { ...BUY, quote_amount: '5' }],
    ['signals.fire', { symbol: 'BTC/USDT', side: 'long' }],
    ['signals.fire', { ...BUY, price: '5' }],
    ['signals.fire', { ...BUY, type: 'limit' }],
    ['signals.fire', { ...BUY, side: 'buy' }],
    ['signals.fire', { ...BUY, exchange: 'nyse' }],
    ['signals.fire', { ...BUY, id: '' }],
    ['signals.fire', { ...BUY, id: 'a'.repeat(129) }],
    ['signals.fire', { ...BUY, details: { big: 'x'.repeat(9_000) } }],
    ['signals.fire', { ...BUY, details: { list: [() => 1] } }],
    ['signals.fire', { ...BUY, leverage: 5 }],
    ['orders.list', { before: 'abc' }],
    ['orders.list', { before: '1 OR 1=1' }],
    ['orders.list', { before: '-1' }],
    ['orders.list', { limit: 0 }],
    ['orders.list', { limit: 1_001 }],
    ['orders.list', { status: "open' OR '1'='1" }],
    ['orders.page', { view: 'all' }],
    ['orders.page', { view: 'history', offset: -1 }],
    ['orders.page', { view: 'history', limit: 1_001 }],
    ['orders.page', { view: 'history', as_of: '1' }],
    ['orders.page', { view: 'history', sort: { by: 'price', direction: 'asc' } }],
    ['orders.page', { view: 'history', filters: { statuses: [] } }],
    ['orders.page', { view: 'history', filters: { strategy_ids: ["' OR 1=1"] } }],
    ['orders.page', { view: 'history', filters: { since: 'yesterday' } }],
    ['orders.today', { kind: 'all' }],
    ['signals.list', { before: 'NaN' }],
    ['signals.list', { source: 'other' }],
    ['log.query', { since: 'yesterday' }],
    ['log.query', { level: 'LOUD' }],
    ['log.query', { before_seq: 1.5 }],
    ['arming.prepare', { account_name: 'a', duration_ms: 59_999 }],
    ['arming.prepare', { account_name: 'a', duration_ms: 86_400_001 }],
    ['routing.change', { changes: [], base_revision: null }],
    ['routing.change', { changes: [{ map: 'account', strategy_id: 'a', value: '../x' }], base_revision: null }],
    ['routing.change', { changes: [{ map: 'account', strategy_id: 'a', value: 'x' }] }],
    ['orders.cancel', { id: '' }],
    ['orders.amend', { id: 'ord_1', price: '-1' }],
    ['orders.amend', { id: 'ord_1', amount: 0 }],
    ['orders.amend', { id: 'ord_1', side: 'sell' }],
    ['orders.cancelAll', { account_name: 'a/b' }],
    ['orders.cancelAll', { account_name: 'a', external: 'yes' }],
    ['positions.close', { account_name: 'a' }],
    ['positions.close', { account_name: 'a', symbol: 'BTC' }],
    ['accounts.get', { name: 'a/b' }],
  ])('%s %j', async (path, input) => {
    expect(await outcome(path, input)).toBe('INVALID_INPUT');
  });

  it('details are bad input, and no fault, however deep they are nested', async () => {
    for (const depth of [40, 5_000, 20_000]) {
      expect(await outcome('signals.fire', { ...BUY, details: { deep: nested(depth) } })).toBe('INVALID_INPUT');
    }
    expect(await outcome('signals.fire', { ...BUY, details: { deep: nested(20) } })).toBe('taken');
  });

  it('and what is taken arrives as its schema reads it, with the door that it came through', async () => {
    reached = [];
    expect(await outcome('signals.fire', { ...BUY, symbol: 'btc/usdt ', amount: 0.5, account_name: 'MAIN' })).toBe(
      'taken',
    );
    expect(reached).toEqual([
      { symbol: 'BTC/USDT', side: 'long', amount: '0.5', type: 'market', account_name: 'main' },
      'http',
      { shown: undefined },
    ]);
    expect(await outcome('orders.list', {})).toBe('taken');
    expect(reached).toEqual([{ limit: 200, before: null, account_name: null, status: null }]);
  });
});
