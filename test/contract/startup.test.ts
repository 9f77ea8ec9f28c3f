import { readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueHandle } from '../venues/venue-server.ts';
import { expectRefusal } from './document-shapes.ts';
import { limitArgs, openExchangeDesk } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { eventually, openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

describe('a start after something went wrong', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  let venue: VenueHandle;
  beforeEach(async () => {
    desk = await openExchangeDesk(['okx', 'kraken']);
    venue = desk.venues.okx;
  });
  afterEach(() => desk.close());

  const status = async (name: string): Promise<Json> =>
    (await desk.json('accounts', 'status')).document.accounts.find(({ account }: Json) => account.name === name);

  it('killed with an order on its way: the next start says what became of it, and metrics tell the same', async () => {
    const served = await desk.serve();
    await desk.arm('okx');
    // The stream would tell of it before the answer, and before the crash.
    venue.streams.hold();
    venue.faults.next('order.place', { kind: 'delay', ms: 2_000, when: 'after' });
    const firing = desk.post(served, 'okx', { id: 'cut', type: 'limit', price: '50000' }).catch(() => null);
    await eventually(
      () => venue.ledger('one').orders.length,
      (count) => count === 1,
    );
    await served.kill();
    await firing;
    venue.streams.release();
    venue.placeOutside('one', { market: 'BTC-USDT', side: 'buy', price: '40000', amount: '0.01' });

    const next = await desk.serve();
    const [order] = (await desk.json('orders', 'list', '--account', 'okx')).document.orders;
    const shown = await eventually(
      async () => (await desk.json('orders', 'show', order.id)).document,
      (document) => document.order.status === 'open',
    );
    expect(shown.order).toMatchObject({ signal_id: 'cut', filled: '0', error: null, watch: null });
    expect(shown.transitions.map(({ cause }: Json) => cause)).toContain('recovery');
    const account = await eventually(
      () => status('okx'),
      ({ reconcile }) => reconcile.state === 'done',
    );
    expect(account).toMatchObject({ open_orders: 1, unknown_orders: 0, external_orders: 1, armed_until: null });
    const text = (await desk.qt('orders', 'show', order.id)).stdout;
    expect(text).toMatch(/unknown\s+recovery/);
    const metrics = (await next.get('/metrics')).text;
    const labels = 'account_name="okx",exchange="okx",mode="real"';
    expect(metrics).toContain(`account_external_orders{${labels}} 1\n`);
    expect(metrics).toContain(`account_unknown_orders{${labels}} 0\n`);
    expect(metrics).toContain(`account_reconciled{${labels}} 1\n`);
    expect(metrics).toContain(`account_reconcile_state{${labels},state="done"} 1\n`);
    expect(metrics).toContain(`account_reconcile_state{${labels},state="failed"} 0\n`);
    expect(metrics).toMatch(new RegExp(`account_stream_state\\{${labels},state="live"\\} [01]\n`));
    const at = new RegExp(`account_reconcile_timestamp_seconds\\{${labels}\\} (\\S+)\n`).exec(metrics)?.[1];
    expect(Math.abs(Number(at) * 1_000 - Date.now())).toBeLessThan(60_000);
    const told = desk.logRecords().find(({ message }) => message === 'Unsettled order found at start');
    expect(told).toMatchObject({ level: 'WARN', account_name: 'okx', order_id: order.id });
    // Sent once, and the same id gives the order that there is.
    const again = await next.signal({
      symbol: 'BTC/USDT',
      side: 'long',
      amount: '0.01',
      account_name: 'okx',
      id: 'cut',
      type: 'limit',
      price: '50000',
    });
    expect([again.status, again.json.orders[0].id]).toEqual([200, order.id]);
    expect(venue.requests.filter(({ route }) => route === 'order.place')).toHaveLength(1);
  });

  it('what is not ours is shown, kept by a plain cancel of all, and canceled on the word', async () => {
    await desk.serve();
    await desk.arm('okx');
    const outside = venue.placeOutside('one', { market: 'BTC-USDT', side: 'buy', price: '40000', amount: '0.01' });
    const [own] = (await desk.fire('okx', ...limitArgs('okx'))).document.orders;
    const compared = await desk.json('orders', 'reconcile', '--account', 'okx');
    expect([compared.code, compared.document.accounts]).toMatchObject([0, [{ state: 'done', external_orders: 1 }]]);
    const { external } = (await desk.json('orders', 'external', '--account', 'okx')).document;
    expect(external).toMatchObject([
      { venue_order_id: outside, side: 'buy', amount: '0.01', price: '40000', filled: '0' },
    ]);

    for (const args of [
      ['--all'],
      ['--all', '--account', 'okx'],
      [own.id, '--all', '--yes'],
      ['--account', 'okx'],
      [own.id, '--external'],
    ]) {
      const refused = await desk.json('orders', 'cancel', ...args);
      expect([refused.code, refused.document.error.code], args.join(' ')).toEqual([2, 'INVALID_INPUT']);
    }
    const ours = await desk.json('orders', 'cancel', '--all', '--account', 'okx', '--yes');
    expect(ours.code, ours.stdout).toBe(0);
    expect(ours.document.results).toMatchObject([{ id: own.id, external: false, status: 'canceled', error: null }]);
    expect(venue.ledger('one').orders.find(({ id }) => id === outside)?.status).toBe('open');
    const all = await desk.json('orders', 'cancel', '--all', '--account', 'okx', '--external', '--yes');
    expect(all.code, all.stdout).toBe(0);
    expect(all.document.results).toMatchObject([{ external: true, error: null }]);
    expect(venue.ledger('one').orders.find(({ id }) => id === outside)?.status).toBe('canceled');
    const none = await desk.json('orders', 'cancel', '--all', '--strategy', 'nobody', '--yes');
    expect([none.code, none.document.results]).toEqual([0, []]);
  });

  it('an account whose exchange is away at the start does not trade, says so, and trades again by itself', async () => {
    venue.faults.always('*', { kind: 'drop_before' });
    const served = await desk.serve();
    const unarmed = await desk.json('arm', 'okx', '--for', '1h', '--yes');
    expect([unarmed.code, unarmed.document.error.code]).toEqual([3, 'ACCOUNT_UNRECONCILED']);
    await desk.arm('kraken');
    const refused = await desk.fire('okx', ...limitArgs('okx'));
    expect(refused.code).toBe(3);
    expectRefusal(refused.document, 'ACCOUNT_DISARMED');
    const failed = refused.document.decision.checks.filter(({ ok }: { ok: boolean }) => !ok);
    expect(failed.map(({ code }: { code: string }) => code)).toContain('ACCOUNT_UNRECONCILED');
    expect((await desk.post(served, 'okx')).status).toBe(409);
    expect((await status('okx')).reconcile).toMatchObject({ state: expect.stringMatching(/failed|running|pending/) });
    // The other one is none of its business.
    expect((await desk.fire('kraken')).code).toBe(0);
    const report = await desk.json('orders', 'reconcile', '--account', 'okx');
    expect(report.code).toBe(5);
    expect(report.document.accounts[0]).toMatchObject({ state: 'failed', error: { code: expect.any(String) } });
    expect((await served.get('/metrics')).text).toMatch(/account_reconciled\{account_name="okx".*\} 0\n/);
    venue.faults.clear();
    await eventually(
      () => desk.json('arm', 'okx', '--for', '1h', '--yes'),
      ({ code }) => code === 0,
      30_000,
    );
    const fired = await desk.fire('okx', ...limitArgs('okx'));
    expect(fired.code, fired.stdout).toBe(0);
    expect(fired.document.orders[0].status).toBe('open');
  });
});

