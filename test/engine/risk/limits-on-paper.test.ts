import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, gt, lt, lte, mul, sub } from '../../../shared/money/decimal.ts';
import type { CheckDocument } from '../../../shared/schema/decision.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import type { SimEngine } from '../sim-engine.ts';

const NAME = 'main_sim';
const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT', 'XRP/USDT'];
/** Units that are worth some 1000 USDT at most. */
const UNITS: Record<string, string> = { 'BTC/USDT': '0.014', 'ETH/USDT': '0.27', 'SOL/USDT': '5', 'XRP/USDT': '440' };
const money = (value: string) => ({ value, unit: 'account' }) as const;

/** What is held and may still be bought, by the paper ledger, at the lowest price of the moment. */
async function exposedOnPaper({ engine }: SimEngine): Promise<Record<string, string>> {
  const { balances } = await engine.accounts.balance(NAME);
  const { orders } = engine.orders.list({ limit: 200, before: null, account_name: NAME, status: 'open' });
  const values: Record<string, string> = {};
  for (const symbol of SYMBOLS) {
    const asset = symbol.split('/')[0] ?? '';
    const { bid } = await engine.market.ticker('sim', symbol);
    const held = balances?.find((balance) => balance.asset === asset)?.total ?? '0';
    const bought = orders
      .filter((order) => order.symbol === symbol && order.side === 'buy')
      .reduce((sum, { amount, filled }) => add(sum, sub(amount, filled)), '0');
    values[asset] = mul(add(held, bought), bid ?? '0');
  }
  return values;
}

const anySignal = fc
  .record({
    symbol: fc.constantFrom(...SYMBOLS),
    side: fc.constantFrom('long' as const, 'long' as const, 'short' as const),
    tenths: fc.integer({ min: 1, max: 60 }),
    percent: fc.constantFrom(null, -3, -1, 2),
  })
  .map((one) => ({ ...one, amount: mul(UNITS[one.symbol] ?? '0', String(one.tenths / 10)) }));

it(
  'no limit is ever exceeded at the paper venue, and a preview is the decision of the firing after it',
  { timeout: 120_000 },
  async () => {
    let placed = 0;
    const refused = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySignal, { minLength: 15, maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 3, max: 20 }),
        async (wishes, room, rate) => {
          const sim = await openSimEngine();
          const { engine } = sim;
          const start = await exposedOnPaper(sim);
          const before = Object.values(start).reduce(add, '0');
          const limits: Limits = {
            max_exposure: money(add(before, String(room * 1_000))),
            max_position_size: money('80000'),
            max_order_size: money('4000'),
            max_open_positions: 4,
            max_orders_per_minute: rate,
            min_free_balance: money('95000'),
            price_band_percent: '2.5',
          };
          engine.risk.change([{ kind: 'limits', account_name: NAME, set: limits }], null, 'cli');
          const signals: Signal[] = await Promise.all(
            wishes.map(async ({ symbol, side, amount, percent }) => {
              const { last } = await engine.market.ticker('sim', symbol);
              const price = percent === null ? undefined : mul(last ?? '0', String(1 + percent / 100));
              return signal({ symbol, side, amount, account_name: NAME, ...(price && { type: 'limit', price }) });
            }),
          );
          const [first, ...rest] = signals as [Signal, ...Signal[]];
          const shown = await engine.signals.preview(first);
          const fired = await engine.signals.fire(first, 'cli');
          expect(fired.decision.checks).toEqual(shown.decision.checks);
          const answers = [fired, ...(await Promise.all(rest.map((one) => engine.signals.fire(one, 'cli'))))];

          for (const { error, decision } of answers) {
            if (error) refused.add(error.code);
            else placed += 1;
            const lines = decision.checks.filter(({ figures }: CheckDocument) => figures !== undefined);
            expect(lines).toHaveLength(Object.keys(limits).length);
          }
          const exposed = await exposedOnPaper(sim);
          const total = Object.values(exposed).reduce(add, '0');
          expect([total, lte(total, limits.max_exposure?.value ?? '0')]).toEqual([total, true]);
          for (const value of Object.values(exposed)) expect(lt(value, '80000')).toBe(true);
          const { orders } = engine.orders.list({ limit: 200, before: null, account_name: NAME, status: null });
          expect(orders.length).toBeLessThanOrEqual(rate);
          const { balances } = await engine.accounts.balance(NAME);
          const free = balances?.find(({ asset }) => asset === 'USDT')?.free ?? '0';
          expect([free, gt(free, '94999.99')]).toEqual([free, true]);
          await engine.close();
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
    expect(placed).toBeGreaterThan(30);
    expect([...refused].sort()).toEqual(expect.arrayContaining(['MAX_EXPOSURE', 'MAX_ORDER_RATE', 'MAX_ORDER_SIZE']));
  },
);

it('the operator closes a position that signals may not touch, and nothing else gets past that', async () => {
  const { engine } = await openSimEngine();
  const flags = {
    symbols: ['XRP/*'],
    strategies: [],
    max_size: '0.001',
    valid_until: '2020-01-01T00:00:00Z',
    trading_hours: { time_zone: 'UTC', windows: [{ days: [7], from: '00:00', to: '00:01' }] },
  };
  const scope = { kind: 'owner', name: 'me' } as const;
  const limits = { max_exposure: money('1'), max_orders_per_minute: 0, max_order_size: money('1') };
  engine.risk.change(
    [
      { kind: 'flags', scope, set: flags },
      { kind: 'limits', account_name: NAME, set: limits },
    ],
    null,
    'cli',
  );
  const failed = (checks: readonly CheckDocument[]) => checks.filter(({ ok }) => !ok).map(({ code }) => code);
  const sale = await engine.signals.fire(signal({ side: 'short', amount: '1', account_name: NAME }), 'cli');
  expect(failed(sale.decision.checks)).toEqual([
    'STRATEGY_NOT_ALLOWED',
    'SYMBOL_NOT_ALLOWED',
    'MAX_ORDER_SIZE',
    'OUTSIDE_TRADING_HOURS',
    'OUTSIDE_VALIDITY',
    'MAX_ORDER_SIZE',
    'MAX_ORDER_RATE',
  ]);
  const closed = await engine.positions.close(NAME, 'BTC/USDT', 'cli');
  expect(closed.orders).toMatchObject([{ side: 'sell', status: 'filled', amount: '1' }]);
  engine.risk.change([{ kind: 'flags', scope, set: { enabled: false } }], null, 'cli');
  const refused = await engine.positions.close(NAME, 'ETH/USDT', 'cli');
  expect(refused.error?.code).toBe('ACCOUNT_DISABLED');
});
