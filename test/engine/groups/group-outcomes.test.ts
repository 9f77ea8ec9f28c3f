import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fireOutcome } from '../../../electron/api/fire-outcome.ts';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import { groupSchema, groupSignalSchema } from '../../../shared/schema/group.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import type { LoggedRequest, VenueHandle } from '../../venues/venue-server.ts';

/** A group of three real accounts at an exchange on loopback, with real sockets and a real journal. */
const NAMES = ['ann', 'bob', 'cid'];

interface Desk {
  venue: VenueHandle;
  engine: Engine;
  dataDir: string;
  env: Record<string, string>;
}

async function openDesk(): Promise<Desk> {
  const accounts = NAMES.map((name) => ({
    name,
    apiKey: `key-of-${name}-123456`,
    apiSecret: `secret-of-${name}-123456`,
    balances: { USDT: '10000', BTC: '1' },
  }));
  const venue = await startBinanceServer({ accounts });
  // What a stream tells at once would settle what these tests want to see unsettled.
  venue.streams.refuse(true);
  onTestFinished(() => venue.close());
  const env: Record<string, string> = {};
  for (const { name, apiKey, apiSecret } of accounts) {
    const given = { EXCHANGE: 'binance', MODE: 'real', API_KEY: apiKey, API_SECRET: apiSecret, API_URL: venue.url };
    for (const [field, value] of Object.entries(given)) env[`QT_ACCOUNT_${name.toUpperCase()}_${field}`] = value;
  }
  const dataDir = tempDir();
  const engine = await open(dataDir, env);
  engine.groups.set(
    groupSchema.parse({ name: 'desk', allocation: 'equal', members: NAMES.map((account_name) => ({ account_name })) }),
    null,
    'cli',
  );
  return { venue, engine, dataDir, env };
}

async function open(dataDir: string, env: Record<string, string>): Promise<Engine> {
  const engine = await openEngine({ dataDir, env });
  onTestFinished(() => engine.close());
  for (const name of NAMES) await arm(engine, name);
  return engine;
}

const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '0.03', group: 'desk' } as const;
const buy = (change: Record<string, unknown> = {}) => groupSignalSchema.parse({ id: 's1', ...BUY, ...change });
const placing = (account: string) => (request: LoggedRequest) =>
  request.route === 'order.place' && request.account === account;
/** Look-ups of single orders, of lists and of trades. */
const asking = (account: string) => (request: LoggedRequest) =>
  request.method === 'GET' && request.account === account && /order|trades/i.test(request.route);
const placed = ({ venue }: Desk) => Object.fromEntries(NAMES.map((name) => [name, venue.ledger(name).orders.length]));
const refusal = {
  kind: 'error',
  status: 400,
  body: { code: -2010, msg: 'Account has insufficient balance.' },
} as const;
const states = (fired: { legs?: { account_name: string; state: string }[] }) =>
  fired.legs?.map((leg) => [leg.account_name, leg.state]);

