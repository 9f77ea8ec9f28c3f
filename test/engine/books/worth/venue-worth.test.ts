import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../../electron/engine/engine.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { markPrice } from '../../../../electron/engine/risk/marks.ts';
import { openDatabase } from '../../../../electron/engine/store/sqlite.ts';
import { add, mul, sub } from '../../../../shared/money/decimal.ts';
import type { AccountSummaryDocument } from '../../../../shared/schema/equity.ts';
import { signalSchema } from '../../../../shared/schema/signal.ts';
import { arm } from '../../../support/arm.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import { startBinanceFuturesServer } from '../../../venues/binance-futures-server.ts';
import { startFiriServer } from '../../../venues/firi-server.ts';
import { startBankServer } from './bank-server.ts';

const KEYS = { apiKey: 'key-of-live-1234567890', apiSecret: 'secret-of-live-1234567890' };
const NAME = 'live';
const BOOK = { bids: [['49999.99', '100'] as const], asks: [['50000.01', '100'] as const] };
const WAIT = { timeout: 20_000, interval: 50 };

type Fields = Record<string, string>;
const variables = (name: string, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]),
  );

const live = (url: string, change: Fields = {}): Fields =>
  variables(NAME, {
    EXCHANGE: 'binance',
    MODE: 'real',
    API_KEY: KEYS.apiKey,
    API_SECRET: KEYS.apiSecret,
    API_URL: url,
    ...change,
  });

async function open(env: Fields, dataDir = tempDir()): Promise<Engine> {
  const engine = await openEngine({ dataDir, env: { QT_NOK_RATES_URL: 'off', ...env } });
  onTestFinished(() => engine.close());
  return engine;
}

async function measured(engine: Engine, name = NAME): Promise<AccountSummaryDocument> {
  const { accounts } = await engine.equity.measure(name);
  const found = accounts.find(({ account_name }) => account_name === name);
  if (!found) throw new Error(`no account ${name}`);
  return found;
}

const profitOf = ({ periods }: AccountSummaryDocument): string | undefined =>
  periods.find(({ period }) => period === 'all')?.profit;

/** What happens at the exchange, or at the console. Money in whole dollars. */
const moves = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('deposit', 'withdraw'), amount: fc.integer({ min: 1, max: 9_000 }) }),
    fc.record({ kind: fc.constantFrom('buy', 'sell'), amount: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ kind: fc.constantFrom('measure', 'read', 'restart'), amount: fc.constant(0) }),
  ),
  { minLength: 14, maxLength: 14 },
);

describe('profit of a real account', () => {
  it.each([1, 2])(
    'is never what was paid in or out, whenever it was (season %d)',
    { timeout: 90_000 },
    async (seed) => {
      const server = await startBinanceServer({
        accounts: [{ name: NAME, ...KEYS, balances: { USDT: '100000', BTC: '5' } }],
      });
      onTestFinished(() => server.close());
      server.setBook('BTCUSDT', BOOK);
      const worth = (mark: string): string => {
        const { USDT, BTC } = server.ledger(NAME).balances;
        return add(USDT?.free ?? '', mul(BTC?.free ?? '', mark));
      };
      const dataDir = tempDir();
      let engine = await open(live(server.url), dataDir);
      await arm(engine, NAME);
      const first = markPrice(await engine.market.ticker('binance', 'BTC/USDT')) ?? '';
      expect(profitOf(await measured(engine))).toBe('0');
      const start = worth(first);
      let paidIn = '0';
      const [season = []] = fc.sample(moves, { seed, numRuns: 1 });
      for (const { kind, amount } of season) {
        const dollars = String(amount);
        if (kind === 'deposit') paidIn = add(paidIn, dollars);
        if (kind === 'withdraw') paidIn = sub(paidIn, dollars);
        if (kind === 'deposit') server.history(NAME).deposit({ asset: 'USDT', amount: dollars });
        if (kind === 'withdraw') server.history(NAME).withdraw({ asset: 'USDT', amount: dollars });
        if (kind === 'measure') await measured(engine);
        if (kind === 'read') await engine.accounts.balance(NAME);
        if (kind === 'buy' || kind === 'sell') {
          const size = {
            symbol: 'BTC/USDT',
            side: kind === 'buy' ? 'long' : 'short',
            amount: mul(dollars, '0.001'),
          } as const;
          const { orders } = await engine.signals.fire(signalSchema.parse({ account_name: NAME, ...size }), 'cli');
          expect(orders[0]?.status).toBe('filled');
        }
        if (kind === 'restart') {
          await engine.close();
          engine = await open(live(server.url), dataDir);
          await arm(engine, NAME);
        }
      }
      // The mark is the last trade’s, and as old as the price feed lets it be.
      await expect
        .poll(async () => {
          await engine.accounts.balance(NAME);
          const { equity, ...summary } = await measured(engine);
          const mark = markPrice(await engine.market.ticker('binance', 'BTC/USDT')) ?? '';
          const made = sub(sub(worth(mark), start), paidIn);
          return equity === worth(mark) && profitOf({ equity, ...summary }) === made;
        }, WAIT)
        .toBe(true);
    },
  );

  it('has the funding of a swap in it, once, as soon as it is told', { timeout: 60_000 }, async () => {
    const server = await startBinanceFuturesServer({
      accounts: [{ name: NAME, ...KEYS, balances: { USDT: '100000' } }],
    });
    onTestFinished(() => server.close());
    const dataDir = tempDir();
    const engine = await open(live(server.url, { MARKET: 'swap', LEVERAGE: '5' }), dataDir);
    expect(profitOf(await measured(engine))).toBe('0');
    const tell = (id: string, amount: string, atMs: number): void => {
      const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
      db.run(
        `INSERT INTO account_flows (account_name, exchange, mode, testnet, kind, flow_id, asset, amount, symbol, at_ms, recorded_ms)
         VALUES (?, 'binance', 'real', 0, 'funding', ?, 'USDT', ?, 'BTC/USDT:USDT', ?, 0)`,
        ...[NAME, id, amount, atMs],
      );
      db.close();
    };
    server.history(NAME).fund({ market: 'BTCUSDT', asset: 'USDT', amount: '-12.5' });
    await engine.accounts.balance(NAME);
    // Taken over from the balance, and of nobody knows what.
    expect(await measured(engine)).toMatchObject({ equity: '99987.5' });
    expect(profitOf(await measured(engine))).toBe('0');
    tell('1', '-12.5', Date.now());
    // From before the measuring: what it left behind is where that began.
    tell('2', '-99', Date.now() - 3_600_000);
    expect(profitOf(await measured(engine))).toBe('-12.5');
    tell('3', '0.25', Date.now());
    expect(profitOf(await measured(engine))).toBe('-12.25');
    expect(await measured(engine)).toMatchObject({ equity: '99987.5' });
    await engine.close();
    expect(profitOf(await measured(await open(live(server.url, { MARKET: 'swap', LEVERAGE: '5' }), dataDir)))).toBe(
      '-12.25',
    );
  });
});

