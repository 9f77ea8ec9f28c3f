import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFireDocument } from './document-shapes.ts';
import { preload } from './preload.ts';
import type { HttpAnswer, Served } from './serve-process.ts';
import { eventually, openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '0.01', strategy_id: 'momentum' };
const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
const HOUR_MS = 3_600_000;

describe('a signal that waits for the operator, over HTTP and by qt', { timeout: 60_000 }, () => {
  let desk: Workspace;
  let served: Served;
  beforeAll(async () => {
    desk = await openWorkspace();
    Object.assign(desk.env, preload(desk.home, HOUR_MS));
    served = await desk.serve();
    const flagged = await desk.json('flags', 'set', 'main_sim', '--approval', '30m');
    if (flagged.code !== 0) throw new Error(flagged.stdout);
  }, 60_000);
  afterAll(() => desk.close());

  const approvals = async (...args: string[]): Promise<Json[]> =>
    (await desk.json('approvals', 'list', ...args)).document.approvals;
  const orders = async (): Promise<Json[]> => (await desk.json('orders', 'list')).document.orders;
  async function waiting(id: string): Promise<{ answer: HttpAnswer; approval: string }> {
    const answer = await served.signal({ ...SIGNAL, id });
    expect(answer.status).toBe(202);
    return { answer, approval: answer.json.approval.id as string };
  }

  it('HTTP 202 with the document: no orders, APPROVAL_PENDING, and its approval; the same again for its id', async () => {
    const { answer, approval } = await waiting('h1');
    expect(answer.json).toMatchObject({
      ...{ signal_id: 'h1', orders: [], error: { code: 'APPROVAL_PENDING', message: expect.any(String) } },
      decision: { account_name: 'main_sim', account_source: 'default', mode: 'paper', checks: [] },
      approval: { id: expect.stringMatching(/^apr_/), expires_at: expect.stringMatching(/^20.*Z$/) },
    });
    expect(answer.json.decision.trace.length).toBeGreaterThan(0);
    expect(await served.signal({ ...SIGNAL, id: 'h1' })).toMatchObject({ status: 202, json: answer.json });
    const other = await served.signal({ ...SIGNAL, id: 'h1', amount: '0.02' });
    expect([other.status, other.json.error.code]).toEqual([409, 'DUPLICATE_SIGNAL']);
    expect(await orders()).toEqual([]);
    const [listed] = await approvals('--state', 'waiting');
    expect(listed).toMatchObject({
      ...{ id: approval, signal_id: 'h1', door: 'http', account_name: 'main_sim', state: 'waiting', decided_at: null },
      signal: { ...SIGNAL, id: 'h1' },
    });
  });

  it('shows the preview as it would be now, and fires on a yes, once', async () => {
    const { approval } = await waiting('h2');
    const shown = await desk.json('approvals', 'show', approval);
    expect([shown.code, shown.document]).toMatchObject([
      0,
      {
        approval: { id: approval },
        preview: { decision: { account_name: 'main_sim' }, order: { amount: '0.01' }, error: null },
      },
    ]);
    const unmeant = await desk.json('approvals', 'approve', approval);
    expect([unmeant.code, unmeant.document.error.code]).toEqual([2, 'INVALID_INPUT']);
    const before = (await orders()).length;
    const fired = await desk.json('approvals', 'approve', approval, '--yes');
    expect(fired.code, fired.stdout).toBe(0);
    expectFireDocument(fired.document);
    expect(fired.document).toMatchObject({ signal_id: 'h2', orders: [{ account_name: 'main_sim', status: 'filled' }] });
    const again = await desk.json('approvals', 'approve', approval, '--yes');
    expect([again.code, again.document]).toEqual([0, fired.document]);
    const answer = await served.signal({ ...SIGNAL, id: 'h2' });
    expect([answer.status, answer.json]).toEqual([200, fired.document]);
    expect(await orders()).toHaveLength(before + 1);
    expect((await desk.json('approvals', 'show', approval)).document).toMatchObject({
      approval: { state: 'approved', decided_by: 'cli', error: null },
      preview: null,
    });
    const declined = await desk.json('approvals', 'decline', approval);
    expect([declined.code, declined.document.error.code]).toEqual([6, 'APPROVAL_NOT_FOUND']);
  });

  it('declined: 409 APPROVAL_DECLINED for its id, and nothing was sent', async () => {
    const { approval } = await waiting('h3');
    const before = (await orders()).length;
    const declined = await desk.json('approvals', 'decline', approval);
    expect([declined.code, declined.document.approval]).toMatchObject([0, { state: 'declined', decided_by: 'cli' }]);
    const answer = await served.signal({ ...SIGNAL, id: 'h3' });
    expect([answer.status, answer.json.error.code, answer.json.orders]).toEqual([409, 'APPROVAL_DECLINED', []]);
    const late = await desk.json('approvals', 'approve', approval, '--yes');
    expect([late.code, late.document.error.code]).toEqual([3, 'APPROVAL_DECLINED']);
    expect(await orders()).toHaveLength(before);
  });

  it('qt signal fire ends with 5, and says what to say yes to', async () => {
    const fired = await desk.json('signal', 'fire', ...BUY, '--id', 'c1');
    expect([fired.code, fired.document]).toMatchObject([
      5,
      { signal_id: 'c1', orders: [], error: { code: 'APPROVAL_PENDING' }, approval: { id: expect.any(String) } },
    ]);
    const text = await desk.qt('signal', 'fire', ...BUY, '--id', 'c1');
    expect(text.code).toBe(5);
    expect(text.stdout).toContain(fired.document.approval.id);
    expect(text.stdout).toContain('waits');
    expect(text.stdout).not.toContain('refused');
  });

  it('goes nowhere else than to where it was to go, unless that is said', async () => {
    const { approval } = await waiting('h4');
    expect((await desk.json('strategies', 'set', 'momentum', '--account', 'swing_sim')).code).toBe(0);
    const refused = await desk.json('approvals', 'approve', approval, '--yes');
    expect([refused.code, refused.document.error.code]).toEqual([3, 'REVISION_CONFLICT']);
    const fired = await desk.json('approvals', 'approve', approval, '--account', 'swing_sim', '--yes');
    expect([fired.code, fired.document.orders]).toMatchObject([0, [{ account_name: 'swing_sim' }]]);
    expect((await desk.json('strategies', 'unset', 'momentum')).code).toBe(0);
  });

  it.each([
    [['approvals', 'show', 'apr_none'], 6, 'APPROVAL_NOT_FOUND'],
    [['approvals', 'approve', 'apr_none', '--yes'], 6, 'APPROVAL_NOT_FOUND'],
    [['approvals', 'decline', 'apr_none'], 6, 'APPROVAL_NOT_FOUND'],
    [['approvals', 'show', 'ord_1'], 2, 'INVALID_INPUT'],
    [['approvals', 'list', '--state', 'maybe'], 2, 'INVALID_INPUT'],
    [['approvals', 'approve', 'apr_none'], 2, 'INVALID_INPUT'],
    [['approvals'], 2, 'INVALID_INPUT'],
  ] as const)('qt %j ends with %i (%s)', async (args, exit, code) => {
    const { code: got, document } = await desk.json(...args);
    expect([got, document.error.code]).toEqual([exit, code]);
  });

  it('waits through a kill of the process, and expires with the clock', async () => {
    const { answer, approval } = await waiting('h5');
    await served.kill();
    served = await desk.serve();
    expect(await served.signal({ ...SIGNAL, id: 'h5' })).toMatchObject({ status: 202, json: answer.json });
    served.jumpClock();
    const expired = await eventually(
      () => served.signal({ ...SIGNAL, id: 'h5' }),
      ({ status }) => status === 409,
    );
    expect(expired.json).toMatchObject({ orders: [], error: { code: 'APPROVAL_EXPIRED' } });
    const late = await desk.json('approvals', 'approve', approval, '--yes');
    expect([late.code, late.document.error.code]).toEqual([3, 'APPROVAL_EXPIRED']);
  });

  it('tells it in the log', () => {
    const told = (message: string): Json => desk.logRecords().find((record) => record.message === message);
    for (const message of [
      "Signal waits for the operator's yes",
      'Waiting signal approved',
      'Waiting signal declined',
      'Waiting signal expired',
    ]) {
      expect(told(message), message).toMatchObject({
        signal_id: expect.any(String),
        account_name: 'main_sim',
        detail: expect.stringContaining('apr_'),
      });
    }
  });
});