describe('legs with outcomes of their own', { timeout: 30_000 }, () => {
  it('a retry touches only what is proven not placed, under a new attempt, and each leg is placed once', async () => {
    const desk = await openDesk();
    const { engine, venue } = desk;
    venue.faults.next(placing('bob'), refusal);
    venue.faults.next(placing('cid'), { kind: 'hang', processed: true });
    const fired = await engine.groups.fire(buy(), 'cli');
    expect(states(fired)).toEqual([
      ['ann', 'placed'],
      ['bob', 'not_placed'],
      ['cid', 'unknown'],
    ]);
    expect(fired.legs?.map((leg) => leg.retryable)).toEqual([false, true, false]);
    expect(fireOutcome(fired)).toEqual({ kind: 'unknown' });
    expect(placed(desk)).toEqual({ ann: 1, bob: 0, cid: 1 });

    const again = await engine.groups.retry('s1', 'cli');
    expect(again.retried).toEqual(['bob']);
    expect(again.legs?.find((leg) => leg.account_name === 'bob')).toMatchObject({
      state: 'placed',
      attempt: 2,
      signal_id: 's1~bob~2',
      order: { status: 'filled', amount: '0.01' },
    });
    await vi.waitFor(() => expect(states(engine.groups.firing('s1'))?.[2]).toEqual(['cid', 'placed']), {
      timeout: 15_000,
      interval: 50,
    });
    const settled = await engine.groups.retry('s1', 'cli');
    expect([settled.retried, settled.left]).toEqual([[], []]);
    expect(fireOutcome(settled)).toEqual({ kind: 'placed' });
    expect(await engine.groups.fire(buy(), 'cli')).toEqual(engine.groups.firing('s1'));
    expect(placed(desk)).toEqual({ ann: 1, bob: 1, cid: 1 });
  });

  it('a leg that is unknown is said to be, and never tried again', async () => {
    const desk = await openDesk();
    const { engine, venue } = desk;
    // So that its accounts are compared with the exchange before it stops answering.
    await engine.groups.fire(buy({ id: 's0' }), 'cli');
    venue.faults.next(placing('bob'), { kind: 'drop_after' });
    venue.faults.always(asking('bob'), { kind: 'status', status: 503 });
    const fired = await engine.groups.fire(buy(), 'cli');
    expect(states(fired)?.[1]).toEqual(['bob', 'unknown']);
    for (let i = 0; i < 3; i += 1) {
      const again = await engine.groups.retry('s1', 'cli');
      expect([again.retried, again.left]).toMatchObject([
        [],
        [{ account_name: 'bob', error: { code: 'OUTCOME_PENDING' } }],
      ]);
    }
    expect(placed(desk)).toEqual({ ann: 2, bob: 2, cid: 2 });
  });

  it('tells the worst of its legs: a refusal by the exchange, a refusal here', async () => {
    const { engine, venue } = await openDesk();
    venue.faults.next(placing('bob'), refusal);
    const refused = await engine.groups.fire(buy(), 'cli');
    expect(fireOutcome(refused)).toMatchObject({ kind: 'refused_by_venue' });
    expect(refused.error?.message).toMatch(/^bob: /);
    engine.arming.disarm('cid', 'cli');
    const here = await engine.groups.fire(buy({ id: 's2', unplaceable: 'rest' }), 'cli');
    expect(fireOutcome(here)).toEqual({ kind: 'refused', code: 'ACCOUNT_DISARMED' });
    expect(states(here)).toEqual([
      ['ann', 'placed'],
      ['bob', 'placed'],
      ['cid', 'not_placed'],
    ]);
    const still = await engine.groups.retry('s2', 'cli');
    expect(still.legs?.[2]).toMatchObject({ state: 'not_placed', attempt: 1, error: { code: 'ACCOUNT_DISARMED' } });
    await arm(engine, 'cid', 60_000);
    const again = await engine.groups.retry('s2', 'cli');
    expect(again.legs?.[2]).toMatchObject({ state: 'placed', attempt: 2, signal_id: 's2~cid~2' });
  });

  it('sends nothing where other legs, or other attempts, can be tried again by now than were shown', async () => {
    const desk = await openDesk();
    const { engine, venue } = desk;
    venue.faults.next(placing('bob'), refusal);
    venue.faults.next(placing('cid'), refusal);
    await engine.groups.fire(buy(), 'cli');
    const bob = { account_name: 'bob', attempt: 1 };
    const cid = { account_name: 'cid', attempt: 1 };
    for (const shown of [[], [bob], [bob, { ...cid, attempt: 0 }], [bob, cid, { account_name: 'ann', attempt: 1 }]]) {
      await expect(engine.groups.retry('s1', 'desktop', shown)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
    }
    expect(placed(desk)).toEqual({ ann: 1, bob: 0, cid: 0 });

    // The second of two that were shown the same waits for the first, which changes what there is.
    venue.faults.next(placing('bob'), refusal);
    const [first, second] = await Promise.allSettled([
      engine.groups.retry('s1', 'desktop', [cid, bob]),
      engine.groups.retry('s1', 'desktop', [cid, bob]),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { retried: ['bob', 'cid'] } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'REVISION_CONFLICT' } });
    expect(placed(desk)).toEqual({ ann: 1, bob: 0, cid: 1 });
    const again = await engine.groups.retry('s1', 'desktop', [{ ...bob, attempt: 2 }]);
    expect(again.retried).toEqual(['bob']);
    expect(placed(desk)).toEqual({ ann: 1, bob: 1, cid: 1 });
  });

  it('retries asked for at the same time send each leg once', async () => {
    const desk = await openDesk();
    const { engine, venue } = desk;
    venue.faults.next(placing('bob'), refusal);
    await engine.groups.fire(buy(), 'cli');
    const both = await Promise.all(['cli', 'http', 'page'].map((door) => engine.groups.retry('s1', door as 'cli')));
    expect(both.flatMap((one) => one.retried)).toEqual(['bob']);
    expect(placed(desk)).toEqual({ ann: 1, bob: 1, cid: 1 });
  });

  it('checks every leg again as it leaves: what is disarmed meanwhile does not go', async () => {
    const desk = await openDesk();
    const { engine, venue } = desk;
    venue.faults.next('time', { kind: 'delay', ms: 300 });
    const firing = engine.groups.fire(buy(), 'cli');
    await vi.waitFor(() => expect(venue.requests.some((request) => request.route === 'time')).toBe(true));
    engine.arming.disarm(null, 'cli');
    const fired = await firing;
    expect(fired.orders).toEqual([]);
    expect(placed(desk)).toEqual({ ann: 0, bob: 0, cid: 0 });
  });
});

