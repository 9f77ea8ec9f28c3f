import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountConfig } from '../../../electron/engine/accounts/account-config.ts';
import type { ProfitSource } from '../../../electron/engine/risk/risk-ports.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Flags } from '../../../shared/schema/flags.ts';
import type { Limits, RiskSettings } from '../../../shared/schema/limits.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { SignalInput } from '../../../shared/schema/signal.ts';
import { realAccount } from '../../support/accounts.ts';
import { tempJournal } from '../../support/temp-journal.ts';
import { BTC, deferred, filledReport, orderWorld, report } from '../orders/order-world.ts';

const NAME = 'main_binance';
const account = (value: string) => ({ value, unit: 'account' }) as const;
const usd = (value: string) => ({ value, unit: 'usd' }) as const;

/** An order path with limits on its account, and a count of what its venue is asked. */
function desk(
  options: {
    limits?: Limits;
    flags?: Flags;
    settings?: RiskSettings;
    profit?: ProfitSource;
    accounts?: AccountConfig[];
    world?: Parameters<typeof orderWorld>[0];
  } = {},
) {
  const { limits = {}, flags = {}, settings = {}, profit } = options;
  const set: { policy: RiskPolicy } = {
    policy: { ...NO_POLICY, limits: { [NAME]: limits }, accounts: { [NAME]: flags }, settings: { [NAME]: settings } },
  };
  const world = orderWorld({
    policy: () => set.policy,
    ...(profit && { profit }),
    ...(options.accounts && { accounts: options.accounts }),
    ...options.world,
  });
  onTestFinished(() => world.close());
  world.venue.free = { USDT: '1000000' };
  const asked: string[] = [];
  const { market, balances, positions } = world.venue;
  Object.assign(world.venue, {
    market: { ...market, ticker: async (symbol: string) => (asked.push(symbol), market.ticker(symbol)) },
    balances: async () => (asked.push('balances'), balances()),
    positions: async () => (asked.push('positions'), positions()),
  });
  return { ...world, set, asked };
}

const failed = ({ decision }: { decision: { checks: { code: string; ok: boolean }[] } }) =>
  decision.checks.filter(({ ok }) => !ok).map(({ code }) => code);
const codes = ({ decision }: { decision: { checks: { code: string }[] } }) => decision.checks.map(({ code }) => code);
const market = (change: Partial<SignalInput> = {}): Partial<SignalInput> => ({
  type: 'market',
  price: undefined,
  ...change,
});

