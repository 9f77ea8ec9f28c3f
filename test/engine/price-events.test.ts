import { expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import type { EngineEvent } from '../../shared/schema/event.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startBinanceServer } from '../venues/binance-server.ts';
import { signal } from './sim-engine.ts';

it('shows no price of another place as that of the exchange', async () => {
  const [shown, other] = await Promise.all([
    startBinanceServer({ accounts: [] }),
    startBinanceServer({ accounts: [] }),
  ]);
  other.setBook('BTCUSDT', { bids: [['1000', '9']], asks: [['1001', '9']] });
  const env = {
    QT_ACCOUNT_A_EXCHANGE: 'binance',
    QT_ACCOUNT_A_API_URL: shown.url,
    QT_ACCOUNT_B_EXCHANGE: 'binance',
    QT_ACCOUNT_B_API_URL: other.url,
  };
  const engine = await openEngine({ dataDir: tempDir(), env });
  onTestFinished(async () => {
    await engine.close();
    await Promise.all([shown.close(), other.close()]);
  });
  const events: EngineEvent[] = [];
  engine.events.subscribe((frame) => events.push(...frame.events));
  const asks = () => events.flatMap((event) => (event.topic === 'price' ? [event.ticker.ask] : []));

  const there = await engine.signals.preview(signal({ account_name: 'b' }));
  expect(there.order?.reference_price).toBe('1001');
  const here = await engine.signals.preview(signal({ account_name: 'a' }));
  const { ask } = await engine.market.ticker('binance', 'BTC/USDT');
  expect(here.order?.reference_price).toBe(ask);
  await expect.poll(asks, { timeout: 3_000 }).toContain(ask);
  expect(new Set(asks())).toEqual(new Set([ask]));
});
