import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import type { SignalInput } from '../../../shared/schema/signal.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import type { VenueHandle } from '../../venues/venue-server.ts';
import { account, askFirst, newest } from './ask-first.ts';

/** Real processes, real sockets and a real journal; only the exchange is ours. */
const KEYS = { apiKey: 'key-of-main-0123456789', apiSecret: 'secret-of-main-0123456789' };
const SIGNAL: SignalInput = { symbol: 'BTC/USDT', side: 'long', amount: '0.01', account_name: 'main_binance' };

/** What the checks of a market order ask for, and nothing before does. */
const PRICE = /ticker|depth/i;

interface Desk {
  venue: VenueHandle;
  env: Record<string, string>;
  dataDir: string;
}

async function openDesk(): Promise<Desk> {
  const venue = await startBinanceServer({
    accounts: [{ name: 'main', ...KEYS, balances: { USDT: '100000', BTC: '1' } }],
  });
  onTestFinished(() => venue.close());
  const env = {
    QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
    QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
    QT_ACCOUNT_MAIN_BINANCE_API_KEY: KEYS.apiKey,
    QT_ACCOUNT_MAIN_BINANCE_API_SECRET: KEYS.apiSecret,
    QT_ACCOUNT_MAIN_BINANCE_API_URL: venue.url,
  };
  return { venue, env, dataDir: tempDir() };
}

async function open({ dataDir, env }: Desk): Promise<Engine> {
  const engine = await openEngine({ dataDir, env });
  onTestFinished(() => engine.close());
  return engine;
}

/** A signal that waits, and no engine that runs. */
async function waiting(desk: Desk, id: string): Promise<string> {
  const engine = await open(desk);
  askFirst(engine, account('main_binance'));
  const fired = await engine.signals.fire(signalSchema.parse({ ...SIGNAL, id }), 'http');
  const { id: approval } = newest(engine);
  expect(fired.approval?.id).toBe(approval);
  await engine.close();
  return approval;
}

/** A process that says yes; resolves once it is about to. */
async function startYes({ dataDir, env }: Desk, id: string) {
  const script = path.join(import.meta.dirname, 'approve-child.ts');
  const child = spawn(process.execPath, [script, dataDir, id], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(line).toBe('armed');
  return {
    kill: async (): Promise<void> => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const sent = (venue: VenueHandle) => venue.requests.filter((request) => request.route === 'order.place');
const placed = (venue: VenueHandle) => venue.ledger('main').orders;
const rows = (engine: Engine) =>
  engine.signals.list({ limit: 10, before: null, source: null, account_name: null }).rows;

describe('a yes to an order of a real account', () => {
  it('is sent once, however many say it at once', { timeout: 30_000 }, async () => {
    const desk = await openDesk();
    const id = await waiting(desk, 's1');
    const engine = await open(desk);
    await arm(engine, 'main_binance');
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => engine.approvals.approve(id, 'desktop')),
      engine.signals.fire(signalSchema.parse({ ...SIGNAL, id: 's1' }), 'http'),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ orders: [{ status: 'filled', mode: 'real' }] });
    expect([sent(desk.venue).length, placed(desk.venue).length]).toEqual([1, 1]);
  });

  it('that is disarmed by then is refused, and stays so', { timeout: 30_000 }, async () => {
    const desk = await openDesk();
    const id = await waiting(desk, 's1');
    const engine = await open(desk);
    const refused = await engine.approvals.approve(id, 'desktop');
    expect(refused).toMatchObject({ orders: [], error: { code: 'ACCOUNT_DISARMED' } });
    await arm(engine, 'main_binance');
    expect(await engine.approvals.approve(id, 'desktop')).toEqual(refused);
    expect(newest(engine)).toMatchObject({ state: 'approved', error: { code: 'ACCOUNT_DISARMED' } });
    expect([sent(desk.venue), placed(desk.venue)]).toEqual([[], []]);
  });
});