describe('a data directory that cannot be used', { timeout: 60_000 }, () => {
  let desk: Workspace;
  beforeEach(async () => {
    desk = await openWorkspace();
    // Makes a journal.
    await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01');
  });
  afterEach(() => desk.close());

  it.each([
    [
      'its first page is overwritten',
      (bytes: Buffer): Buffer => Buffer.concat([Buffer.alloc(4_096, 7), bytes.subarray(4_096)]),
    ],
    ['it is cut short', (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2))],
    ['it is no database', (): Buffer => Buffer.from('this is no database, but it is somebody’s file\n')],
  ])('a journal that is broken (%s) is refused, named, and left as it is', async (_, broken) => {
    const file = path.join(desk.dataDir, 'journal.db');
    writeFileSync(file, broken(readFileSync(file)));
    const before = readFileSync(file);
    for (const args of [
      ['orders', 'list'],
      ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'],
      ['serve', '--port', '0'],
    ]) {
      const { code, document } = await desk.json(...args);
      expect([code, document.error.code], args.join(' ')).toEqual([7, 'JOURNAL_UNAVAILABLE']);
      expect(document.error.message).toContain('journal.db');
    }
    const plain = await desk.qt('orders', 'list');
    expect([plain.code, plain.stdout]).toEqual([7, '']);
    expect(plain.stderr).toContain('journal.db');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('one that cannot be made is refused, whoever asks for it', async () => {
    // Under a device no directory can be made, not even by root, for whom read-only directories are none.
    const nowhere = await openWorkspace({ QT_DATA_DIR: path.join(devNull, 'qt') });
    try {
      const { code, document } = await nowhere.json('orders', 'list');
      expect(code).toBe(7);
      expect(document.error.message).not.toBe('');
    } finally {
      await nowhere.close();
    }
  });
});
