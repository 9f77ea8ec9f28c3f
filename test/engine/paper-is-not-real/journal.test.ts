import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import type { VenueHandle } from '../../venues/venue-server.ts';

const KEYS = { apiKey: 'key-of-ann-0123456789', apiSecret: 'secret-of-ann-0123456789' };
const LIMIT = { symbol: 'BTC/USDT', side: 'long', amount: '0.01', type: 'limit', price: '20000' } as const;

let venue: VenueHandle;
beforeAll(async () => {
  venue = await startBinanceServer({ accounts: [{ name: 'ann', ...KEYS, balances: { USDT: '1000000', BTC: '1' } }] });
});
afterAll(() => venue.close());

const envOf = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({ EXCHANGE: 'binance', API_URL: venue.url, ...fields }).map(([field, value]) => [
      `QT_ACCOUNT_ANN_${field}`,
      value,
    ]),
  );
const real = () => envOf({ MODE: 'real', API_KEY: KEYS.apiKey, API_SECRET: KEYS.apiSecret });
/** Keys of its own stay set, as they would where only the mode was edited. */
const paper = () => ({ ...real(), QT_ACCOUNT_ANN_MODE: 'paper' });

async function open(dataDir: string, env: Record<string, string>): Promise<Engine> {
  const engine = await openEngine({ dataDir, env });
  onTestFinished(() => engine.close());
  return engine;
}

/** A resting order of one engine, which then ended; its row as somebody else has written it since. */
async function tampered(env: Record<string, string>, change: string) {
  const dataDir = tempDir();
  const engine = await open(dataDir, env);
  if (env['QT_ACCOUNT_ANN_MODE'] === 'real') await arm(engine, 'ann');
  const fired = await engine.signals.fire(signalSchema.parse({ ...LIMIT, account_name: 'ann' }), 'cli');
  const [order] = fired.orders;
  if (order?.status !== 'open') throw new Error(JSON.stringify(fired));
  await engine.close();
  const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
  db.exec(`UPDATE orders SET ${change} WHERE id = '${order.id}'`);
  const row = () => {
    const reader = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    const found = reader.get('SELECT * FROM orders WHERE id = ?', order.id);
    reader.close();
    return found;
  };
  db.close();
  return { dataDir, order, row };
}

/** Every request since `from` that could be about this very order. */
const about = (order: { client_order_id: string; venue_order_id: string | null }, from: number) =>
  venue.requests
    .slice(from)
    .filter(({ method }) => method !== 'GET')
    .concat(
      venue.requests
        .slice(from)
        .filter((request) =>
          [order.client_order_id, String(order.venue_order_id)].some((id) => JSON.stringify(request).includes(id)),
        ),
    );

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_500));

describe('an order in the journal that is stamped otherwise than its account', () => {
  it.each([
    ['mode', 'paper', 'open'],
    ['mode', 'paper', 'journaled'],
    ['mode', 'paper', 'unknown'],
    ['testnet', '1', 'open'],
    ['exchange', 'bybit', 'unknown'],
    ['symbol', 'BTC/USDT:USDT', 'open'],
  ])(
    'by its %s (%s), %s, is neither looked up nor canceled nor sent with the seat of a real account',
    async (field, value, status) => {
      const { dataDir, order, row } = await tampered(real(), `${field} = '${value}', status = '${status}'`);
      const before = row();
      const from = venue.requests.length;
      const engine = await open(dataDir, real());
      await settle();
      await engine.orders.reconcile('ann');
      await expect(engine.orders.cancel(order.id, 'cli')).rejects.toMatchObject({ code: 'ACCOUNT_INVALID' });
      const all = await engine.orders.cancelAll({ account_name: 'ann' }, 'cli');
      expect(all.results.filter((each) => each.status === 'canceled')).toEqual([]);
      expect(about(order, from)).toEqual([]);
      // It rests there all the same, so it is not out of sight.
      const external = engine.orders.external('ann').map((each) => each.venue_order_id);
      expect(external).toContain(order.venue_order_id);
      expect(row()).toMatchObject({ [field]: before?.[field], filled: '0' });
      expect(venue.ledger('ann').orders.find((each) => each.clientOrderId === order.client_order_id)?.status).toMatch(
        /new|open/i,
      );
    },
  );

  it('as real, though its account is paper: nothing signed is sent, whatever is asked', async () => {
    const { dataDir, order } = await tampered(paper(), "mode = 'real', seat = 'feedfeedfeedfeed'");
    const signed = venue.signedRequests().length;
    const engine = await open(dataDir, paper());
    await settle();
    await engine.orders.reconcile('ann');
    await expect(engine.orders.cancel(order.id, 'cli')).rejects.toMatchObject({ code: 'ACCOUNT_INVALID' });
    await expect(engine.orders.amend(order.id, { price: '19000' }, 'cli')).rejects.toMatchObject({
      code: 'ACCOUNT_INVALID',
    });
    expect(venue.signedRequests()).toHaveLength(signed);
  });

  it('carries the stamp of the account that sent it, and no door can change that', async () => {
    const { row, order } = await tampered(paper(), "note = 'seen'");
    expect(row()).toMatchObject({ mode: 'paper', testnet: 0, exchange: 'binance', seat: null });
    const other = await tampered(real(), "note = 'seen'");
    expect(other.row()).toMatchObject({ mode: 'real', testnet: 0, exchange: 'binance' });
    expect(other.row()?.['seat']).toMatch(/^[0-9a-f]{16}$/);
    expect(order.mode).toBe('paper');
  });
});
