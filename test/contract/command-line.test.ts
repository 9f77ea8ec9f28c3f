import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];

describe('--json and exit codes', () => {
  let desk: Workspace;
  beforeAll(async () => {
    desk = await openWorkspace();
  });
  afterAll(() => desk.close());

  // json() itself fails unless stdout is exactly one JSON document.
  it.each([
    [[]],
    [['nonsense']],
    [['accounts']],
    [['accounts', 'nonsense']],
    [['accounts', 'list', '--nonsense']],
    [['accounts', 'test']],
    [['orders', 'show']],
    [['orders', 'list', '--status', 'nonsense']],
    [['signal', 'fire']],
    [['signal', 'fire', ...BUY.slice(0, 4)]],
    [['signal', 'fire', ...BUY, '--quote-amount', '5']],
    [['signal', 'fire', '--symbol', 'BTCUSDT', '--side', 'long', '--amount', '1']],
    [['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'buy', '--amount', '1']],
    [['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '1e3']],
    [['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '-1']],
    [['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0']],
    [['signal', 'fire', ...BUY, '--type', 'limit']],
    [['signal', 'fire', ...BUY, '--price', '1']],
    [['signal', 'fire', ...BUY, '--exchange', 'mtgox']],
    [['signal', 'fire', ...BUY, '--score', 'high']],
    [['routes', 'preview', '--symbol', 'BTC/USDT']],
    [['arm', 'main_sim']],
    [['arm', 'main_sim', '--for', 'ever', '--yes']],
    [['arm', 'main_sim', '--for', '25h', '--yes']],
    [['log', '--since', 'yesterday']],
    [['serve', '--port', 'eighty']],
  ])('%j is bad usage: one JSON document, exit 2', async (args) => {
    const { code, document } = await desk.json(...args);
    expect(code).toBe(2);
    expect(document.error).toMatchObject({
      code: expect.stringMatching(/^INVALID_(INPUT|SIGNAL)$/),
      message: expect.any(String),
    });
  });

  it.each([
    [['orders', 'show', 'ord_none'], 'ORDER_NOT_FOUND'],
    [['orders', 'cancel', 'ord_none'], 'ORDER_NOT_FOUND'],
    [['accounts', 'test', 'nobody'], 'ACCOUNT_NOT_FOUND'],
    [['accounts', 'balance', 'nobody'], 'ACCOUNT_NOT_FOUND'],
  ])('%j names nothing that exists: exit 6, %s', async (args, expected) => {
    const { code, document } = await desk.json(...args);
    expect(code).toBe(6);
    expect(document.error.code).toBe(expected);
  });

  it('without --json failures go to stderr, and stdout stays empty', async () => {
    const failed = await desk.qt('orders', 'show', 'ord_none');
    expect(failed.code).toBe(6);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toContain('ORDER_NOT_FOUND');
    const listed = await desk.qt('accounts', 'list');
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain('main_sim');
  });

  it('--json may stand anywhere on the line, and logs go to stderr alone', async () => {
    desk.env['QT_LOG_LEVEL'] = 'debug';
    const { code, stdout, stderr } = await desk.qt('--json', 'signal', 'fire', ...BUY);
    delete desk.env['QT_LOG_LEVEL'];
    expect(code).toBe(0);
    expect(JSON.parse(stdout).orders).toHaveLength(1);
    expect(stderr).toContain('Resolved account for signal');
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
  });

  it('a signal id is answered once: the same answer again, and DUPLICATE_SIGNAL for another body', async () => {
    const first = await desk.json('signal', 'fire', ...BUY, '--id', 'cli-1');
    const again = await desk.json('signal', 'fire', ...BUY, '--id', 'cli-1');
    expect(again.code).toBe(0);
    expect(again.document).toEqual(first.document);
    const other = await desk.json(
      'signal',
      'fire',
      '--symbol',
      'BTC/USDT',
      '--side',
      'long',
      '--amount',
      '0.02',
      '--id',
      'cli-1',
    );
    expect(other.code).toBe(3);
    expect(other.document.error.code).toBe('DUPLICATE_SIGNAL');
    const { document } = await desk.json('orders', 'list');
    expect(document.orders.filter((order: { signal_id: string }) => order.signal_id === 'cli-1')).toHaveLength(1);
  });

  it('a paper account cannot be armed, and without a running engine nothing can', async () => {
    const alone = await desk.json('arm', 'main_sim', '--yes');
    expect(alone.code).toBe(7);
    expect(alone.document.error.code).toBe('NO_ENGINE');
    expect((await desk.json('disarm')).code).toBe(0);
  });
});

describe('one engine for each data directory', () => {
  let desk: Workspace;
  beforeAll(async () => {
    desk = await openWorkspace();
  });
  afterAll(() => desk.close());

  it('commands attach to the one that serves, a second one is refused with exit 7', async () => {
    const served = await desk.serve();
    const second = await desk.json('serve', '--port', '0');
    expect(second.code).toBe(7);
    expect(second.document.error.code).toBe('ENGINE_LOCKED');

    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(0);
    const seen = await served.page(
      '/trpc/orders.get?input=' + encodeURIComponent(JSON.stringify({ id: fired.document.orders[0].id })),
    );
    expect(seen.json.result.data.order.id).toBe(fired.document.orders[0].id);
    // The command opened no engine of its own: the one that serves has logged the signal.
    expect(served.stderr()).toContain(fired.document.signal_id);
    const starts = desk.logRecords().filter((record) => record.message === 'Engine opened');
    expect(starts).toHaveLength(1);
    const refused = await desk.json('arm', 'main_sim', '--yes');
    expect(refused.code).toBe(3);
    expect(refused.document.error.code).toBe('MODE_VIOLATION');
    expect(await served.stop()).toBe(0);
  });

  it('a killed one leaves nothing behind that would stop the next', async () => {
    const killed = await desk.serve();
    await killed.kill();
    const listed = await desk.json('accounts', 'list');
    expect(listed.code).toBe(0);
    const next = await desk.serve();
    expect((await next.http('/healthz')).status).toBe(200);
    await next.kill();
    const again = await desk.serve();
    expect((await desk.json('signal', 'fire', ...BUY)).code).toBe(0);
    expect(await again.stop()).toBe(0);
  });

  it('a silent one gives exit 7, and no command is lost when it goes on', async () => {
    const served = await desk.serve();
    served.send('SIGSTOP');
    const { code, document } = await desk.json('accounts', 'list');
    expect(code).toBe(7);
    expect(['ENGINE_UNREACHABLE', 'ENGINE_LOCKED']).toContain(document.error.code);
    served.send('SIGCONT');
    await pause(100);
    expect((await desk.json('accounts', 'list')).code).toBe(0);
    expect(await served.stop()).toBe(0);
  });

  it('many commands at once all succeed, with or without one that serves', async () => {
    const atOnce = (): Promise<number | null>[] => [
      ...['a', 'b', 'c'].map(async (id) => (await desk.json('signal', 'fire', ...BUY, '--id', `many-${id}`)).code),
      desk.json('accounts', 'list').then(({ code }) => code),
    ];
    expect(await Promise.all(atOnce())).toEqual([0, 0, 0, 0]);
    const served = await desk.serve();
    const same = await Promise.all([1, 2, 3].map(() => desk.json('signal', 'fire', ...BUY, '--id', 'once')));
    expect(same.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(same.map(({ document }) => document.orders[0].id)).size).toBe(1);
    const { document } = await desk.json('orders', 'list');
    const ids = document.orders.map((order: { signal_id: string }) => order.signal_id);
    for (const id of ['many-a', 'many-b', 'many-c', 'once'])
      expect(ids.filter((one: string) => one === id)).toHaveLength(1);
    await served.stop();
  });

  it('a port that is taken is bad input, and the engine is free again', async () => {
    const served = await desk.serve();
    const other = await openWorkspace();
    try {
      const { code, document } = await other.json('serve', '--port', String(served.port));
      expect(code).toBe(2);
      expect(document.error.code).toBe('INVALID_INPUT');
      expect((await other.json('accounts', 'list')).code).toBe(0);
    } finally {
      await other.close();
      await served.stop();
    }
  });
});
