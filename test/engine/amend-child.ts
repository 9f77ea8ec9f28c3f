import { openEngine } from '../../electron/engine/engine.ts';
import type { OrderChangeInput } from '../../shared/schema/order.ts';
import { arm } from '../support/arm.ts';

/*
 * node amend-child.ts <data dir> <order id> <change as JSON>: opens an engine from the environment, arms main_binance, amends,
 * and waits to be killed.
 */
const [dataDir, orderId, change] = process.argv.slice(2) as [string, string, string];
const engine = await openEngine({ dataDir, env: process.env });
await arm(engine, 'main_binance', 60_000);
await engine.orders.amend(orderId, JSON.parse(change) as OrderChangeInput, 'cli').catch(() => {});
setInterval(() => {}, 60_000);
