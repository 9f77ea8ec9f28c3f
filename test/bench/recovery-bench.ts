import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { startBenchVenue } from './bench-venue.ts';
import { writeOrders } from './write-orders.ts';

const ACCOUNTS = 20;
const GIVE_UP_MS = 180_000;

export interface Recovery {
  /** Until the engine answers. */
  openedMs: number;
  /** Until no order's outcome is unknown any more, and every account may trade. Null: not within three minutes. */
  settledMs: number | null;
  unknown: number;
}

/**
 * An engine that starts on a journal of orders that were on their way when the former one ended, spread over twenty accounts.
 * Every one of them rests at the venue, so that all must be found and none may be written off.
 */
export async function recoveryBench(orders: number): Promise<Recovery> {
  const venue = await startBenchVenue(ACCOUNTS);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-'));
  let engine: Engine | null = null;
  try {
    const account = (i: number): string => venue.accounts[i % ACCOUNTS] ?? 'main_binance';
    const ids = writeOrders(dataDir, orders, (i) => ({
      account_name: account(i),
      status: i % 2 ? 'sent' : 'journaled',
    }));
    await venue.rest(ids.map((clientOrderId, i) => ({ account: account(i), clientOrderId })));
    const started = performance.now();
    engine = await openEngine({ dataDir, env: venue.env, attended: true });
    const openedMs = performance.now() - started;
    let unknown = unsettled(engine);
    while ((unknown > 0 || !allCompared(engine)) && performance.now() - started < GIVE_UP_MS) {
      await pause(50);
      unknown = unsettled(engine);
    }
    const done = unknown === 0 && allCompared(engine);
    return { openedMs, settledMs: done ? performance.now() - started : null, unknown };
  } finally {
    await engine?.close();
    await venue.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function unsettled(engine: Engine): number {
  const waiting = engine.orders.counts().filter(({ status }) => ['journaled', 'sent', 'unknown'].includes(status));
  return waiting.reduce((sum, { count }) => sum + count, 0);
}

function allCompared(engine: Engine): boolean {
  return engine.accounts.statuses().every(({ reconcile }) => reconcile.state === 'done');
}
