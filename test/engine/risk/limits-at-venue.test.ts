import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { div, gt, lte, max, mul } from '../../../shared/money/decimal.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceFuturesServer } from '../../venues/binance-futures-server.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import { BINANCE_MARKETS } from '../../venues/binance/markets.ts';
import { FUTURES_MARKETS } from '../../venues/binance-futures/markets.ts';
import type { Ledger, VenueHandle, VenueMarket } from '../../venues/venue-server.ts';
import { spotExposure, sum, swapExposure } from './venue-exposure.ts';
import type { Lowest } from './venue-exposure.ts';

/**
 * Signals, amends and cancels come at once, in random order, over several symbols and both sides, at a venue that is slow
 * and loses answers. Whatever comes of them: by the venue's own books no limit is exceeded at any moment.
 */
const NAME = 'ann';
const KEYS = { apiKey: 'key-of-ann-123456', apiSecret: 'secret-of-ann-123456' };
const DEEP = '100000.000';

/** Books so deep that a mark stays between the two prices. */
const deep = (markets: readonly VenueMarket[]): VenueMarket[] =>
  markets.map((market) => ({
    ...market,
    book: {
      bids: [[market.book?.bids[0]?.[0] ?? '1', DEEP]],
      asks: [[market.book?.asks[0]?.[0] ?? '1', DEEP]],
    },
  }));

interface Place {
  name: string;
  open: () => Promise<VenueHandle>;
  env: Record<string, string>;
  symbols: string[];
  lowest: Lowest;
  /** Units that are worth some 1000 USDT. */
  units: Record<string, string>;
  exposure: (ledger: Ledger, lowest: Lowest) => Record<string, string>;
}

const PLACES: Place[] = [
  {
    name: 'Binance spot',
    open: () =>
      startBinanceServer({
        accounts: [{ name: NAME, ...KEYS, balances: { USDT: '40000', BTC: '0.02', ETH: '0.3', LTC: '20' } }],
        markets: deep(BINANCE_MARKETS),
      }),
    env: {},
    symbols: ['BTC/USDT', 'ETH/USDT', 'LTC/BTC'],
    lowest: { BTC: '59990', ETH: '2999.5', LTC: '71.9' },
    units: { 'BTC/USDT': '0.0166', 'ETH/USDT': '0.333', 'LTC/BTC': '13.8' },
    exposure: spotExposure,
  },
  {
    name: 'Binance futures',
    open: () =>
      startBinanceFuturesServer({
        accounts: [{ name: NAME, ...KEYS, balances: { USDT: '40000' } }],
        markets: deep(FUTURES_MARKETS),
      }),
    env: { MARKET: 'swap' },
    symbols: ['BTC/USDT:USDT', 'ETH/USDT:USDT'],
    lowest: { BTC: '59990', ETH: '2999.5' },
    units: { 'BTC/USDT:USDT': '0.0166', 'ETH/USDT:USDT': '0.333' },
    exposure: swapExposure,
  },
];

const PRICES: Record<string, string> = { BTC: '60000', ETH: '3000', LTC: '0.001205' };