describe('facts of limits', () => {
  it('an account without limits has the checks of before, and asks for nothing more', async () => {
    const plain = desk();
    const document = await plain.fire();
    expect(codes(document)).toEqual([
      'MODE_VIOLATION',
      'ACCOUNT_DISARMED',
      'OUTCOME_PENDING',
      'ACCOUNT_UNRECONCILED',
      'UNKNOWN_SYMBOL',
      'INVALID_PRICE',
      'INVALID_AMOUNT',
      'MIN_NOTIONAL',
      'INSUFFICIENT_FUNDS',
    ]);
    expect(plain.asked.filter((what) => what !== 'balances')).toEqual([]);
  });

  it('asks for nothing more where price and balance are fresh', async () => {
    const limits: Limits = {
      max_exposure: usd('1000000'),
      max_position_size: account('1000000'),
      max_order_size: account('1000000'),
      max_open_positions: 10,
      max_leverage: '5',
      price_band_percent: '5',
      min_free_balance: account('1'),
      max_orders_per_minute: 100,
    };
    const { fire, asked } = desk({ limits });
    expect(failed(await fire(market()))).toEqual([]);
    const first = asked.length;
    expect(failed(await fire(market()))).toEqual([]);
    expect(asked.slice(first)).toEqual([]);
  });

  it('previews and firings give the same list', async () => {
    const limits: Limits = { max_exposure: account('600'), max_orders_per_minute: 2, price_band_percent: '1' };
    const { fire, preview } = desk({ limits, flags: { symbols: ['BTC/*'], max_size: '1' } });
    for (const change of [{}, { amount: '0.02' }, market({ side: 'short', amount: '0.005' }), { price: '60000' }]) {
      const shown = await preview(change);
      const fired = await fire(change);
      expect(fired.decision.checks).toEqual(shown.decision.checks);
    }
  });

  it('counts what is on its way and what is unknown, at other symbols too', async () => {
    const { fire, venue } = desk({ limits: { max_exposure: account('1000') } });
    const answer = deferred<{ kind: 'unknown'; message: string }>();
    venue.onPlace = () => answer.promise;
    const first = fire();
    const second = fire({ symbol: 'ETH/USDT' });
    await expect.poll(() => venue.placed.length).toBe(2);
    expect(failed(await fire({ symbol: 'ETH/USDT', amount: '0.0001' }))).toEqual(['MAX_EXPOSURE']);
    answer.resolve({ kind: 'unknown', message: 'cut off' });
    await Promise.all([first, second]);
    expect(failed(await fire({ symbol: 'ETH/USDT', amount: '0.0001' }))).toEqual(['OUTCOME_PENDING', 'MAX_EXPOSURE']);
  });

  it('gives back what was certainly not placed', async () => {
    const { fire, venue } = desk({ limits: { max_exposure: account('500') } });
    venue.onPlace = () => ({ kind: 'refused', code: 'VENUE_REFUSED', message: 'no' });
    await fire();
    venue.onPlace = ({ amount }) => ({ kind: 'accepted', report: filledReport(amount) });
    expect(failed(await fire())).toEqual([]);
    expect(failed(await fire({ amount: '0.0001' }))).toEqual(['MAX_EXPOSURE']);
  });

  it('gives back what the commit did not write', async () => {
    const { fire, db } = desk({ limits: { max_exposure: account('500') } });
    db.exec("CREATE TRIGGER no_orders BEFORE INSERT ON orders BEGIN SELECT RAISE(ABORT, 'no'); END");
    await expect(fire()).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    db.exec('DROP TRIGGER no_orders');
    expect(failed(await fire())).toEqual([]);
  });

  it('a restart forgets neither what is open nor what is unknown, nor how many orders there were', async () => {
    const db = tempJournal();
    const before = desk({ world: { db } });
    before.venue.onPlace = () => ({ kind: 'accepted', report: report() });
    await before.fire();
    before.venue.onPlace = () => ({ kind: 'unknown', message: 'cut off' });
    await before.fire({ symbol: 'ETH/USDT' });
    before.venue.onLookup = ({ symbol }) =>
      symbol === 'BTC/USDT' ? { kind: 'found', report: report() } : { kind: 'ambiguous', message: 'two alike' };
    await before.close();
    before.clock.advance(1);

    const limits: Limits = { max_exposure: account('1499'), max_orders_per_minute: 2 };
    const after = desk({ limits, world: { db, clock: before.clock, venue: before.venue } });
    after.recover();
    const refused = await after.fire();
    expect(failed(refused)).toEqual(['MAX_EXPOSURE', 'MAX_ORDER_RATE']);
    expect(refused.error?.message).toContain('1500 USDT');
  });

  it('a missing price refuses what adds, says which, and lets a sale pass', async () => {
    const { fire, venue } = desk({ limits: { max_exposure: account('1000000') } });
    venue.free = { USDT: '1000', BTC: '1', JUNK: '5' };
    const refused = await fire();
    expect(refused.error).toMatchObject({ code: 'MAX_EXPOSURE', message: expect.stringContaining('price of JUNK') });
    expect(failed(await fire({ side: 'short' }))).toEqual([]);
  });

  it('looks again before it refuses for what is held', async () => {
    const { fire, venue, clock, asked } = desk({ limits: { max_exposure: account('700') } });
    venue.free = { USDT: '1000', BTC: '0.01' };
    expect(failed(await fire())).toEqual(['MAX_EXPOSURE']);
    venue.free = { USDT: '1000' };
    clock.advance(999);
    expect(failed(await fire())).toEqual(['MAX_EXPOSURE']);
    clock.advance(1);
    asked.length = 0;
    expect(failed(await fire())).toEqual([]);
    expect(asked.filter((what) => what === 'balances')).toHaveLength(1);
  });

  it('does not keep a sale waiting for figures that cannot hold it back', async () => {
    const never: ProfitSource = { of: () => new Promise(() => {}) };
    const { fire, venue, clock } = desk({
      limits: { max_daily_loss: account('1'), max_order_size: account('600') },
      profit: never,
    });
    venue.free = { USDT: '1000', BTC: '1' };
    const sale = fire({ side: 'short' });
    await clock.advanceAsync(1_000);
    const { decision } = await sale;
    expect(failed({ decision })).toEqual([]);
    expect(decision.checks.find(({ code }) => code === 'MAX_DAILY_LOSS')?.detail).toContain('reduces');
    expect(clock.pendingTimers()).toBeLessThan(10);
  });

  it('a limit that was set while the order was looked at refuses it', async () => {
    const { fire, venue, set } = desk();
    venue.onPrepare = () => {
      set.policy = { ...NO_POLICY, limits: { [NAME]: { max_exposure: account('1000000') } } };
      return null;
    };
    const refused = await fire();
    expect([failed(refused), venue.placed]).toEqual([['MAX_EXPOSURE'], []]);
    expect(refused.error?.message).toContain('not asked for in time');
  });

  it('counts orders of others at the venue', async () => {
    const { fire, venue, life } = desk({ limits: { max_exposure: account('999') } });
    venue.onOpenOrders = () => [
      {
        ...({ venueOrderId: 'x', clientOrderId: null, symbol: 'ETH/USDT', side: 'buy', type: 'limit' } as const),
        amount: '0.02',
        price: '1',
        filled: '0.01',
        createdAtMs: 1,
      },
    ];
    await life.reconcile(NAME);
    expect(failed(await fire())).toEqual(['MAX_EXPOSURE']);
  });

  it('holds swaps to their positions, read once for many orders', async () => {
    const swap = realAccount(NAME, { market: 'swap', leverage: '2', marginMode: 'isolated' });
    const symbol = 'BTC/USDT:USDT';
    const { fire, venue, asked, clock } = desk({
      accounts: [swap],
      limits: { max_exposure: account('1500') },
      flags: { long_only: true },
    });
    const { instruments } = venue.market;
    Object.assign(venue.market, {
      instruments: async () => new Map([...(await instruments()), [symbol, { ...BTC, symbol }]]),
    });
    const positions = [
      {
        symbol,
        side: 'long',
        amount: '0.01',
        entryPrice: '1',
        markPrice: '50000',
        leverage: '2',
        marginMode: 'isolated',
      },
    ] as const;
    venue.positions = async () => (asked.push('positions'), [...positions]);
    venue.onPlace = () => ({ kind: 'accepted', report: report() });
    expect(failed(await fire({ symbol }))).toEqual([]);
    expect(failed(await fire({ symbol, side: 'short' }))).toEqual([]);
    expect(failed(await fire({ symbol, side: 'short' }))).toEqual(['LONG_ONLY']);
    expect(asked.filter((what) => what === 'positions')).toHaveLength(1);
    clock.advance(30_000);
    expect(failed(await fire({ symbol, amount: '0.0101' }))).toEqual(['MAX_EXPOSURE']);
    expect(asked.filter((what) => what === 'positions').length).toBeGreaterThan(1);
    venue.positions = () => Promise.reject(new QtError('VENUE_ERROR', 'down'));
    clock.advance(30_000);
    const refused = await fire({ symbol });
    expect(refused.error).toMatchObject({ code: 'MAX_EXPOSURE', message: expect.stringContaining('down') });
  });

  it('counts in the account’s currency, and in dollars at its rate', async () => {
    const { fire } = desk({ limits: { max_exposure: usd('500'), max_order_size: usd('500') } });
    const { decision } = await fire();
    expect(failed({ decision })).toEqual([]);
    expect(decision.checks.find(({ code }) => code === 'MAX_EXPOSURE')?.figures).toEqual({
      used: '500',
      limit: '500',
      unit: 'USD',
    });
  });
});

