import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../../electron/engine/engine.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { add, div, mul, sub } from '../../../../shared/money/decimal.ts';
import { signalSchema } from '../../../../shared/schema/signal.ts';
import type { SignalInput } from '../../../../shared/schema/signal.ts';
import { arm } from '../../../support/arm.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import { startBinanceFuturesServer } from '../../../venues/binance-futures-server.ts';
import type { VenueHandle } from '../../../venues/venue-server.ts';
import { gaugeOf, limits, measured } from './profit-world.ts';

const KEYS = { apiKey: 'key-of-live-1234567890', apiSecret: 'secret-of-live-1234567890' };
const NAME = 'live';
/** Prices are kept this long. */
const MARK_MS = 5_100;
const DAILY = { max_daily_loss: { value: '5', unit: 'percent' }, max_drawdown: { value: '10', unit: 'percent' } };

function env(server: VenueHandle, change: Record<string, string> = {}): Record<string, string> {
  const fields = { EXCHANGE: 'binance', MODE: 'real', API_KEY: KEYS.apiKey, API_SECRET: KEYS.apiSecret, API_URL: server.url, ...change };
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
const book = (bid: string, ask: string) => ({ bids: [[bid, '100'] as const], asks: [[ask, '100'] as const] });

describe('the profit of a real account', () => {
  it('is what the exchange itself has booked, over fills, foreign trades and a restart', { timeout: 60_000 }, async () => {
    const server = await startBinanceServer({
      accounts: [{ name: NAME, ...KEYS, balances: { USDT: '100000', BTC: '2' } }],
    });
    onTestFinished(() => server.close());
    /** What the exchange holds for the account, in dollars. */
    const worth = (mark: string): string => {
      const { USDT, BTC } = server.ledger(NAME).balances;
      return add(USDT?.free ?? '', mul(BTC?.free ?? '', mark));
    };
    server.setBook('BTCUSDT', book('50000', '50000'));
    const dir = tempDir();
    const first = await open(dir, server);
    first.risk.change(limits(NAME, DAILY), null, 'cli');
    expect((await measured(first, NAME)).day).toMatchObject({ profit: '0', opening_equity: '200000' });

    server.setBook('BTCUSDT', book('50000', '50100'));
    const [order] = (await fire(first, { amount: '0.5' })).orders;
    expect(order).toMatchObject({ status: 'filled', average: '50100' });
    const bought = await measured(first, NAME);
    // Half a bitcoin for 50 too much, and a fee of 0.0005: the mark is still that of a moment ago.
    expect(bought.day).toMatchObject({ profit: '-75', equity: worth('50000') });
    expect(gaugeOf(bought, 'max_drawdown')).toMatchObject({ used: '0.0375', unit: '%', state: 'ok' });

    // Its owner sells a bitcoin on the exchange's own site: that is nothing that the console earned or lost.
    server.placeOutside(NAME, { market: 'BTCUSDT', side: 'sell', price: '50000', amount: '1' });
    await first.accounts.balance(NAME);
    const foreign = await measured(first, NAME);
    expect(foreign.day).toMatchObject({ profit: '-75', equity: worth('50000') });
    expect(server.ledger(NAME).balances['BTC']?.free).toBe('1.4995');
    await first.close();

    server.setBook('BTCUSDT', book('49000', '49000'));
    const engine = await open(dir, server);
    const [sold] = (await fire(engine, { side: 'short', amount: '0.4995' })).orders;
    expect(sold?.status).toBe('filled');
    await sleep(MARK_MS);
    await engine.accounts.balance(NAME);
    const after = await measured(engine, NAME);
    const lost = sub(worth('49000'), foreign.day?.equity ?? '');
    expect(after.day).toMatchObject({ profit: add('-75', lost), equity: worth('49000') });
    // 1.4995 of them fell by 1 000 each, and the fee of the sale.
    expect(lost).toBe('-1523.9755');
    expect(after.day).toMatchObject({ opened_at: bought.day?.opened_at, opening_equity: '200000' });
    expect(gaugeOf(after, 'max_daily_loss')).toMatchObject({ state: 'ok', used: '0.7995' });
  });

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
    const refused = await fire(engine, { amount: '0.001' });
    expect(refused).toMatchObject({ orders: [], error: { code: 'MAX_DAILY_LOSS' } });

    server.faults.clear();
    await sleep(2_500);
    expect(gaugeOf(await measured(engine, NAME), 'max_daily_loss')).toMatchObject({ state: 'ok', used: '0' });
  });

  it('of a swap goes with its position, through a flip', { timeout: 60_000 }, async () => {
    const server = await startBinanceFuturesServer({
      accounts: [{ name: NAME, ...KEYS, balances: { USDT: '100000' } }],
    });
    onTestFinished(() => server.close());
    server.setBook('BTCUSDT', book('50000', '50000'));
    const swap = { symbol: 'BTC/USDT:USDT' };
    const engine = await open(tempDir(), server, { MARKET: 'swap', LEVERAGE: '5' });
    engine.risk.change(limits(NAME, DAILY), null, 'cli');
    expect((await measured(engine, NAME)).day?.opening_equity).toBe('100000');

    await fire(engine, { ...swap, amount: '1' });
    const wallet = (): string => server.ledger(NAME).balances['USDT']?.free ?? '';
    const long = await measured(engine, NAME);
    const fee = sub('0', long.day?.profit ?? '');
    expect(Number(fee)).toBeGreaterThan(0);

    server.setBook('BTCUSDT', book('50500', '50500'));
    await sleep(MARK_MS);
    expect((await measured(engine, NAME)).day?.profit).toBe(sub('500', fee));

    // Sells three: one closes what is held, two are short from 50 500 on.
    const [flip] = (await fire(engine, { ...swap, side: 'short', amount: '3' })).orders;
    expect(flip?.status).toBe('filled');
    server.setBook('BTCUSDT', book('50600', '50600'));
    await sleep(MARK_MS);
    const short = await measured(engine, NAME);
    expect(server.ledger(NAME).positions).toEqual({ BTCUSDT: '-2' });
    const fees = add(fee, mul(mul('3', '50500'), div(fee, '50000', { places: 10 })));
    expect(short.day?.profit).toBe(sub('300', fees));
    expect(wallet()).not.toBe('');
    expect(short.day?.equity).toBe(add('100000', short.day?.profit ?? ''));
  });
});
