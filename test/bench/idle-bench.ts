import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeOrders } from './write-orders.ts';

const ACCOUNTS = 20;

/** An engine alone and idle in a process of its own: twenty real accounts, and so many settled orders in its journal. */
export function idleBench(orders: number): { openedMs: number; residentMb: number } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-'));
  try {
    const names = Array.from({ length: ACCOUNTS }, (_, i) => `desk_${i}`);
    const accounts = names.flatMap((name) => {
      const fields = { EXCHANGE: 'binance', MODE: 'real', API_KEY: `key-of-${name}`, API_SECRET: `secret-of-${name}` };
      return Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]);
    });
    writeOrders(dataDir, orders, (i) => ({ account_name: names[i % ACCOUNTS] as string, status: 'filled' }));
    const told = execFileSync(process.execPath, [path.join(import.meta.dirname, 'idle-child.ts'), dataDir], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: dataDir,
        ...(Object.fromEntries(accounts) as Record<string, string>),
      },
      encoding: 'utf8',
    });
    return JSON.parse(told) as { openedMs: number; residentMb: number };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
