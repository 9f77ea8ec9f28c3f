import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createAuditChain } from '../../electron/engine/audit/audit-chain.ts';
import { createOrderJournal } from '../../electron/engine/orders/order-journal.ts';
import { createSignalJournal } from '../../electron/engine/orders/signal-journal.ts';
import { orderDocument } from '../../electron/engine/orders/order-row.ts';
import { systemClock, systemIds } from '../../electron/engine/seams.ts';
import { migrate } from '../../electron/engine/store/migrate.ts';
import { openDatabase } from '../../electron/engine/store/sqlite.ts';
import type { OrderStatus } from '../../shared/schema/order.ts';
import { signalSchema } from '../../shared/schema/signal.ts';

export interface WrittenOrder {
  account_name: string;
  status: Extract<OrderStatus, 'journaled' | 'sent' | 'filled'>;
}

/** Writes a journal as an engine would have left it, in one commit. Returns the client order ids, in the order of the calls. */
export function writeOrders(dataDir: string, count: number, orderAt: (i: number) => WrittenOrder): string[] {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
  migrate(db);
  const journal = createOrderJournal(db, createAuditChain(db, systemClock), systemClock);
  const signals = createSignalJournal(db, (row) => orderDocument(row));
  const price = '20000';
  const wish = { symbol: 'BTC/USDT', side: 'long', amount: '0.001', type: 'limit', price };
  const createdMs = systemClock.nowMs() - 60_000;
  const ids: string[] = [];
  db.transaction(() => {
    for (let i = 0; i < count; i += 1) {
      const { account_name, status } = orderAt(i);
      const signalId = systemIds.next('sig');
      const id = systemIds.next('ord');
      const clientOrderId = systemIds.clientOrderId();
      ids.push(clientOrderId);
      signals.insert({
        id: signalId,
        bodyHash: '0'.repeat(64),
        signal: signalSchema.parse({ ...wish, account_name }),
        door: 'cli',
        source: 'explicit',
        decision: {
          exchange: 'binance',
          exchange_source: 'account',
          account_name,
          account_source: 'signal.account_name',
          mode: 'real',
          testnet: false,
          trace: [],
          checks: [],
        },
        error: null,
        receivedMs: createdMs,
        answeredMs: null,
        groupSignal: null,
      });
      journal.insert({
        id,
        signal_id: signalId,
        client_order_id: clientOrderId,
        account_name,
        exchange: 'binance',
        mode: 'real',
        testnet: 0,
        strategy_id: null,
        symbol: 'BTC/USDT',
        side: 'buy',
        type: 'limit',
        time_in_force: 'gtc',
        post_only: 0,
        reduce_only: 0,
        replaces: null,
        amount: '0.001',
        price,
        prepared: null,
        seat: null,
        note: null,
        created_ms: createdMs,
        held_asset: 'USDT',
        held_amount: '20',
      });
      if (status !== 'journaled') journal.move(id, { to: 'sent', cause: 'send', detail: 'written by the bench' });
      if (status === 'filled') {
        const report = { venueOrderId: `v${i}`, status, filled: '0.001', average: price, fills: [] } as const;
        journal.book(id, { report: { ...report, fills: [] }, cause: 'reply', detail: 'written by the bench' });
      }
    }
  });
  db.close();
  return ids;
}