describe('the plan of a group', { timeout: 120_000 }, () => {
  it('is in the journal before any leg is at the exchange; without it none goes', async () => {
    const desk = await openDesk();
    const { engine, venue, dataDir } = desk;
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'NORMAL' });
    onTestFinished(db.close);
    const seen: number[] = [];
    venue.faults.always(
      (request) => {
        if (request.route !== 'order.place') return false;
        seen.push(db.all("SELECT 1 FROM group_signals JOIN group_legs ON group_signal = id WHERE id = 's1'").length);
        return false;
      },
      { kind: 'drop_before' },
    );
    await engine.groups.fire(buy(), 'cli');
    expect(seen).toEqual([3, 3, 3]);

    db.exec("CREATE TRIGGER no_plan BEFORE INSERT ON group_signals BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    await expect(engine.groups.fire(buy({ id: 's2' }), 'cli')).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    expect(placed(desk)).toEqual({ ann: 1, bob: 1, cid: 1 });
    expect(db.all('SELECT id FROM signals ORDER BY id')).toHaveLength(3);
    db.exec('DROP TRIGGER no_plan');
    expect((await engine.groups.fire(buy({ id: 's2' }), 'cli')).orders).toHaveLength(3);
  });

  it('tells after a crash which legs never left; a retry places just those', async () => {
    const desk = await openDesk();
    const { venue, dataDir, env } = desk;
    await desk.engine.close();
    const script = path.join(import.meta.dirname, 'fire-group-child.ts');
    // The child cannot journal the leg of cid, and is killed while bob's answer is awaited.
    venue.faults.next(placing('bob'), { kind: 'hang', processed: true });
    const child = spawn(process.execPath, [script, dataDir, JSON.stringify(buy()), 's1~cid', NAMES.join()], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const gone = once(child, 'exit');
    // How long a process takes to start and to fire says nothing here; that it was still running does.
    await vi.waitUntil(() => placed(desk)['ann'] && placed(desk)['bob'], { timeout: 60_000, interval: 20 });
    child.kill('SIGKILL');
    expect(await gone).toEqual([null, 'SIGKILL']);

    const engine = await open(dataDir, env);
    const found = engine.groups.firing('s1');
    expect(found.legs?.[2]).toMatchObject({
      account_name: 'cid',
      state: 'not_placed',
      error: { code: 'NOT_PLACED' },
      retryable: true,
    });
    expect(found.legs?.[1]?.state).not.toBe('not_placed');
    // The caller that lost its answer asks again: nothing is sent.
    await engine.groups.fire(buy(), 'cli');
    expect(placed(desk)).toEqual({ ann: 1, bob: 1, cid: 0 });
    await vi.waitFor(() => expect(states(engine.groups.firing('s1'))?.[1]).toEqual(['bob', 'placed']), {
      timeout: 30_000,
      interval: 50,
    });
    const again = await engine.groups.retry('s1', 'cli');
    expect(again.retried).toEqual(['cid']);
    expect(placed(desk)).toEqual({ ann: 1, bob: 1, cid: 1 });
  });
});
