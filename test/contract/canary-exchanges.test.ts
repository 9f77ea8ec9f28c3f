import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../venues/venue-server.ts';
import { plant, scanner } from './canary.ts';
import type { Canary } from './canary.ts';
import { NEVER_STOPS } from './canary-desk.ts';
import { openExchangeDesk } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { SEATS, SEAT_NAMES } from './exchange-seats.ts';
import type { Seat, SeatKeys, SeatName } from './exchange-seats.ts';
import type { HttpAnswer, Served } from './serve-process.ts';
import type { Json } from './workspace.ts';

const canaries: Canary[] = [];
const planted = (label: string, pattern: string): string => {
  const canary = plant(label, pattern);
  canaries.push(canary);
  return canary.value;
};
/** As the test venues make them; KuCoin's is given out by a fault of ours. */
const STREAM_TOKENS = /canaryTOKEN|canaryLISTENKEY/;
const BULLET = planted('KuCoin bullet token', '##');

const KEYS = Object.fromEntries(
  SEAT_NAMES.map((name): [SeatName, SeatKeys] => {
    const secret = planted(`${name} secret`, '##');
    const apiSecret = SEATS[name].exchange === 'kraken' ? Buffer.from(secret).toString('base64') : secret;
    const one = (what: string): string => planted(`${name} ${what}`, '#');
    return [name, { apiKey: one('key'), apiSecret, passphrase: one('passphrase'), clientId: one('client id') }];
  }),
) as Record<SeatName, SeatKeys>;

