import { expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import type { OrderStatus } from '../../../../shared/schema/order.ts';
import { tradeQuerySchema } from '../../../../shared/schema/books.ts';
import { signalSchema } from '../../../../shared/schema/signal.ts';
import type { SignalInput } from '../../../../shared/schema/signal.ts';
import { arm } from '../../../support/arm.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import { startBybitServer } from '../../../venues/bybit-server.ts';
import { startFiriServer } from '../../../venues/firi-server.ts';
import { startKrakenServer } from '../../../venues/kraken-server.ts';
import { startKucoinServer } from '../../../venues/kucoin-server.ts';
import { startOkxServer } from '../../../venues/okx-server.ts';
import type { VenueHandle, VenueOptions } from '../../../venues/venue-server.ts';
import { accountEnv, HASTY, journalOf, KEYS, open, seedTrades, until } from './import-world.ts';

/** What is imported of our own orders has to be known again: by the trade, or where none is told by the order. */
interface Overlap {
  imported: number;
  /** That are fills of ours: same account, symbol, trade id and side. */
  fills: number;
  /** That are of orders of ours. */
  orders: number;
}

function overlapOf(dataDir: string): Overlap {
  return journalOf(
    dataDir,
    (db) =>
      db.get<Overlap>(
        `SELECT count(*) AS imported,
           count(*) FILTER (WHERE EXISTS (SELECT 1 FROM fills f JOIN orders o ON o.id = f.order_id
             WHERE f.account_name = i.account_name AND f.symbol = i.symbol AND f.trade_id = i.trade_id AND o.side = i.side
               AND f.price = i.price AND f.amount = i.amount AND f.fee IS i.fee AND f.fee_asset IS i.fee_asset)) AS fills,
           count(*) FILTER (WHERE EXISTS (SELECT 1 FROM orders o
             WHERE o.account_name = i.account_name AND o.venue_order_id = i.venue_order_id AND o.symbol = i.symbol)) AS orders
         FROM imported_trades i`,
      ) as Overlap,
  );
}

/** How many trades the books have, by where they are from. */
async function originsIn(engine: Engine): Promise<Record<string, number>> {
  await engine.books.pnl(null);
  const { trades } = await engine.books.trades(tradeQuerySchema.parse({}));
  const count = (origin: string): number => trades.filter((trade) => trade.origin === origin).length;
  return { console: count('console'), imported: count('imported'), estimated: count('estimated') };
}

const buy = (change: Partial<SignalInput>) => signalSchema.parse({ side: 'long', amount: '0.02', ...change });

/** Fires, and waits for what becomes of it. Its id. */
async function fired(engine: Engine, signal: ReturnType<typeof buy>, status: OrderStatus): Promise<string> {
  const { orders } = await engine.signals.fire(signal, 'cli');
  const id = orders[0]!.id;
  await expect.poll(() => engine.orders.get(id).order.status).toBe(status);
  return id;
}

/** The same at each: a name, the console's market, the exchange's, and its server. */
const VENUES: [
  exchange: string,
  symbol: string,
  market: string,
  start: (options: VenueOptions) => Promise<VenueHandle>,
][] = [
  ['binance', 'BTC/USDT', 'BTCUSDT', startBinanceServer],
  ['bybit', 'BTC/USDT', 'BTCUSDT', startBybitServer],
  ['kraken', 'BTC/USD', 'XXBTZUSD', startKrakenServer],
  ['kucoin', 'BTC/USDT', 'BTC-USDT', startKucoinServer],
  ['okx', 'BTC/USDT', 'BTC-USDT', startOkxServer],
];

it.each(VENUES)('%s: our own fills are imported as what they are, whichever comes first', async (exchange, ...rest) => {
  const [symbol, market, start] = rest;
  const name = 'eva';
  const balances = { USDT: '100000', USD: '100000', BTC: '10' };
  const venue = await start({ accounts: [{ name, ...KEYS, balances }] });
  onTestFinished(() => venue.close());
  seedTrades(venue, name, market, 10, 1);
  const dataDir = tempDir();
  const engine = await open(dataDir, accountEnv(name, exchange, venue), { clock: HASTY });
  await arm(engine, name);
  await fired(engine, buy({ symbol, account_name: name }), 'filled');
  const limit = { type: 'limit', price: '59000' } as const;
  const id = await fired(engine, buy({ symbol, account_name: name, ...limit }), 'open');
  // Filled at the exchange in two parts; the import tells of the first before we ask about the order.
  const venueId = venue.ledger(name).orders.at(-1)!.id;
  venue.fillResting(venueId, '0.005');
  engine.history.start(name, 'cli');
  await until(engine, name, { state: 'done', trades: 12 });
  venue.fillResting(venueId);
  await engine.orders.reconcile(name);
  await expect.poll(() => engine.orders.get(id).order.status).toBe('filled');
  engine.history.start(name, 'cli');
  await until(engine, name, { state: 'done', trades: 13 });
  expect(await originsIn(engine)).toEqual({ console: 3, imported: 10, estimated: 0 });
  await engine.close();
  expect(overlapOf(dataDir)).toEqual({ imported: 13, fills: 3, orders: 3 });
});

it('Firi: what is imported of our own orders names the order, as no trade is told', async () => {
  const venue = await startFiriServer({
    accounts: [{ name: 'eva', ...KEYS, clientId: 'canary-client', balances: { NOK: '1000000' } }],
  });
  onTestFinished(() => venue.close());
  const dataDir = tempDir();
  const env = { ...accountEnv('eva', 'firi', venue), QT_ACCOUNT_EVA_CLIENT_ID: 'canary-client' };
  const engine = await open(dataDir, env);
  await arm(engine, 'eva');
  const limit = { type: 'limit', price: '651000.00' } as const;
  await fired(engine, buy({ symbol: 'BTC/NOK', account_name: 'eva', ...limit }), 'filled');
  expect(await originsIn(engine)).toEqual({ console: 0, imported: 0, estimated: 1 });
  engine.history.start('eva', 'cli');
  await until(engine, 'eva', { state: 'done', trades: 1 });
  expect(await originsIn(engine)).toEqual({ console: 0, imported: 1, estimated: 0 });
  await engine.close();
  expect(overlapOf(dataDir)).toEqual({ imported: 1, fills: 0, orders: 1 });
});
