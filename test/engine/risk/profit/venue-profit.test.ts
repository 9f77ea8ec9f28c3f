import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openEngine } from '../../../../electron/engine/engine.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { markPrice } from '../../../../electron/engine/risk/marks.ts';
import { add, mul, sub } from '../../../../shared/money/decimal.ts';
import { signalSchema } from '../../../../shared/schema/signal.ts';
import type { AccountRiskDocument } from '../../../../shared/schema/risk.ts';
import type { SignalInput } from '../../../../shared/schema/signal.ts';
import { arm } from '../../../support/arm.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import { startBinanceFuturesServer } from '../../../venues/binance-futures-server.ts';
import { startFiriServer } from '../../../venues/firi-server.ts';
import type { VenueHandle } from '../../../venues/venue-server.ts';
import { gaugeOf, limits, measured } from './profit-world.ts';

const KEYS = { apiKey: 'key-of-live-1234567890', apiSecret: 'secret-of-live-1234567890' };
const NAME = 'live';
/** The price feed has read again by then. */
const MARK_MS = 3_100;
const WAIT = { timeout: 15_000, interval: 200 };
const DAILY = { max_daily_loss: { value: '5', unit: 'percent' }, max_drawdown: { value: '10', unit: 'percent' } };

function env(server: VenueHandle, change: Record<string, string> = {}): Record<string, string> {
  const fields = {
    EXCHANGE: 'binance',
    MODE: 'real',
    API_KEY: KEYS.apiKey,
    API_SECRET: KEYS.apiSecret,
    API_URL: server.url,
    ...change,
  };
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_LIVE_${field}`, value]));
}

async function open(dataDir: string, server: VenueHandle, change: Record<string, string> = {}): Promise<Engine> {
  const engine = await openEngine({ dataDir, env: env(server, change) });
  onTestFinished(() => engine.close());
  await arm(engine, NAME);
  return engine;
}

const fire = (engine: Engine, change: Partial<SignalInput>) =>
  engine.signals.fire(
    signalSchema.parse({ account_name: NAME, symbol: 'BTC/USDT', side: 'long', amount: '0.1', ...change }),
    'cli',
  );
/** A cent wide, around a price. */
const around = (price: string) => ({
  bids: [[sub(price, '0.01'), '100'] as const],
  asks: [[add(price, '0.01'), '100'] as const],
});

/** An account, measured at a mark that stood still meanwhile. */
async function atMark(engine: Engine, symbol = 'BTC/USDT'): Promise<{ mark: string; risk: AccountRiskDocument }> {
  for (;;) {
    const before = markPrice(await engine.market.ticker('binance', symbol));
    const risk = await measured(engine, NAME);
    const after = markPrice(await engine.market.ticker('binance', symbol));
    if (before !== null && before === after) return { mark: before, risk };
  }
}

describe('the profit of a real account', () => {
  it(
    'is what the exchange itself has booked, over fills, foreign trades and a restart',
    { timeout: 60_000 },
    async () => {
      const server = await startBinanceServer({
        accounts: [{ name: NAME, ...KEYS, balances: { USDT: '100000', BTC: '2' } }],
      });
      onTestFinished(() => server.close());
      /** What the exchange holds for the account, in dollars. */
      const worth = (mark: string): string => {
        const { USDT, BTC } = server.ledger(NAME).balances;
        return add(USDT?.free ?? '', mul(BTC?.free ?? '', mark));
      };
      server.setBook('BTCUSDT', around('50000'));
      const dir = tempDir();
      const first = await open(dir, server);
      first.risk.change(limits(NAME, DAILY), null, 'cli');
      expect((await measured(first, NAME)).day).toMatchObject({ profit: '0', opening_equity: '200000' });

      server.setBook('BTCUSDT', around('50500'));
      const [order] = (await fire(first, { amount: '0.5' })).orders;
      expect(order).toMatchObject({ status: 'filled', average: '50500.01' });
      const { mark: dear, risk: bought } = await atMark(first);
      expect(bought.day).toMatchObject({ equity: worth(dear), profit: sub(worth(dear), '200000') });
      expect(Number(bought.day?.profit)).toBeCloseTo(1_000 - 0.0005 * 50_500, 0);

      // Its owner sells a bitcoin on the exchange's own site, far too cheap: that is nothing that the console lost.
      server.setBook('BTCUSDT', around('50000'));
      server.placeOutside(NAME, { market: 'BTCUSDT', side: 'sell', price: '49000', amount: '1' });
      expect(server.ledger(NAME).balances['BTC']?.free).toBe('1.4995');
      await first.accounts.balance(NAME);
      const { mark: cheap, risk: foreign } = await atMark(first);
      const moved = mul('2.4995', sub(cheap, dear));
      expect(foreign.day).toMatchObject({ profit: add(bought.day?.profit ?? '', moved), equity: worth(cheap) });
      await first.close();

      server.setBook('BTCUSDT', around('49000'));
      const engine = await open(dir, server);
      const [sold] = (await fire(engine, { side: 'short', amount: '0.4995' })).orders;
      expect(sold?.status).toBe('filled');
      await sleep(MARK_MS);
      await engine.accounts.balance(NAME);
      const { mark: last, risk: after } = await atMark(engine);
      const lost = sub(worth(last), foreign.day?.equity ?? '');
      expect(Number(lost)).toBeLessThan(-1_000);
      expect(after.day).toMatchObject({ profit: add(foreign.day?.profit ?? '', lost), equity: worth(last) });
      expect(after.day).toMatchObject({ opened_at: bought.day?.opened_at, opening_equity: '200000' });
      expect(gaugeOf(after, 'max_daily_loss')).toMatchObject({ state: 'ok', unit: '%' });
      expect(gaugeOf(after, 'max_drawdown')?.percent).toBeGreaterThan(10);
    },
  );

  it('cannot be told while prices cannot be read, and can be told again', { timeout: 60_000 }, async () => {
    const server = await startBinanceServer({
      accounts: [{ name: NAME, ...KEYS, balances: { USDT: '1000', ETH: '1' } }],
    });
    onTestFinished(() => server.close());
    const engine = await open(tempDir(), server);
    server.faults.always(({ path }) => path.includes('ticker'), { kind: 'drop_before' });
    engine.risk.change(limits(NAME, DAILY), null, 'cli');
    const unknown = await measured(engine, NAME);
    expect(gaugeOf(unknown, 'max_daily_loss')).toMatchObject({ state: 'unknown', used: null, percent: null });
    expect(gaugeOf(unknown, 'max_daily_loss')?.detail).toContain('ETH/USDT');
    const { orders, decision } = await fire(engine, {
      symbol: 'ETH/USDT',
      type: 'limit',
      price: '2000',
      amount: '0.1',
    });
    expect(orders).toEqual([]);
    expect(decision.checks.find(({ code }) => code === 'MAX_DAILY_LOSS')).toMatchObject({ ok: false });

    server.faults.clear();
    await sleep(2_500);
    expect(gaugeOf(await measured(engine, NAME), 'max_daily_loss')).toMatchObject({ state: 'ok', used: '0' });
  });

  it('of a swap goes with its position, through a flip', { timeout: 60_000 }, async () => {
    const server = await startBinanceFuturesServer({
      accounts: [{ name: NAME, ...KEYS, balances: { USDT: '100000' } }],
    });
    onTestFinished(() => server.close());
    server.setBook('BTCUSDT', around('50000'));
    const SYMBOL = 'BTC/USDT:USDT';
    const engine = await open(tempDir(), server, { MARKET: 'swap', LEVERAGE: '5' });
    engine.risk.change(limits(NAME, DAILY), null, 'cli');
    expect((await measured(engine, NAME)).day?.opening_equity).toBe('100000');

    const trades = () => server.ledger(NAME).trades;
    /** By the trades that the exchange has booked, with its fees, and the position at the mark. */
    const booked = (mark: string): string =>
      trades().reduce((sum, { side, amount, price, fee }) => {
        const gain = mul(amount, side === 'buy' ? sub(mark, price) : sub(price, mark));
        return sub(add(sum, gain), fee);
      }, '0');
    expect((await fire(engine, { symbol: SYMBOL, amount: '1' })).orders).toMatchObject([{ status: 'filled' }]);
    const { mark: first, risk: bought } = await atMark(engine, SYMBOL);
    expect(bought.day?.profit).toBe(booked(first));

    server.setBook('BTCUSDT', around('50500'));
    await sleep(MARK_MS);
    const { mark: higher, risk: long } = await atMark(engine, SYMBOL);
    expect(long.day?.profit).toBe(booked(higher));
    expect(Number(long.day?.profit)).toBeGreaterThan(400);

    // Sells three: one closes what is held, two are short from then on.
    await fire(engine, { symbol: SYMBOL, side: 'short', amount: '3' });
    expect(server.ledger(NAME).positions).toEqual({ BTCUSDT: '-2' });
    server.setBook('BTCUSDT', around('50600'));
    await sleep(MARK_MS);
    const { mark: highest, risk: short } = await atMark(engine, SYMBOL);
    expect(short.day?.profit).toBe(booked(highest));
    expect(Number(short.day?.profit)).toBeLessThan(Number(long.day?.profit) - 150);
    expect(short.day?.equity).toBe(add('100000', short.day?.profit ?? ''));
  });

  it('is told by the balance where the exchange tells no trades', { timeout: 60_000 }, async () => {
    const keys = {
      apiKey: 'key-of-live-1234567890',
      apiSecret: 'secret-of-live-1234567890',
      clientId: 'client-of-live-1',
    };
    const server = await startFiriServer({
      accounts: [{ name: NAME, ...keys, balances: { NOK: '1000000', BTC: '1' } }],
    });
    onTestFinished(() => server.close());
    const engine = await open(tempDir(), server, { EXCHANGE: 'firi', CLIENT_ID: keys.clientId });
    engine.risk.change(limits(NAME, DAILY), null, 'cli');
    const opening = (await measured(engine, NAME)).day?.opening_equity ?? '';
    expect(opening).toBe('1650000');
    // At 651 000 and 652 000; the order itself says no more than a limit of 0.5 % above that.
    const fired = await fire(engine, { symbol: 'BTC/NOK', amount: '0.6' });
    expect(fired.orders).toMatchObject([{ type: 'limit', average: null }]);
    await vi.waitUntil(() => engine.orders.get(fired.orders[0]?.id ?? '').order.status === 'filled', WAIT);
    const worth = (mark: string): string => {
      const { NOK, BTC } = server.ledger(NAME).balances;
      return add(NOK?.free ?? '', mul(BTC?.free ?? '', mark));
    };
    await vi.waitUntil(async () => {
      await engine.accounts.balance(NAME);
      const { day } = await measured(engine, NAME);
      return day?.profit === sub(worth('650000'), opening);
    }, WAIT);
  });
});
