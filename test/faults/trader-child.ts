import { createInterface } from 'node:readline';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { OrderDetailDocument, OrderDocument } from '../../shared/schema/order.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { createFastClock } from './fast-clock.ts';
import type { TraderAnswer, TraderRequest } from './trader-talk.ts';

/*
 * node trader-child.ts <data dir> <speed> <clock start> <ms to wait for the first comparison>: the real engine on a real journal, armed on every account, doing what it
 * is told on standard input, until it is killed. Only its clock is not the system's: it runs faster.
 */
const [dataDir = '', speed = '1', startedAtMs = '0', patience = '0'] = process.argv.slice(2);
const tell = (answer: TraderAnswer): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

const clock = createFastClock(Number(speed), Number(startedAtMs));
const engine = await openEngine({ dataDir, env: process.env, clock });
engine.events.subscribe(() => {});
for (const { name, mode } of engine.accounts.list()) {
  if (mode !== 'real') continue;
  const { confirmation_id } = engine.arming.prepare(name, 3_600_000);
  engine.arming.arm(confirmation_id, name, 'cli');
}
// Most lives begin when everything is compared, some in the middle of it.
if (patience !== '0') {
  const compared = engine.orders.reconcile(null).catch(() => []);
  await Promise.race([compared, new Promise((resolve) => setTimeout(resolve, Number(patience)))]);
}
tell({ tell: 'ready' });

for await (const line of createInterface({ input: process.stdin })) {
  obey(JSON.parse(line) as TraderRequest).catch((error: unknown) => tell({ tell: 'failed', message: String(error) }));
}
await engine.close();

async function obey(request: TraderRequest): Promise<void> {
  switch (request.ask) {
    case 'fire': {
      const id = request.signal.id ?? '';
      try {
        const fired = await engine.signals.fire(signalSchema.parse(request.signal), 'cli');
        const orders = fired.orders.map((order) => order.id);
        return tell({ tell: 'fired', signal_id: id, orders, error: fired.error?.code ?? null });
      } catch (error) {
        return tell({ tell: 'fired', signal_id: id, orders: [], error: codeOf(error) });
      }
    }
    case 'cancel':
      try {
        await engine.orders.cancel(request.order_id, 'cli');
        return tell({ tell: 'canceled', order_id: request.order_id, error: null });
      } catch (error) {
        return tell({ tell: 'canceled', order_id: request.order_id, error: codeOf(error) });
      }
    case 'unsettled':
      return tell({ tell: 'unsettled', orders: listAll(engine, 'unsettled') });
    case 'dump':
      return tell({
        tell: 'dump',
        orders: listAll(engine, null).map((order): OrderDetailDocument => engine.orders.get(order.id)),
      });
  }
}

function listAll(from: Engine, status: 'unsettled' | null): OrderDocument[] {
  const all: OrderDocument[] = [];
  let before: string | null = null;
  do {
    const page = from.orders.list({ limit: 500, before, account_name: null, status });
    all.push(...page.orders);
    before = page.next_before;
  } while (before !== null);
  return all;
}

/** Anything but an expected failure is a bug, and ends the round. */
function codeOf(error: unknown): string {
  if (error instanceof QtError) return error.code;
  throw error;
}
