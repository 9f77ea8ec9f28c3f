import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer } from '../venues/binance-server.ts';
import { openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const FIRE = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
const scopes = (document: Json): unknown[] => document.stops.map(({ scope }: Json) => scope);

describe('the kill switch, as single commands', { timeout: 120_000 }, () => {
  let work: Workspace;
  beforeEach(async () => {
    work = await openWorkspace();
  });
  afterEach(() => work.close());

  it('needs a yes, one scope, and something that exists', async () => {
    for (const [args, code, error] of [
      [['kill'], 2, 'INVALID_INPUT'],
      [['kill', '--account', 'main_sim'], 2, 'INVALID_INPUT'],
      [['kill', '--account', 'main_sim', '--owner', 'me', '--yes'], 2, 'INVALID_INPUT'],
      [['kill', '--strategy', 'trend', '--flatten', '--yes'], 2, 'INVALID_INPUT'],
      [['kill', '--wait', 'long', '--yes'], 2, 'INVALID_INPUT'],
      [['kill', '--account', 'nobody', '--yes'], 6, 'ACCOUNT_NOT_FOUND'],
      [['kill', '--owner', 'nobody', '--yes'], 6, 'ACCOUNT_NOT_FOUND'],
      [['resume'], 2, 'INVALID_INPUT'],
      [['resume', '--yes'], 6, 'STOP_NOT_FOUND'],
    ] as const) {
      const ran = await work.json(...args);
      expect([args, ran.code, ran.document.error.code]).toEqual([args, code, error]);
    }
    expect((await work.json('kills', 'list')).document).toEqual({ stops: [] });
  });

  it('stops with no engine running, and stays until it is released', async () => {
    const killed = await work.json('kill', '--reason', 'enough', '--yes');
    expect(killed.code, killed.stdout).toBe(0);
    expect(killed.document).toMatchObject({
      ...{ scope: { kind: 'global' }, cause: 'kill', code: 'KILL_SWITCH', reason: 'enough', by: 'cli', durable: true },
      ...{ cancel: false, flatten: false, work: [] },
    });
    const refused = await work.json(...FIRE);
    expect([refused.code, refused.document.error.code, refused.document.orders]).toEqual([3, 'KILL_SWITCH', []]);
    expect(refused.document.decision.checks.find(({ code }: Json) => code === 'KILL_SWITCH')).toMatchObject({
      ok: false,
    });
    await work.json('kill', '--account', 'main_sim', '--yes');
    const listed = await work.json('kills', 'list');
    expect(scopes(listed.document)).toEqual([{ kind: 'account', name: 'main_sim' }, { kind: 'global' }]);
    const text = await work.qt('kills', 'list');
    expect(text.stdout).toMatch(/account main_sim[\s\S]*everything[\s\S]*enough/);

    const released = await work.json('resume', '--yes');
    expect([released.code, scopes(released.document)]).toEqual([0, [{ kind: 'account', name: 'main_sim' }]]);
    expect((await work.json(...FIRE)).document.error.code).toBe('KILL_SWITCH');
    await work.json('resume', '--account', 'main_sim', '--yes');
    const placed = await work.json(...FIRE);
    expect([placed.code, placed.document.orders[0].status]).toEqual([0, 'filled']);
    expect(work.logRecords().filter(({ message }) => message === 'Kill switch pulled')).toHaveLength(2);
  });

  it('flattens with no engine running: waits until it is done', async () => {
    expect((await work.json(...FIRE)).code).toBe(0);
    const killed = await work.json('kill', '--account', 'main_sim', '--flatten', '--yes');
    expect(killed.code, killed.stdout).toBe(0);
    expect(killed.document.work).toMatchObject([
      { account_name: 'main_sim', stage: 'done', open_orders: 0, positions: 0, error: null },
    ]);
    expect((await work.json('positions', 'list', '--account', 'main_sim')).document.positions).toEqual([]);
    expect((await work.json(...FIRE)).document.error.code).toBe('KILL_SWITCH');
  });
});

describe('the kill switch of a running engine', { timeout: 120_000 }, () => {
  it('by HTTP with the token, and by qt; neither releases what SIGKILL leaves behind', async () => {
    const work = await openWorkspace();
    try {
      const served = await work.serve();
      const post = (body: unknown, headers: Record<string, string> = {}) =>
        served.http('/kill', {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${served.token}`, ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        });
      expect((await post({}, { authorization: 'Bearer wrong' })).status).toBe(401);
      expect((await post({}, { origin: 'http://evil.example' })).status).toBe(403);
      for (const bad of [{ scope: 'all' }, { scope: { kind: 'account' } }, { scop: {} }, []]) {
        const answer = await post(bad);
        expect([bad, answer.status, answer.json.error.code]).toEqual([bad, 422, 'INVALID_INPUT']);
      }
      expect((await post({ scope: { kind: 'account', name: 'nobody' } })).json.error.code).toBe('ACCOUNT_NOT_FOUND');
      expect((await work.json('kills', 'list')).document.stops).toEqual([]);

      const one = await post({ scope: { kind: 'account', name: 'main_sim' }, reason: 'by a program' });
      expect([one.status, one.json.by, one.json.durable]).toEqual([200, 'http', true]);
      const all = await post({});
      expect([all.status, all.json.scope]).toEqual([200, { kind: 'global' }]);
      const refused = await served.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' });
      expect([refused.status, refused.json.error.code]).toEqual([409, 'KILL_SWITCH']);
      expect(scopes((await work.json('kills', 'list')).document)).toHaveLength(2);
      const metrics = (await served.get('/metrics')).text;
      expect(metrics).toContain('stops_in_effect{scope="global",cause="kill"} 1');
      expect(metrics).toContain('stops_in_effect{scope="account",cause="automatic"} 0');
      for (const path of ['/resume', '/release']) {
        expect(
          (
            await served.http(path, {
              method: 'POST',
              headers: { 'content-type': 'application/json', authorization: `Bearer ${served.token}` },
              body: '{}',
            })
          ).status,
        ).toBe(404);
      }
      await served.kill();

      expect((await work.json(...FIRE)).document.error.code).toBe('KILL_SWITCH');
      const again = await work.serve();
      expect((await again.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' })).json.error.code).toBe(
        'KILL_SWITCH',
      );
      expect((await work.json('kill', '--yes')).document.by).toBe('cli');
      const released = await work.json('resume', '--yes');
      expect(scopes(released.document)).toEqual([{ kind: 'account', name: 'main_sim' }]);
    } finally {
      await work.close();
    }
  });

  it('says what is left where a venue cannot be reached: exit code 5, and the engine goes on', async () => {
    const keys = { apiKey: 'key-of-desk-1234567890', apiSecret: 'secret-of-desk-1234567890' };
    const venue = await startBinanceServer({
      accounts: [{ name: 'desk', ...keys, balances: { USDT: '10000', BTC: '1' } }],
    });
    const fields = {
      EXCHANGE: 'binance',
      MODE: 'real',
      API_KEY: keys.apiKey,
      API_SECRET: keys.apiSecret,
      API_URL: venue.url,
    };
    const work = await openWorkspace(
      Object.fromEntries(Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_DESK_${field}`, value])),
    );
    try {
      await work.serve();
      expect((await work.json('arm', 'desk', '--yes')).code).toBe(0);
      const limit = ['--account', 'desk', '--type', 'limit', '--price', '30000'];
      expect((await work.json(...FIRE, ...limit)).document.orders[0].status).toBe('open');
      venue.faults.always(({ route }) => route.startsWith('order.'), { kind: 'status', status: 502 });
      const killed = await work.json('kill', '--cancel', '--yes', '--wait', '2s');
      expect(killed.code, killed.stdout).toBe(5);
      expect(killed.document.work).toMatchObject([{ account_name: 'desk', stage: 'cancelling', open_orders: 1 }]);
      venue.faults.clear();
      await expect
        .poll(async () => (await work.json('kills', 'list')).document.stops[0].work[0], {
          timeout: 60_000,
          interval: 500,
        })
        .toMatchObject({ stage: 'done', open_orders: 0, error: null });
      expect((await work.json('orders', 'list')).document.orders[0].status).toBe('canceled');
    } finally {
      await work.close();
      await venue.close();
    }
  });
});