describe('credentials of every exchange', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  let served: Served;
  let events = '';
  beforeAll(async () => {
    desk = await openExchangeDesk(SEAT_NAMES, (name) => KEYS[name]);
    desk.env['QT_LOG_LEVEL'] = 'debug';
    const endpoint = desk.venues.kucoin.url.replace('http', 'ws') + '/endpoint';
    const server = { endpoint, encrypt: false, protocol: 'websocket', pingInterval: 18_000, pingTimeout: 10_000 };
    const body = { code: '200000', data: { token: BULLET, instanceServers: [server] } };
    desk.venues.kucoin.faults.always('stream.token', { kind: 'error', status: 200, body });
    Object.assign(desk.env, NEVER_STOPS);
    served = await desk.serve();
    follow();
    for (const name of SEAT_NAMES) await desk.arm(name);
  }, 60_000);
  afterAll(() => desk.close());

  const follow = (): void => {
    const headers = { authorization: `Bearer ${served.session}`, accept: 'text/event-stream' };
    const options = { host: '127.0.0.1', port: served.port, path: '/trpc/events.stream', headers };
    get(options, (incoming) => {
      incoming.setEncoding('utf8').on('data', (part: string) => (events += part));
      incoming.on('error', () => undefined);
    }).on('error', () => undefined);
  };
  // Behind the page's own door the operator would have to confirm what is real.
  const mutate = (path: string, input: unknown): Promise<HttpAnswer> => served.control(path, input);
  const query = (path: string, input: unknown = {}): Promise<HttpAnswer> =>
    served.page(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);

  /** An order that would rest, past those whose outcome is unknown. */
  const fire = async (name: SeatName): Promise<Json> => {
    const { symbol, amount, low } = SEATS[name];
    const signal = { symbol, side: 'long', amount, account_name: name, type: 'limit', price: low };
    return (await mutate('signals.fireOverriding', { signal })).json;
  };

  /** Everything that a careless venue knows of its client, in the forms in which it may write it. */
  const quotes = (name: SeatName): string => {
    const { apiKey, apiSecret, passphrase, clientId } = KEYS[name];
    const last = desk.venues[name].requests.findLast(({ carriesCredentials }) => carriesCredentials);
    const seat: Seat = SEATS[name];
    const more = [...(seat.passphrase ? [passphrase] : []), ...(seat.clientId ? [clientId] : [])];
    const said = [apiKey, apiSecret, ...more, encodeURIComponent(apiSecret)];
    const coded = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
    return [...said, coded, last?.rawQuery, last?.rawBody, JSON.stringify(last?.headers)].join(' ');
  };
  const careless = (name: SeatName): Fault[] => {
    const text = quotes(name);
    // The forms of refusals of all exchanges at once: each reads its own.
    const fields = { code: '51000', msg: text, retCode: 10_001, retMsg: text, name: text, message: text, sMsg: text };
    return [
      {
        kind: 'error',
        status: 200,
        body: { ...fields, error: [`EGeneral:${text}`], data: [{ sCode: '51000', sMsg: text }] },
      },
      { kind: 'error', status: 400, body: fields },
      { kind: 'error', status: 401, body: { ...fields, code: -2015 } },
      { kind: 'error', status: 502, body: `<html>${text}</html>`, headers: { 'x-request': encodeURIComponent(text) } },
      {
        kind: 'error',
        status: 200,
        body: { orderId: text, id: text, result: { orderId: text, txid: [text] }, data: { orderId: text } },
      },
    ];
  };

  const signatures = (): string[] =>
    SEAT_NAMES.flatMap((name) => desk.venues[name].requests).flatMap(({ headers, params }) => [
      ...Object.entries(headers).flatMap(([header, value]) =>
        /sign/.test(header) && value.length > 20 ? [value] : [],
      ),
      ...(params['signature'] ? [params['signature']] : []),
    ]);

  function findings(): string[] {
    const known = signatures();
    expect(known.length).toBeGreaterThan(100);
    const scan = scanner(canaries, known);
    const places: [string, Buffer | string][] = [
      ...desk.files(),
      ...desk.transcript.map((text): [string, string] => [`answer ${text.slice(0, 160)}`, text]),
      ['stdout of serve', served.stdout()],
      ['stderr of serve', served.stderr()],
      ['events', events],
    ];
    return places.flatMap(([where, bytes]) => {
      const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1');
      return [
        ...scan(where, bytes).map(({ what }) => `${what} in ${where}`),
        ...(STREAM_TOKENS.test(text) ? [`a stream token in ${where}`] : []),
        ...known.filter((signature) => text.includes(signature)).map(() => `a signature in ${where}`),
      ];
    });
  }

  it('stay hidden whatever goes wrong with an order', async () => {
    const faults: Fault[] = [
      { kind: 'drop_before' },
      { kind: 'drop_after' },
      { kind: 'garbage_200' },
      { kind: 'truncated_200', cutSocket: true },
      { kind: 'empty_200' },
      { kind: 'status', status: 404 },
      { kind: 'status', status: 503, processed: true },
      { kind: 'hang' },
    ];
    for (const round of Array.from({ length: faults.length + 5 }, (_, i) => i)) {
      await Promise.all(
        SEAT_NAMES.map(async (name) => {
          const fault = faults[round] ?? careless(name)[round - faults.length];
          if (fault) desk.venues[name].faults.next(SEATS[name].routes.place, fault);
          await fire(name);
          desk.venues[name].faults.clear();
        }),
      );
    }
    for (const name of SEAT_NAMES) expect(signatures().length, name).toBeGreaterThan(0);
    expect(findings()).toEqual([]);
  });

  it('stay hidden when questions, cancels and streams fail', async () => {
    const ids = new Map<SeatName, string>();
    for (const name of SEAT_NAMES) {
      const { orders } = (await query('orders.list', { account_name: name, status: 'unsettled' })).json.result.data;
      if (orders[0]) ids.set(name, orders[0].id);
    }
    for (const round of [0, 1, 2, 3, 4, 5]) {
      await Promise.all(
        SEAT_NAMES.map(async (name) => {
          const { faults, streams } = desk.venues[name];
          faults.always('*', careless(name)[round] ?? { kind: 'drop_before' });
          streams.inject(`{"error":${JSON.stringify(quotes(name))}}`);
          streams.dropAll();
          await mutate('accounts.test', { name });
          await mutate('accounts.balance', { name });
          await query('positions.list', { account_name: name });
          await mutate('orders.reconcile', { account_name: name });
          const id = ids.get(name);
          if (id) await mutate('orders.cancel', { id });
          if (id) await mutate('orders.amend', { id, price: SEATS[name].exchange === 'firi' ? '490000' : '49000' });
          faults.clear();
        }),
      );
    }
    expect(findings()).toEqual([]);
  });

  it('stay hidden in all that qt, the log and the metrics tell afterwards, and over a crash', async () => {
    await served.kill();
    served = await desk.serve();
    follow();
    const { orders } = (await query('orders.list', { limit: 500 })).json.result.data;
    expect(orders.length).toBeGreaterThan(50);
    for (const { id } of (orders as Json[]).slice(0, 40)) await query('orders.get', { id });
    await query('log.query', { limit: 1_000 });
    await query('signals.list', { limit: 500 });
    expect((await served.get('/metrics')).status).toBe(200);
    for (const args of [
      ['log'],
      ['orders', 'list'],
      ['orders', 'external'],
      ['orders', 'reconcile'],
      ['accounts', 'status'],
    ]) {
      await desk.json(...args);
      await desk.qt(...args);
    }
    expect(desk.logRecords().length).toBeGreaterThan(50);
    expect(findings()).toEqual([]);
    const text = [...desk.files()].map(([, bytes]) => bytes.toString('latin1')).join('');
    // What was looked through is what was written: the orders, with their audit rows, are in it.
    expect(text).toContain((orders as Json[])[0]?.client_order_id);
    const seat: Seat = SEATS.binance;
    expect(text).toContain(seat.symbol);
  });
});