describe('the worth of several accounts', () => {
  it(
    'is told in dollars and kroner, mine apart from others’, and a broken one harms none',
    { timeout: 60_000 },
    async () => {
      const bank = await startBankServer((currency) => ({ USD: '10', EUR: '11' })[currency] ?? null);
      const binance = await startBinanceServer({ accounts: [{ name: NAME, ...KEYS, balances: { USDT: '1000' } }] });
      const firiKeys = { ...KEYS, clientId: 'client-of-live-1' };
      const firi = await startFiriServer({ accounts: [{ name: 'kari', ...firiKeys, balances: { NOK: '5000' } }] });
      onTestFinished(async () => {
        await binance.close();
        await firi.close();
      });
      const gone = await startBinanceServer({ accounts: [] });
      await gone.close();
      const dataDir = tempDir();
      const env = {
        ...live(binance.url),
        ...variables('kari', {
          EXCHANGE: 'firi',
          OWNER: 'kari',
          MODE: 'real',
          API_KEY: KEYS.apiKey,
          API_SECRET: KEYS.apiSecret,
          CLIENT_ID: firiKeys.clientId,
          API_URL: firi.url,
        }),
        ...variables('dark', {
          EXCHANGE: 'binance',
          MODE: 'real',
          API_KEY: 'k'.repeat(20),
          API_SECRET: 's'.repeat(20),
          API_URL: gone.url,
        }),
        QT_NOK_RATES_URL: bank.url,
      };
      const engine = await open(env, dataDir);
      const { accounts, totals } = await engine.equity.measure(null);
      const of = (name: string) => accounts.find(({ account_name }) => account_name === name);
      expect(of(NAME)).toMatchObject({
        whose: 'mine',
        equity: '1000',
        equity_usd: { value: '1000' },
        equity_nok: { value: '10000' },
      });
      expect(of('kari')).toMatchObject({
        whose: 'others',
        currency: 'NOK',
        equity_nok: { value: '5000' },
        equity_usd: { value: '500' },
      });
      expect(of('kari')?.equity_usd.rates).toMatchObject([
        { source: expect.stringMatching(/^Norges Bank 20/) as string, stale: false },
      ]);
      expect(of('dark')).toMatchObject({ equity: null, equity_usd: { value: null } });
      expect(of('dark')?.error?.message).not.toBe('');
      expect(of('dark')?.error).not.toBeNull();
      expect(totals).toEqual([
        expect.objectContaining({
          whose: 'mine',
          accounts: 2,
          counted: 1,
          missing: ['dark'],
          equity_usd: '1000',
          equity_nok: '10000',
        }),
        expect.objectContaining({
          whose: 'others',
          accounts: 1,
          counted: 1,
          missing: [],
          equity_usd: '500',
          equity_nok: '5000',
        }),
      ]);
      expect(bank.asked).toHaveLength(1);

      // Where it cannot be read any more, what it was worth stays, and is called old.
      await engine.close();
      binance.faults.always(() => true, { kind: 'drop_before' });
      const again = await open(env, dataDir);
      const later = await again.equity.measure(NAME);
      const old = later.accounts.find(({ account_name }) => account_name === NAME);
      expect(old).toMatchObject({ equity: '1000', stale: true, equity_usd: { value: '1000' } });
      expect(old?.error).not.toBeNull();
      expect(later.totals[0]).toMatchObject({ counted: 1, equity_usd: '1000', stale: true });
    },
  );
});
