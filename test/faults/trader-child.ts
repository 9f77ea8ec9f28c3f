import { createInterface } from 'node:readline';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import { tradeQuerySchema } from '../../shared/schema/books.ts';
import { groupSchema } from '../../shared/schema/group.ts';
import type { OrderDetailDocument, OrderDocument } from '../../shared/schema/order.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { arm } from '../support/arm.ts';
import { createFastClock } from './fast-clock.ts';
import type { Dump, TraderAnswer, TraderRequest } from './trader-talk.ts';
import type { TraderLife } from './trader.ts';

/*
 * node trader-child.ts <data dir> <life as JSON>: the real engine on a real journal, armed on every account, doing what it is
 * told on standard input, until it is killed or its input ends. Only its clock is not the system's: it runs faster.
 */
const [dataDir = '', lifeText = '{}'] = process.argv.slice(2);
const { speed, startedAtMs, offsetMs, patienceMs, attended, slowReaderMs } = JSON.parse(lifeText) as TraderLife;
const tell = (answer: TraderAnswer): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

const clock = createFastClock(speed, startedAtMs, offsetMs);
const engine = await openEngine({ dataDir, env: process.env, clock, attended }).catch((error: unknown) => {
  tell({ tell: 'refused', error: codeOf(error) });
  process.exit(0);
});
tell({ tell: 'opened' });
engine.events.subscribe(() => {
  // A window that draws slowly holds the whole process up.
  const untilMs = performance.now() + slowReaderMs;
  while (performance.now() < untilMs);
});
let ended = false;
const arming = Promise.all(
  engine.accounts.list().map(async ({ name, mode }) => {
    if (mode === 'real') await keepArming(name);
  }),
);
// Most lives begin when everything is compared, some in the middle of it.
if (patienceMs > 0) {
  const compared = engine.orders.reconcile(null).catch(() => []);
  await Promise.race([Promise.all([compared, arming]), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}
tell({ tell: 'ready' });

for await (const line of createInterface({ input: process.stdin })) {
  obey(JSON.parse(line) as TraderRequest).catch((error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ tell: 'failed', message: `${line}: ${message}` });
  });
}
ended = true;
await engine.close();

/** An account is armed once it can be compared, whatever its exchange does meanwhile. */
async function keepArming(name: string): Promise<void> {
  while (!ended) {
    try {
      return await arm(engine, name, 8 * 3_600_000);
    } catch (error) {
      if (!(error instanceof QtError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function obey(request: TraderRequest): Promise<void> {
  switch (request.ask) {
    case 'fire': {
      const signal_id = request.signal.id ?? '';
      try {
        const terms = request.override ? { override_pending: true } : {};
        const fired = await engine.signals.fire(signalSchema.parse(request.signal), 'cli', terms);
        return tell({ tell: 'fired', signal_id, orders: fired.orders, error: fired.error?.code ?? null });
      } catch (error) {
        return tell({ tell: 'fired', signal_id, orders: [], error: codeOf(error) });
      }
    }
    case 'unsettled':
      return tell({ tell: 'unsettled', orders: listAll(engine, 'unsettled') });
    case 'reconcile':
      return tell({ tell: 'reconciled', accounts: await engine.orders.reconcile(request.account_name) });
    case 'dump':
      return tell({ tell: 'dump', ...(await dump(engine)) });
    default:
      try {
        await act(request);
        return tell({ tell: 'done', ask: request.ask, error: null });
      } catch (error) {
        return tell({ tell: 'done', ask: request.ask, error: codeOf(error) });
      }
  }
}

async function act(
  request: Exclude<TraderRequest, { ask: 'fire' | 'unsettled' | 'reconcile' | 'dump' }>,
): Promise<void> {
  const { orders, groups, positions } = engine;
  switch (request.ask) {
    case 'cancel':
      return void (await orders.cancel(request.order_id, 'cli'));
    case 'cancel_all':
      return void (await orders.cancelAll({ account_name: request.account_name, external: request.external }, 'cli'));
    case 'cancel_external':
      return void (await orders.cancelExternal(request.account_name, request.venue_order_id, 'cli'));
    case 'amend':
      return void (await orders.amend(request.order_id, request.change, 'cli'));
    case 'resolve':
      return void (await orders.resolve(request.order_id, request.decision, 'cli'));
    case 'close_position':
      return void (await positions.close(request.account_name, request.symbol, 'cli'));
    case 'retry':
      return void (await groups.retry(request.signal_id, 'cli'));
    case 'group_set':
      return void groups.set(groupSchema.parse(request.group), null, 'cli');
    case 'jump':
      return clock.jump(request.ms);
  }
}

async function dump(from: Engine): Promise<Dump> {
  return {
    orders: listAll(from, null).map((order): OrderDetailDocument => from.orders.get(order.id)),
    external: from.orders.external(null),
    positions: await allPositions(from),
    firings: from.groups.firings(500),
    books: await dumpBooks(from),
  };
}

async function dumpBooks(from: Engine): Promise<Dump['books']> {
  const trades: Dump['books']['trades'] = [];
  // First, so that what is told after it was made anew would be too late to hide what was kept.
  const verified = (await from.books.verify(null)).accounts;
  let before: string | null = null;
  do {
    const page = await from.books.trades(tradeQuerySchema.parse({ limit: 1_000, before }));
    trades.push(...page.trades);
    before = page.next_before;
  } while (before !== null);
  return { trades, verified, pnl: (await from.books.pnl(null)).accounts };
}

/** Of each account by itself, and asked again where it cannot be read: in the list of all such an account is left out. */
async function allPositions(from: Engine): Promise<Dump['positions']> {
  const read = async (name: string, tries: number): Promise<Dump['positions']> => {
    try {
      return await from.positions.list(name);
    } catch (error) {
      if (tries > 1) return read(name, tries - 1);
      throw error;
    }
  };
  return (await Promise.all(from.accounts.list().map(({ name }) => read(name, 10)))).flat();
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
  if (error instanceof QtError && error.code !== 'INTERNAL') return error.code;
  throw error;
}
