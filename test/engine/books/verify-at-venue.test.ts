import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import path from 'node:path';
import { tradeQuerySchema } from '../../../shared/schema/books.ts';
import type { SignalInput } from '../../../shared/schema/signal.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceFuturesServer } from '../../venues/binance-futures-server.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import { startFiriServer } from '../../venues/firi-server.ts';
import type { VenueHandle } from '../../venues/venue-server.ts';
import { signal } from '../sim-engine.ts';

const KEYS = { apiKey: 'verify-key-5f1c', apiSecret: 'verify-secret-77aa' };

async function open(venue: VenueHandle, more: Record<string, string>): Promise<{ engine: Engine; dataDir: string }> {
  onTestFinished(() => venue.close());
  const dataDir = tempDir();
  const fields = { MODE: 'real', API_KEY: KEYS.apiKey, API_URL: venue.url, ...more };
  const env = Object.fromEntries(Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_A_${field}`, value]));
  const engine = await openEngine({ dataDir, env: { ...env, QT_NOK_RATES_URL: 'off' } });
  onTestFinished(() => engine.close());
  await arm(engine, 'a', 60_000);
  return { engine, dataDir };
}

async function fire(engine: Engine, ...signals: Partial<SignalInput>[]): Promise<void> {
  for (const each of signals) {
    const fired = await engine.signals.fire(signal({ account_name: 'a', ...each }), 'cli');
    expect(fired.error).toBeUndefined();
  }
}

describe('books against the money of an exchange', () => {
  it('fees in a third asset: not in cost, taken from that asset, and worth what a rate of the time says', async () => {
    const account = { name: 'a', ...KEYS, balances: { USDT: '10000', BTC: '1', BNB: '2' } };
    const venue = await startBinanceServer({ accounts: [{ ...account, feeAsset: { asset: 'BNB', price: '500' } }] });
    const { engine, dataDir } = await open(venue, { EXCHANGE: 'binance', API_SECRET: KEYS.apiSecret });
    await fire(engine, { side: 'long', amount: '0.01' }, { side: 'short', amount: '0.004' });
    const { trades } = await engine.books.trades(tradeQuerySchema.parse({}));
    expect(new Set(trades.map(({ fee_asset: asset }) => asset))).toEqual(new Set(['BNB']));
    expect((await engine.books.verify('a')).accounts[0]).toMatchObject({
      recomputed: { ok: true, trades: trades.length },
      balances: { ok: true, differences: [] },
    });
    // There is no market of BNB here, so its worth is missing, and not nothing.
    const missing = (await engine.books.pnl('a')).accounts[0];
    expect(missing?.symbols[0]).toMatchObject({
      fees: [{ asset: 'BNB', in_quote: null }],
      fees_in_quote: null,
      net: null,
    });
    expect(missing?.sums.net).toMatchObject({ value: null, missing: ['USDT'] });

    // A rate of that time that is told later counts.
    const journal = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    const atMs = Math.min(...trades.map(({ at }) => Date.parse(at))) - 1_000;
    journal.run(
      "INSERT OR REPLACE INTO rates (asset, currency, place, at_ms, rate, source) VALUES ('BNB', 'USDT', 'binance', ?, '500', 'BNB/USDT')",
      atMs,
    );
    journal.close();
    const [told] = (await engine.books.pnl('a')).accounts;
    const fee = told?.symbols[0]?.fees[0];
    expect(fee?.in_quote).toBe(String(Number(fee?.amount) * 500));
    expect(told?.symbols[0]?.net).not.toBeNull();
  });

  it('swaps: positions, realised profit and fees of the wallet, through a flip', async () => {
    const venue = await startBinanceFuturesServer({ accounts: [{ name: 'a', ...KEYS, balances: { USDT: '100000' } }] });
    const { engine } = await open(venue, {
      EXCHANGE: 'binance',
      MARKET: 'swap',
      LEVERAGE: '2',
      MARGIN_MODE: 'cross',
      API_SECRET: KEYS.apiSecret,
    });
    await engine.books.verify('a');
    const symbol = 'BTC/USDT:USDT';
    await fire(engine, { symbol, side: 'long', amount: '0.02' }, { symbol, side: 'short', amount: '0.05' });
    const verified = await engine.books.verify('a');
    expect(verified.accounts[0]).toMatchObject({ error: null, balances: { ok: true } });
    expect((await engine.books.pnl('a')).accounts[0]?.symbols[0]).toMatchObject({
      symbol,
      market: 'swap',
      quantity: '-0.03',
    });
  });

  it('an exchange that tells no trades: estimated, and its fees explained within their bounds', async () => {
    const keys = { apiKey: KEYS.apiKey, apiSecret: KEYS.apiSecret, clientId: 'client-of-a' };
    const venue = await startFiriServer({ accounts: [{ name: 'a', ...keys, balances: { NOK: '1000000', BTC: '1' } }] });
    const { engine } = await open(venue, { EXCHANGE: 'firi', API_SECRET: KEYS.apiSecret, CLIENT_ID: 'client-of-a' });
    await engine.books.verify('a');
    const market = { symbol: 'BTC/NOK', side: 'long', amount: '0.01' } as const;
    await fire(engine, market);
    const [estimated] = (await engine.books.trades(tradeQuerySchema.parse({}))).trades;
    expect(estimated).toMatchObject({ origin: 'estimated', amount: '0.01', fee: null, realised: null });
    const [account] = (await engine.books.verify('a')).accounts;
    expect(account).toMatchObject({ error: null });
    expect((await engine.books.pnl('a')).accounts[0]?.symbols[0]).toMatchObject({
      fees_in_quote: null,
      net: null,
      estimated_trades: 1,
    });
    const [fees, better] = [
      'fees of 1 trade that the exchange does not tell',
      'fees, and prices better than the limit, of 1 trade that the exchange does not tell',
    ];
    // The venue took half a percent of what was bought; the limit was above the price of the trade.
    expect(account?.balances).toMatchObject({ ok: true });
    expect(account?.balances?.differences).toMatchObject([
      { asset: 'BTC', difference: '-0.00005', explained: true, explanations: [{ amount: '-0.00005', because: fees }] },
      { asset: 'NOK', explained: true, explanations: [{ because: better }] },
    ]);
    venue.history('a').withdraw({ asset: 'BTC', amount: '0.1' });
    expect((await engine.books.verify('a')).accounts[0]?.balances).toMatchObject({
      ok: false,
      differences: [
        { asset: 'BTC', difference: '-0.10005', explained: false },
        { asset: 'NOK', explained: true },
      ],
    });
  });
});
