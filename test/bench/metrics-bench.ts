import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { percentiles } from './percentiles.ts';
import type { Percentiles } from './percentiles.ts';
import { writeOrders } from './write-orders.ts';

const ACCOUNTS = 20;
const SCRAPES = 200;

/** A scrape of an engine with twenty paper accounts and so many settled orders in its journal. */
export function metricsBench(orders: number): { scrapeMs: Percentiles; bytes: number } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-bench-'));
  try {
    const names = Array.from({ length: ACCOUNTS }, (_, i) => `desk_${i}`);
    const accounts = Object.fromEntries(names.map((name) => [`QT_ACCOUNT_${name.toUpperCase()}_EXCHANGE`, 'sim']));
    writeOrders(dataDir, orders, (i) => ({ account_name: names[i % ACCOUNTS] as string, status: 'filled' }));
    const child = path.join(import.meta.dirname, 'metrics-child.ts');
    const told = execFileSync(process.execPath, [child, dataDir, String(SCRAPES)], {
      env: { PATH: process.env['PATH'] ?? '', HOME: dataDir, ...accounts },
      encoding: 'utf8',
    });
    const { times, bytes } = JSON.parse(told) as { times: number[]; bytes: number };
    return { scrapeMs: percentiles(times), bytes };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
