import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binanceFault, startBinanceServer } from './binance-server.ts';
import { raw, signed } from './raw-request.ts';
import type { RawAnswer } from './raw-request.ts';
import type { Fault, VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'alice-key', apiSecret: 'alice-secret' };
let venue: VenueHandle;

beforeEach(async () => {
  venue = await startBinanceServer({ accounts: [{ name: 'alice', ...KEYS, balances: { USDT: '100000' } }] });
});
afterEach(() => venue.close());

function place(clientOrderId = 'mine'): Promise<RawAnswer> {
  const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.1', price: '40000' };
  return signed(venue.url, KEYS, 'POST', '/api/v3/order', {
    ...order,
    newClientOrderId: clientOrderId,
    timestamp: Date.now(),
  });
}
const query = (): Promise<RawAnswer> =>
  signed(venue.url, KEYS, 'GET', '/api/v3/order', {
    symbol: 'BTCUSDT',
    origClientOrderId: 'mine',
    timestamp: Date.now(),
  });
const ping = (): Promise<RawAnswer> => raw(`${venue.url}/api/v3/ping`);
const placed = (): number => venue.ledger('alice').orders.length;
const until = async (done: () => boolean): Promise<void> => {
  for (let waited = 0; !done(); waited += 5) {
    if (waited > 2000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('faults that cut the connection', () => {
  it.each<[Fault, number]>([
    [{ kind: 'drop_before' }, 0],
    [{ kind: 'drop_after' }, 1],
    [{ kind: 'truncated_200', cutSocket: true }, 1],
  ])('%o leaves %d orders', async (fault, orders) => {
    venue.faults.next('order.place', fault);
    await expect(place()).rejects.toThrow();
    expect(placed()).toBe(orders);
    const [entry] = venue.requests;
    expect(entry).toMatchObject({
      route: 'order.place',
      account: 'alice',
      signed: true,
      fault: fault.kind,
      params: { newClientOrderId: 'mine' },
    });
    expect(entry?.processedStatus).toBe(orders === 0 ? undefined : 200);
    expect((await query()).json.code).toBe(orders === 0 ? -2013 : undefined);
  });
});

describe('faults that answer something else', () => {
  it.each<[Fault, number, RegExp, number]>([
    [{ kind: 'garbage_200' }, 200, /^<!DOCTYPE html>/, 0],
    [{ kind: 'garbage_200', processed: true }, 200, /^<!DOCTYPE html>/, 1],
    [{ kind: 'empty_200' }, 200, /^$/, 1],
    [{ kind: 'empty_200', processed: false }, 200, /^$/, 0],
    [{ kind: 'truncated_200' }, 200, /^\{"symbol"/, 1],
    [{ kind: 'status', status: 503 }, 503, /<html>/, 0],
    [{ kind: 'status', status: 502, processed: true }, 502, /<html>/, 1],
    [{ kind: 'status', status: 403 }, 403, /<html>/, 0],
    [{ kind: 'status', status: 404 }, 404, /<html>/, 0],
    [{ kind: 'rate_limit', retryAfter: 7 }, 429, /-1003/, 0],
    [binanceFault(-1007, { processed: true }), 400, /-1007,"msg":"Timeout waiting for response from backend server/, 1],
    [binanceFault(-1007, { status: 503 }), 503, /-1007/, 0],
    [binanceFault(-1008), 400, /-1008/, 0],
    [binanceFault(-1021), 400, /-1021/, 0],
    [binanceFault(-1015, { retryAfter: 3 }), 429, /-1015/, 0],
  ])('%o', async (fault, status, text, orders) => {
    venue.faults.next('order.place', fault);
    const answer = await place();
    expect([answer.status, placed()]).toEqual([status, orders]);
    expect(answer.text).toMatch(text);
    if (status === 200) expect(answer.json).toBeUndefined();
    expect(answer.headers.get('retry-after')).toBe(fault.kind === 'rate_limit' ? '7' : status === 429 ? '3' : null);
  });
});

describe('faults of time', () => {
  it('delays the answer of an order that is there already', async () => {
    venue.faults.next('order.place', { kind: 'delay', ms: 600 });
    const answer = place();
    await until(() => placed() === 1);
    const first = await Promise.race([answer.then(() => 'answered'), query().then(({ status }) => status)]);
    expect(first).toBe(200);
    expect((await answer).json.clientOrderId).toBe('mine');
  });

  it('accepts late what is delayed on the way in, also for a client that has gone', async () => {
    venue.faults.next('order.place', { kind: 'delay', ms: 500, when: 'before' });
    const answer = place();
    await until(() => venue.requests.length === 1);
    expect((await query()).json.code).toBe(-2013);
    await answer;
    expect((await query()).json.status).toBe('NEW');
  });

  it('answers an error and accepts the order later', async () => {
    venue.faults.next('order.place', binanceFault(-1007, { processed: { afterMs: 300 } }));
    expect((await place()).json.code).toBe(-1007);
    expect(placed()).toBe(0);
    await until(() => placed() === 1);
  });

  it('hangs until the client gives up, processed or not', async () => {
    venue.faults.next('order.place', { kind: 'hang', processed: true });
    venue.faults.next('ping', { kind: 'hang' });
    const patient = place();
    await expect(raw(`${venue.url}/api/v3/ping`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(placed()).toBe(1);
    const [lost] = await Promise.allSettled([patient, venue.close()]);
    expect(lost.status).toBe('rejected');
    venue = await startBinanceServer({ accounts: [] });
  });

  it('adds latency to everything', async () => {
    venue.setLatency(60);
    const before = performance.now();
    await ping();
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  });
});

describe('the script', () => {
  it('counts, matches by route, by predicate and by anything, and prefers what comes next over what holds always', async () => {
    venue.faults.always('ping', { kind: 'status', status: 500 });
    venue.faults.next('ping', { kind: 'status', status: 501 }, 2);
    venue.faults.next(({ params }) => params['newClientOrderId'] === 'b', { kind: 'status', status: 502 });
    venue.faults.next('*', { kind: 'status', status: 503 });
    const seen = [];
    for (const send of [() => place('a'), ping, ping, ping, () => place('b'), () => place('b')])
      seen.push((await send()).status);
    expect(seen).toEqual([503, 501, 501, 500, 502, 200]);
    expect(venue.faults.pending()).toBe(0);
    venue.faults.clear();
    expect((await ping()).status).toBe(200);
  });

  it('finds an order on the second look', async () => {
    await place();
    venue.faults.next('order.query', binanceFault(-2013));
    expect((await query()).json.code).toBe(-2013);
    expect((await query()).json.clientOrderId).toBe('mine');
  });
});
