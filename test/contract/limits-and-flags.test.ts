import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '0.01' };

describe('limits and flags, at the command line and at the door of other programs', { timeout: 120_000 }, () => {
  let desk: Workspace;
  let served: Served;
  beforeAll(async () => {
    desk = await openWorkspace({
      QT_ACCOUNT_A_EXCHANGE: 'sim',
      QT_ACCOUNT_B_EXCHANGE: 'sim',
      QT_ACCOUNT_B_OWNER: 'ann',
    });
    served = await desk.serve();
  });
  afterAll(() => desk.close());
  const fire = (fields: Record<string, unknown>) => served.signal({ ...BUY, account_name: 'a', ...fields });
  const failed = (document: Json): string[] =>
    (document.decision.checks as Json[]).filter(({ ok }) => !ok).map(({ code }) => code as string);

  it('none is set at first, and nothing is held back', async () => {
    const { document } = await desk.json('limits', 'show');
    expect(document).toMatchObject({ revision: 0, updated_at: null });
    expect(document.accounts).toMatchObject([
      { account_name: 'a', limits: {}, gauges: [] },
      { account_name: 'b', limits: {}, gauges: [] },
    ]);
    expect((await desk.json('flags', 'show')).document).toMatchObject({ revision: 0, flags: [] });
    expect((await fire({ id: 'free' })).status).toBe(200);
  });

  it('a limit refuses with 409, its code and its figures, and every failing check is told', async () => {
    await desk.json('limits', 'set', 'a', '--max-order-size', '100', '--max-orders-per-minute', '0');
    await desk.json('flags', 'set', 'a', '--symbols', 'ETH/*');
    const { status, json } = await fire({ id: 'held' });
    expect(status).toBe(409);
    expect(json.orders).toEqual([]);
    expect(failed(json)).toEqual(expect.arrayContaining(['SYMBOL_NOT_ALLOWED', 'MAX_ORDER_SIZE', 'MAX_ORDER_RATE']));
    const size = (json.decision.checks as Json[]).find(({ code }) => code === 'MAX_ORDER_SIZE');
    expect(size.figures).toMatchObject({ limit: '100', unit: 'USDT' });
    const preview = await desk.json(
      'routes',
      'preview',
      '--symbol',
      'BTC/USDT',
      '--side',
      'long',
      '--amount',
      '0.01',
      '--account',
      'a',
    );
    expect(failed(preview.document)).toEqual(failed(json));
    // Another account is none of that.
    expect((await fire({ id: 'other', account_name: 'b' })).status).toBe(200);
  });

  it('flags of an owner and of all hold each account of theirs, and none takes them away again', async () => {
    await desk.json('flags', 'set', '--owner', 'ann', '--enabled', 'false');
    expect((await fire({ account_name: 'b' })).json.error.code).toBe('ACCOUNT_DISABLED');
    await desk.json('flags', 'set', '--owner', 'ann', '--enabled', 'none');
    await desk.json('flags', 'set', '--global', '--strategies', 'mean*');
    expect((await fire({ account_name: 'b' })).json.error.code).toBe('STRATEGY_NOT_ALLOWED');
    expect((await fire({ account_name: 'b', strategy_id: 'Mean-7' })).status).toBe(200);
    const { document } = await desk.json('flags', 'set', '--global', '--strategies', 'none');
    expect(document.flags).toEqual([{ scope: { kind: 'global' }, flags: {} }]);
    expect((await fire({ account_name: 'b' })).status).toBe(200);
  });

  it('outlive the engine', async () => {
    await served.stop();
    const { document } = await desk.json('limits', 'show', 'a');
    expect(document.accounts[0].limits).toEqual({
      max_order_size: { value: '100', unit: 'account' },
      max_orders_per_minute: 0,
    });
    const order = await desk.json(
      'signal',
      'fire',
      '--symbol',
      'BTC/USDT',
      '--side',
      'long',
      '--amount',
      '0.01',
      '--account',
      'a',
    );
    expect([order.code, order.document.orders]).toEqual([3, []]);
  });
});
