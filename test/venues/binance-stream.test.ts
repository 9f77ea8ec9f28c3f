import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBinanceServer } from './binance-server.ts';
import type { VenueHandle } from './venue-server.ts';

const KEYS = { apiKey: 'key', apiSecret: 'secret' };
const sockets: WebSocket[] = [];
let venue: VenueHandle;
beforeEach(async () => {
  const balances = { USDT: '10000' };
  venue = await startBinanceServer({
    accounts: [
      { name: 'main', ...KEYS, balances },
      { name: 'other', apiKey: 'other', apiSecret: 'its', balances },
    ],
  });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await venue.close();
});

interface Talk {
  heard: Record<string, unknown>[];
  ask(message: object): void;
  until(count: number): Promise<void>;
}

async function connect(path = '/ws-api/v3'): Promise<Talk> {
  const socket = new WebSocket(venue.url.replace('http', 'ws') + path);
  sockets.push(socket);
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString()) as Record<string, unknown>));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    heard,
    ask: (message) => socket.send(JSON.stringify(message)),
    until: async (count) => expect.poll(() => heard.length).toBe(count),
  };
}

function signed(change: Record<string, string | number> = {}, secret = KEYS.apiSecret): object {
  const params = { apiKey: KEYS.apiKey, recvWindow: 5000, timestamp: Date.now(), ...change };
  const payload = Object.entries(params)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const signature = createHmac('sha256', secret).update(payload).digest('hex');
  return { id: 'x', method: 'userDataStream.subscribe.signature', params: { ...params, signature } };
}

describe('the user data stream of Binance', () => {
  it('tells an account of its own orders, from subscribing on', async () => {
    const talk = await connect();
    const order = { market: 'BTCUSDT', side: 'buy', price: '50000', amount: '0.01' } as const;
    venue.placeOutside('main', order);
    talk.ask(signed());
    await talk.until(1);
    expect(talk.heard[0]).toEqual({ id: 'x', status: 200, result: { subscriptionId: 0 }, rateLimits: [] });
    venue.placeOutside('other', order);
    const id = venue.placeOutside('main', { ...order, clientOrderId: 'mine' });
    venue.fillResting(id, '0.004');
    venue.fillResting(id);
    await talk.until(7);
    const events = talk.heard.slice(1).map(({ event }) => event as Record<string, unknown>);
    expect(events.map(({ e }) => e)).toEqual(
      Array.from({ length: 3 }, () => ['executionReport', 'outboundAccountPosition']).flat(),
    );
    const [placed, , part, , whole] = events;
    expect(placed).toMatchObject({ s: 'BTCUSDT', c: 'mine', S: 'BUY', x: 'NEW', X: 'NEW', z: '0.00000000', t: -1 });
    expect(part).toMatchObject({ x: 'TRADE', X: 'PARTIALLY_FILLED', l: '0.00400000', z: '0.00400000', m: true });
    expect(whole).toMatchObject({ x: 'TRADE', X: 'FILLED', l: '0.00600000', z: '0.01000000', i: Number(id) });
    expect([part?.['t'], whole?.['t']]).toEqual(venue.ledger('main').trades.map((trade) => Number(trade.id)));
  });

  it.each([
    ['a signature that is one byte off', signed({}, 'secreT'), -1022],
    ['an unknown key', signed({ apiKey: 'nobody' }), -2015],
    ['an old timestamp', signed({ timestamp: Date.now() - 6_000 }), -1021],
    ['a timestamp ahead', signed({ timestamp: Date.now() + 60_000 }), -1021],
    [
      'no signature',
      { id: 'x', method: 'userDataStream.subscribe.signature', params: { apiKey: 'key', timestamp: 1 } },
      -1102,
    ],
    ['another method', { id: 'x', method: 'order.place', params: {} }, -1020],
  ])('refuses %s, and tells nothing', async (_, message, code) => {
    const talk = await connect();
    talk.ask(message);
    await talk.until(1);
    expect(talk.heard[0]).toMatchObject({ id: 'x', error: { code } });
    expect(talk.heard[0]).not.toHaveProperty('result');
    venue.placeOutside('main', { market: 'BTCUSDT', side: 'buy', price: '50000', amount: '0.01' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(talk.heard).toHaveLength(1);
  });

  it('has no stream at another path', async () => {
    await connect('/ws/listenkey').catch(() => undefined);
    await expect.poll(() => venue.streams.count()).toBe(0);
  });
});