describe('what an account is exposed to, without an order', () => {
  it('is what it holds and what its orders may buy, at the mark; dust is no position', async () => {
    const { fire, venue, exposures } = desk();
    venue.free = { USDT: '1000', BTC: '0.01', ETH: '0.00001' };
    venue.onPlace = () => ({ kind: 'accepted', report: report() });
    await fire({ amount: '0.005' });
    const { state, exposure } = await exposures.measure(NAME);
    expect(exposure).toMatchObject({
      total: { value: '750.5' },
      open: { value: '1' },
      positions: [
        { key: 'BTC', amount: '0.015', value: { value: '750' } },
        { key: 'ETH', amount: '0.00001', value: { value: '0.5' } },
      ],
    });
    expect(state).toMatchObject({ currency: 'USDT', equity: { value: '1500.5' }, usdRate: { value: '1' }, placed: 1 });
  });

  it('on swaps the profit that is not taken yet is part of what it is worth', async () => {
    const swap = realAccount(NAME, { market: 'swap', leverage: '3', marginMode: 'cross' });
    const { venue, exposures } = desk({ accounts: [swap] });
    venue.free = { USDT: '1000' };
    const position = { symbol: 'BTC/USDT:USDT', amount: '0.01', leverage: '3', marginMode: 'cross' } as const;
    venue.positions = async () => [{ ...position, side: 'short', entryPrice: '52000', markPrice: '50000' }];
    const { state, exposure } = await exposures.measure(NAME);
    expect(state).toMatchObject({ equity: { value: '1020' }, leverage: '3' });
    expect([exposure.total.value, exposure.open.value]).toEqual(['500', '1']);
  });

  it('is not guessed where a price is missing', async () => {
    const { venue, exposures } = desk();
    venue.free = { USDT: '1000', JUNK: '5' };
    const { state, exposure } = await exposures.measure(NAME);
    expect(exposure.total).toEqual({ value: null, why: expect.stringContaining('JUNK') });
    expect(state.equity.why).toContain('JUNK');
  });
});
