import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { tradeQuerySchema } from '../../../shared/schema/books.ts';
import { add, mul, sub } from '../../../shared/money/decimal.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import { openSimEngine, signal } from '../sim-engine.ts';

const all = (change = {}) => tradeQuerySchema.parse(change);

async function fireAll(engine: Engine, signals: Parameters<typeof signal>[0][]): Promise<void> {
  for (const each of signals) {
    const fired = await engine.signals.fire(signal(each), 'cli');
    expect(fired.error).toBeUndefined();
  }
}

describe('the books of an engine', () => {
  it('tell trades, profit and fees of paper accounts, after a restart as before, and are verified', async () => {
    const { engine, dataDir } = await openSimEngine();
    await fireAll(engine, [
      { side: 'long', amount: '0.02', strategy_id: 'demo_swing' },
      { side: 'short', amount: '0.01', strategy_id: 'demo_swing' },
      { symbol: 'ETH/USDT', side: 'long', amount: '0.5', strategy_id: 'demo_swing' },
    ]);
    const page = await engine.books.trades(all());
    expect(page.total).toBe(page.trades.length);
    expect(new Set(page.trades.map(({ symbol }) => symbol))).toEqual(new Set(['BTC/USDT', 'ETH/USDT']));
    expect(page.trades.every(({ mode, origin }) => mode === 'paper' && origin === 'console')).toBe(true);
    const name = page.trades[0]?.account_name ?? '';

    const { accounts } = await engine.books.pnl(name);
    const btc = accounts[0]?.symbols.find(({ symbol }) => symbol === 'BTC/USDT');
    const values = page.trades.filter(({ symbol }) => symbol === 'BTC/USDT').map(({ value }) => value);
    expect(btc).toMatchObject({ account_name: name, mode: 'paper', market: 'spot', base: 'BTC', quote: 'USDT' });
    expect(btc?.mark).toMatchObject({ stale: false });
    expect(btc?.value).toBe(mul(btc?.quantity ?? '', btc?.mark?.price ?? ''));
    expect(btc?.unrealised).toBe(sub(btc?.value ?? '', btc?.cost ?? ''));
    expect(btc?.turnover).toBe(values.reduce(add));
    expect(btc?.net).toBe(sub(add(btc?.realised ?? '', btc?.unrealised ?? ''), btc?.fees_in_quote ?? ''));
    expect(accounts[0]?.sums.net.value).not.toBeNull();

    const verified = await engine.books.verify(null);
    expect(verified.ok).toBe(true);
    const account = verified.accounts.find(({ account_name: each }) => each === name);
    expect(account).toMatchObject({
      recomputed: { ok: true, trades: page.total },
      balances: { ok: true, differences: [] },
    });

    await engine.close();
    const again = (await openSimEngine({}, dataDir)).engine;
    expect(await again.books.trades(all())).toEqual(page);
    await again.close();

    const file = openDatabase(path.join(dataDir, 'books.db'), { synchronous: 'NORMAL' });
    file.run("UPDATE trades SET amount = '5' WHERE side = 'sell'");
    file.close();
    const third = (await openSimEngine({}, dataDir)).engine;
    const broken = await third.books.verify(name);
    expect(broken).toMatchObject({ ok: false, accounts: [{ recomputed: { ok: false } }] });
    expect(broken.accounts[0]?.recomputed.differences.join()).toMatch(
      /BTC\/USDT on sim, paper: trades: amount of \S+ is kept as 5/,
    );
    expect((await third.books.verify(name)).ok).toBe(true);
    expect(await third.books.trades(all())).toEqual(page);
  });

  it('explain what a real account holds, and name what nobody told of by its exact amount', async () => {
    const KEYS = { apiKey: 'books-key-5f1c', apiSecret: 'books-secret-77aa' };
    const venue = await startBinanceServer({
      accounts: [{ name: 'main', ...KEYS, balances: { USDT: '10000', BTC: '1' } }],
      feeRate: '0.001',
    });
    onTestFinished(() => venue.close());
    const env = {
      QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
      QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
      QT_ACCOUNT_MAIN_BINANCE_API_KEY: KEYS.apiKey,
      QT_ACCOUNT_MAIN_BINANCE_API_SECRET: KEYS.apiSecret,
      QT_ACCOUNT_MAIN_BINANCE_API_URL: venue.url,
      QT_NOK_RATES_URL: 'off',
    };
    const engine = await openEngine({ dataDir: tempDir(), env });
    onTestFinished(() => engine.close());
    await arm(engine, 'main_binance', 60_000);
    await fireAll(engine, [
      { symbol: 'BTC/USDT', side: 'long', amount: '0.01' },
      { symbol: 'BTC/USDT', side: 'short', amount: '0.004' },
    ]);
    const first = await engine.books.verify('main_binance');
    expect(first.accounts[0]).toMatchObject({ error: null, balances: { ok: true, differences: [] } });
    expect(first.ok).toBe(true);

    venue.history('main').withdraw({ asset: 'USDT', amount: '123.45' });
    const second = await engine.books.verify('main_binance');
    expect(second.ok).toBe(false);
    expect(second.accounts[0]?.balances?.differences).toMatchObject([
      { asset: 'USDT', difference: '-123.45', explained: false },
    ]);
  });
});
