import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRateGovernor } from '../../../../electron/engine/venues/http/rate-governor.ts';
import type { RateGovernor } from '../../../../electron/engine/venues/http/rate-governor.ts';
import { NO_LIMITS } from '../../../../electron/engine/venues/http/rate-limits.ts';
import type { RateLimits } from '../../../../electron/engine/venues/http/rate-limits.ts';
import type { Route } from '../../../../electron/engine/venues/http/request-guard.ts';
import { openWire } from '../../../../electron/engine/venues/http/wire.ts';
import type { Wire, WireOptions } from '../../../../electron/engine/venues/http/wire.ts';
import { depsWith, movableClock } from '../rig.ts';

const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/order$/ },
  { method: 'POST', path: /^\/cancel$/, lane: 'cancel' },
  { method: 'POST', path: /^\/list$/, lane: 'read', weight: 5 },
  { method: 'GET', path: /^\/list$/ },
];

const clock = movableClock();
let headers: Record<string, string>;
let status: number;
let seen: string[];
let url: string;
let close: () => Promise<void>;

beforeEach(async () => {
  headers = {};
  status = 200;
  seen = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(status, headers).end('{}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  };
});
afterEach(() => close());

function open(limits: Partial<RateLimits>, options: Partial<WireOptions> = {}): { wire: Wire; governor: RateGovernor } {
  const governor = createRateGovernor({ ...NO_LIMITS, ...limits }, clock);
  const guard = { bases: [url], access: ROUTES };
  const wire = openWire(
    { guard, timeoutMs: 1_000, maxBodyBytes: 1_000, governor, account: 'a', ...options },
    depsWith(clock),
  );
  return { wire, governor };
}
const post = (path: string) => ({ url: `${url}${path}`, method: 'POST', headers: {} });
const LIMITED = { phase: 'not_sent', code: 'VENUE_RATE_LIMIT' };

describe('a wire within limits', () => {
  it('weighs each request by its route, and knows a cancel by its lane', async () => {
    const { wire } = open({ budgets: [{ counts: 'account', weight: 20, perMs: 60_000 }] });
    // 0.95 × 0.8 of 20 are 15: three lists.
    for (let count = 0; count < 3; count += 1) {
      expect(await wire.send(post('/list'))).toMatchObject({ phase: 'answered' });
    }
    expect(await wire.send(post('/list'))).toMatchObject(LIMITED);
    // 19 for orders: four more.
    for (let count = 0; count < 4; count += 1) {
      expect(await wire.send(post('/order'))).toMatchObject({ phase: 'answered' });
    }
    expect(await wire.send(post('/order'))).toMatchObject(LIMITED);
    expect(await wire.send(post('/cancel'))).toMatchObject({ phase: 'answered' });
    expect(seen).toHaveLength(8);
  });

  it('hands out the turn that was missing, and takes it back as a permit', async () => {
    const { wire, governor } = open({ budgets: [{ counts: 'ip', weight: 10, perMs: 60_000 }] });
    await wire.send(post('/list'));
    const held = await wire.send(post('/list'));
    expect(held).toMatchObject({ ...LIMITED, turn: { lane: 'read', weight: 5, account: 'a' } });
    if (held.phase !== 'not_sent' || !held.turn) throw new Error('no turn');
    clock.moveOn(60_001);
    expect(await governor.wait(held.turn)).toBe(true);
    expect(await wire.send(post('/list'), held.turn)).toMatchObject({ phase: 'answered' });
    // It was spent, once.
    expect(await wire.send(post('/list'))).toMatchObject(LIMITED);
  });

  it('waits by itself where it may, and gives up when it is closed', async () => {
    const options = { guard: { bases: [url], access: 'public' }, waits: true } as const;
    const publicWeights = [{ path: /^\/heavy$/, weight: 7 }];
    const { wire } = open({ budgets: [{ counts: 'ip', weight: 10, perMs: 200 }], publicWeights }, options);
    const get = (path: string) => wire.send({ url: `${url}${path}`, method: 'GET', headers: {} });
    await get('/heavy');
    const started = performance.now();
    expect(await get('/heavy')).toMatchObject({ phase: 'answered' });
    expect(performance.now() - started).toBeGreaterThan(150);
    const waiting = get('/heavy');
    wire.close();
    expect(await waiting).toMatchObject({ phase: 'not_sent' });
    expect(seen).toEqual(['/heavy', '/heavy']);
  });
});

describe('how long to keep quiet', () => {
  const quiet = { scope: 'ip', ms: 3_000 } as const;

  it.each<[string, RateLimits['quiet'], () => Record<string, string>, number]>([
    ['Retry-After', quiet, () => ({ 'retry-after': '7' }), 7_000],
    ['nothing', quiet, () => ({}), 3_000],
    [
      'a duration of its own',
      { ...quiet, header: { name: 'x-reset', tells: 'duration_ms' } },
      () => ({ 'x-reset': '1500' }),
      1_500,
    ],
    [
      'a time of its own',
      { ...quiet, header: { name: 'x-reset', tells: 'epoch_ms' } },
      () => ({ 'x-reset': String(Math.floor(clock.nowMs()) + 4_000) }),
      4_000,
    ],
  ])('is told by %s', async (_, told, said, expectedMs) => {
    const { wire } = open({ quiet: told });
    status = 429;
    headers = said();
    await wire.send(post('/order'));
    status = 200;
    headers = {};
    clock.moveOn(expectedMs - 300);
    expect(await wire.send(post('/order'))).toMatchObject(LIMITED);
    clock.moveOn(600);
    expect(await wire.send(post('/order'))).toMatchObject({ phase: 'answered' });
    expect(seen).toHaveLength(2);
  });

  it('is kept also where only the body said so', async () => {
    const { wire } = open({ quiet });
    const evidence = await wire.send(post('/order'));
    wire.heed(evidence);
    expect(await wire.send(post('/order'))).toMatchObject(LIMITED);
    // Words that were never an answer of this wire mean nothing.
    const { wire: other } = open({ quiet });
    other.heed(evidence);
    expect(await other.send(post('/order'))).toMatchObject({ phase: 'answered' });
  });
});