const step = fc.record({
  symbol: fc.nat(),
  side: fc.constantFrom('long' as const, 'long' as const, 'short' as const),
  tenths: fc.integer({ min: 1, max: 25 }),
  percent: fc.constantFrom(null, -2, -1, 1),
  reduceOnly: fc.boolean(),
  delayMs: fc.integer({ min: 0, max: 500 }),
  after: fc.constantFrom('nothing' as const, 'cancel' as const, 'amend' as const),
  fault: fc.oneof(
    { weight: 16, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant('delay' as const) },
    { weight: 1, arbitrary: fc.constant('drop_after' as const) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const scenario = fc.record({
  steps: fc.array(step, { minLength: 20, maxLength: 30 }),
  exposure: fc.integer({ min: 2, max: 12 }),
  position: fc.integer({ min: 2, max: 8 }),
  size: fc.integer({ min: 2, max: 4 }),
  open: fc.integer({ min: 2, max: 4 }),
  rate: fc.integer({ min: 8, max: 30 }),
  free: fc.integer({ min: 20, max: 38 }),
  latencyMs: fc.integer({ min: 0, max: 15 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

const thousands = (count: number): string => String(count * 1_000);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function limitsOf({ exposure, position, size, open, rate, free }: Scenario): Limits {
  const money = (count: number) => ({ value: thousands(count), unit: 'account' }) as const;
  return {
    max_exposure: money(exposure),
    max_position_size: money(position),
    max_order_size: money(size),
    max_open_positions: open,
    max_orders_per_minute: rate,
    min_free_balance: money(free),
    price_band_percent: '1.5',
  };
}

async function fireOne(one: Step, place: Place, engine: Engine, venue: VenueHandle): Promise<void> {
  await sleep(one.delayMs);
  if (one.fault)
    venue.faults.next('order.place', one.fault === 'delay' ? { kind: 'delay', ms: 25 } : { kind: one.fault });
  const symbol = place.symbols[one.symbol % place.symbols.length] ?? '';
  const amount = mul(place.units[symbol] ?? '0', String(one.tenths / 10));
  const base = symbol.split('/')[0] ?? '';
  const price = one.percent === null ? null : mul(PRICES[base] ?? '0', String(1 + one.percent / 100));
  const reduces = one.reduceOnly && place.env['MARKET'] === 'swap' && one.side === 'short';
  const signal = signalSchema.parse({
    ...{ symbol, side: one.side, amount, account_name: NAME },
    ...(price === null ? {} : { type: 'limit', price }),
    ...(reduces && { reduce_only: true }),
  });
  const fired = await engine.signals.fire(signal, 'cli', {});
  const [order] = fired.orders;
  if (order?.status !== 'open') return;
  // Refused, or too late for it, is as good an end as any.
  if (one.after === 'cancel') await engine.orders.cancel(order.id, 'cli').catch(() => undefined);
  if (one.after === 'amend') {
    const change = { amount: mul(order.amount, one.tenths > 12 ? '2' : '0.5') };
    await engine.orders.amend(order.id, change, 'cli').catch(() => undefined);
  }
}

/** How far the account ever was on its way to its cap, and what came of the signals. */
interface Seen {
  /** Of the cap, in percent. */
  most: number;
  placed: number;
  refused: Set<string>;
}

async function run(place: Place, each: Scenario): Promise<Seen> {
  const venue = await place.open();
  const given = {
    EXCHANGE: 'binance',
    MODE: 'real',
    API_KEY: KEYS.apiKey,
    API_SECRET: KEYS.apiSecret,
    API_URL: venue.url,
  };
  const fields = Object.entries({ ...given, ...place.env });
  const account = Object.fromEntries(fields.map(([field, value]) => [`QT_ACCOUNT_ANN_${field}`, value]));
  const env = { ...account, QT_STOP_AFTER_UNKNOWN: 'off', QT_STOP_AFTER_REFUSALS: 'off' };
  const engine = await openEngine({ dataDir: tempDir(), env });
  try {
    await arm(engine, NAME);
    const limits = limitsOf(each);
    engine.risk.change([{ kind: 'limits', account_name: NAME, set: limits }], null, 'cli');
    venue.setLatency(each.latencyMs);
    let most = '0';
    let running = true;
    const watching = (async () => {
      while (running) {
        most = max(most, expectWithin(limits, place, venue.ledger(NAME)));
        await sleep(2);
      }
    })();
    await Promise.all(each.steps.map((one) => fireOne(one, place, engine, venue)));
    running = false;
    await watching;
    most = max(most, expectWithin(limits, place, venue.ledger(NAME)));
    const { rows } = engine.signals.list({ limit: 100, before: null, source: null, account_name: null });
    const refused = new Set(rows.flatMap(({ error }) => (error ? [error.code] : [])));
    const cap = limits.max_exposure?.value ?? '1';
    return {
      most: Number(div(mul(most, '100'), cap, { places: 0 })),
      placed: venue.ledger(NAME).orders.length,
      refused,
    };
  } finally {
    await engine.close();
    await venue.close();
  }
}

/** Answers with the exposure. */
function expectWithin(limits: Limits, place: Place, ledger: Ledger): string {
  const exposed = place.exposure(ledger, place.lowest);
  const total = sum(exposed);
  const within = (value: string, name: 'max_exposure' | 'max_position_size' | 'max_order_size'): void =>
    expect([name, value, lte(value, limits[name]?.value ?? '0')]).toEqual([name, value, true]);
  // What the account held when the limits were set may be more than they allow; nothing is added to it then.
  const started = place.env['MARKET'] === 'swap' ? '0' : '3600';
  if (gt(total, started)) within(total, 'max_exposure');
  for (const value of Object.values(exposed)) if (gt(value, started)) within(value, 'max_position_size');
  for (const { market, amount } of ledger.orders) {
    const base = market.replace(/USDT$|BTC$/, '') || 'BTC';
    within(mul(amount, place.lowest[base] ?? '0'), 'max_order_size');
  }
  expect(ledger.orders.length).toBeLessThanOrEqual(limits.max_orders_per_minute ?? 0);
  return total;
}

it.each(PLACES)('no limit is ever exceeded at $name', { timeout: 300_000 }, async (place) => {
  const all: Seen[] = [];
  await fc.assert(
    fc.asyncProperty(scenario, async (each) => {
      all.push(await run(place, each));
    }),
    { numRuns: 6, endOnFailure: true },
  );
  // It was about something: orders were placed, several limits were met, and room was used.
  expect(all.reduce((placed, one) => placed + one.placed, 0)).toBeGreaterThan(20);
  expect(new Set(all.flatMap(({ refused }) => [...refused])).size).toBeGreaterThan(3);
  expect(Math.max(...all.map(({ most }) => most))).toBeGreaterThan(60);
});
