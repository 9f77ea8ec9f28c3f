import { expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { arm, confirmChange } from '../support/arm.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startBinanceFuturesServer } from '../venues/binance-futures-server.ts';
import { startBinanceServer } from '../venues/binance-server.ts';

const KEYS = { apiKey: 'key-of-ann-123456', apiSecret: 'secret-of-ann-123456' };

it('an account that trades swaps by now is not held up by what it did on spot, and finds it again when it is back', async () => {
  const account = { name: 'ann', ...KEYS, balances: { USDT: '10000', BTC: '1' } };
  const spot = await startBinanceServer({ accounts: [account] });
  const swap = await startBinanceFuturesServer({ accounts: [{ ...account, balances: { USDT: '10000' } }] });
  onTestFinished(() => spot.close());
  onTestFinished(() => swap.close());
  const dataDir = tempDir();

  async function open(market: 'spot' | 'swap'): Promise<Engine> {
    const given = {
      EXCHANGE: 'binance',
      MODE: 'real',
      API_KEY: KEYS.apiKey,
      API_SECRET: KEYS.apiSecret,
      MARKET: market,
    };
    const url = market === 'spot' ? spot.url : swap.url;
    const env = Object.fromEntries(
      Object.entries({ ...given, API_URL: url }).map(([field, value]) => [`QT_ACCOUNT_ANN_${field}`, value]),
    );
    const engine = await openEngine({ dataDir, env });
    onTestFinished(() => engine.close());
    confirmChange(engine, 'ann');
    await arm(engine, 'ann');
    return engine;
  }
  const limit = { side: 'long', amount: '0.01', type: 'limit', price: '20000', account_name: 'ann' } as const;

  const first = await open('spot');
  const fired = await first.signals.fire(signalSchema.parse({ ...limit, symbol: 'BTC/USDT' }), 'cli');
  const id = fired.orders[0]!.id;
  expect(fired.orders[0]).toMatchObject({ status: 'open' });
  await first.close();

  const second = await open('swap');
  expect(await second.orders.reconcile('ann')).toMatchObject([{ state: 'done', error: null, unsettled: 0 }]);
  const swapped = await second.signals.fire(signalSchema.parse({ ...limit, symbol: 'BTC/USDT:USDT' }), 'cli');
  expect(swapped.orders).toMatchObject([{ status: 'open' }]);
  await expect(second.orders.cancel(id, 'cli')).rejects.toMatchObject({ code: 'ACCOUNT_INVALID' });
  expect(second.orders.get(id).order.status).toBe('open');
  await second.close();

  const third = await open('spot');
  expect(await third.orders.cancel(id, 'cli')).toMatchObject({ status: 'canceled' });
});