describe('a signal that waits while its account becomes another one', () => {
  it('as paper never goes to real money, nor as real to paper', { timeout: 30_000 }, async () => {
    const desk = await openDesk();
    const paper = { ...desk, env: { ...desk.env, QT_ACCOUNT_MAIN_BINANCE_MODE: 'paper' } };
    const [asPaper, asReal] = [await waiting(paper, 's1'), await waiting(desk, 's2')];
    const crossing = expect.objectContaining({ code: 'REVISION_CONFLICT', message: expect.stringContaining('by now') });
    const shown = { account_name: 'main_binance', exchange: 'binance', testnet: false } as const;

    const real = await open(desk);
    await expect(real.approvals.approve(asPaper, 'cli')).rejects.toEqual(crossing);
    await expect(real.approvals.approve(asPaper, 'page', { ...shown, mode: 'real' })).rejects.toEqual(crossing);
    await real.close();
    const back = await open(paper);
    await expect(back.approvals.approve(asReal, 'cli')).rejects.toEqual(crossing);
    expect(back.approvals.list('waiting')).toHaveLength(2);
    expect(await back.approvals.approve(asPaper, 'cli')).toMatchObject({
      signal_id: 's1',
      decision: { mode: 'paper' },
    });
    expect(sent(desk.venue)).toEqual([]);
  });
});

describe('a process that is killed after the yes', () => {
  it(
    'and before it was journaled: the signal waits on, fires by nothing but another yes, and then once',
    { timeout: 30_000 },
    async () => {
      const desk = await openDesk();
      const id = await waiting(desk, 's1');
      // The checks of the order ask for the price, and never get it.
      desk.venue.faults.always((request) => PRICE.test(request.route), { kind: 'hang' });
      const child = await startYes(desk, id);
      await vi.waitFor(() => expect(desk.venue.requests.some(({ route }) => PRICE.test(route))).toBe(true), 10_000);
      await child.kill();
      desk.venue.faults.clear();

      const engine = await open(desk);
      await arm(engine, 'main_binance');
      await pause(500);
      expect([newest(engine).state, rows(engine), sent(desk.venue)]).toEqual(['waiting', [], []]);
      const again = await engine.signals.fire(signalSchema.parse({ ...SIGNAL, id: 's1' }), 'http');
      expect(again.approval?.id).toBe(id);
      expect((await engine.approvals.approve(id, 'desktop')).orders).toMatchObject([{ status: 'filled' }]);
      expect([sent(desk.venue).length, placed(desk.venue).length]).toEqual([1, 1]);
    },
  );

  it('and while it was sent: the order is found, and another yes sends nothing', { timeout: 30_000 }, async () => {
    const desk = await openDesk();
    const id = await waiting(desk, 's1');
    desk.venue.faults.next('order.place', { kind: 'hang', processed: true });
    const child = await startYes(desk, id);
    await vi.waitFor(() => expect(sent(desk.venue)).toHaveLength(1), { timeout: 15_000, interval: 20 });
    await child.kill();

    const engine = await open(desk);
    expect(newest(engine)).toMatchObject({ state: 'approved', decided_by: 'cli' });
    await arm(engine, 'main_binance');
    const again = await engine.approvals.approve(id, 'desktop');
    expect(again.orders).toHaveLength(1);
    await vi.waitFor(() => expect(rows(engine)[0]?.order?.status).toBe('filled'), { timeout: 10_000, interval: 50 });
    expect([sent(desk.venue).length, placed(desk.venue).length]).toEqual([1, 1]);
  });

  it('at any moment: it waits, or it was fired, and never twice', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 8; round += 1) {
      const desk = await openDesk();
      const id = await waiting(desk, 's1');
      const child = await startYes(desk, id);
      await pause(round * 12);
      await child.kill();
      const engine = await open(desk);
      const { state } = newest(engine);
      expect(rows(engine)).toHaveLength(state === 'waiting' ? 0 : 1);
      if (state === 'waiting') expect(sent(desk.venue)).toEqual([]);
      await arm(engine, 'main_binance');
      await engine.approvals.approve(id, 'desktop');
      expect([newest(engine).state, rows(engine).length]).toEqual(['approved', 1]);
      expect(placed(desk.venue).length).toBe(sent(desk.venue).length);
      expect(sent(desk.venue).length).toBeLessThanOrEqual(1);
      await engine.close();
    }
  });
});
