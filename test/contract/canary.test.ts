import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binanceFault } from '../venues/binance-server.ts';
import { firiFault } from '../venues/firi-server.ts';
import type { Fault } from '../venues/venue-server.ts';
import { scanner } from './canary.ts';
import {
  BINANCE,
  BINANCE_ECHO,
  BINANCE_NAMES,
  CANARIES,
  FIRI,
  FIRI_ECHO,
  FIRI_NAMES,
  ODD,
  openCanaryDesk,
} from './canary-desk.ts';
import type { CanaryDesk } from './canary-desk.ts';
import type { Echo, Quoted } from './echo-proxy.ts';
import type { HttpAnswer } from './serve-process.ts';
import { eventually } from './workspace.ts';
import type { Json } from './workspace.ts';

const SYMBOLS = { binance: ['BTC/USDT', 'ETH/USDT', 'LTC/BTC'], firi: ['BTC/NOK', 'ETH/NOK'] };
const AMOUNT: Record<string, string> = {
  'BTC/USDT': '0.01',
  'ETH/USDT': '0.1',
  'LTC/BTC': '1',
  'BTC/NOK': '0.01',
  'ETH/NOK': '0.1',
};

const KNOWN = {
  binance: { key: BINANCE.key.value, secret: BINANCE.secret.value, other: BINANCE.key.value },
  firi: { key: FIRI.key.value, secret: FIRI.secret.value, other: FIRI.client.value },
};
type Quote = (quoted: Quoted, known: (typeof KNOWN)['firi']) => string;

/** The request, or what a venue knows of its client, as careless servers write it into their answers. */
const QUOTES: Quote[] = [
  ({ url, headers, body }) => `refused: ${headers} ${url} ${body}`,
  ({ url, body }) => `${url}${body}`,
  (_, { key, secret }) => `key ${key} secret ${secret}`,
  (_, { secret, other }) => `client ${other}: ${secret} ${encodeURIComponent(secret)}`,
  (_, { secret }) => `${encodeURIComponent(secret)} ${new URLSearchParams([['s', secret]]).toString()}`,
  (_, { key, secret }) => `${Buffer.from(secret).toString('base64')} ${Buffer.from(key).toString('base64url')}`,
  (_, { key, secret }) => `${Buffer.from(key).toString('hex')} ${Buffer.from(secret).toString('hex').toUpperCase()}`,
  (_, { key, secret }) => `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
  (_, { key, secret }) => JSON.stringify({ secret, key, nested: JSON.stringify({ secret }) }),
  (_, { key, secret }) => `${' '.repeat(140)}${secret}${key}`,
];

const PLACE_FAULTS: Fault[] = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'delay', ms: 200 },
  { kind: 'hang' },
  { kind: 'hang', processed: true },
  { kind: 'garbage_200' },
  { kind: 'truncated_200' },
  { kind: 'truncated_200', cutSocket: true },
  { kind: 'empty_200' },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503, processed: true },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
];

describe('planted credentials', { timeout: 60_000 }, () => {
  let one: CanaryDesk;
  beforeAll(async () => {
    one = await openCanaryDesk();
  });
  afterAll(() => one.close());

  const fire = (account: string, symbol: string, more: Record<string, unknown> = {}): Promise<HttpAnswer> =>
    one.served.signal({ symbol, side: 'long', amount: AMOUNT[symbol], account_name: account, ...more });
  const pairs = (names: readonly string[], symbols: readonly string[]): [string, string][] =>
    symbols.flatMap((symbol) => names.map((name): [string, string] => [name, symbol]));
  const place = ({ method, url }: Quoted): boolean => method === 'POST' && /order/.test(url);
  const isRead = ({ method }: Quoted): boolean => method === 'GET';

  it('are found by the scanner in every form, so that finding none says something', () => {
    const signature = '0123456789abcdef'.repeat(4);
    const scan = scanner(CANARIES, [signature]);
    for (const { value } of CANARIES) {
      const bytes = Buffer.from(value);
      const forms = [
        value,
        `before ${value} after`,
        encodeURIComponent(value),
        encodeURIComponent(value).toLowerCase(),
        new URLSearchParams([['a', value]]).toString(),
        JSON.stringify({ value }),
        JSON.stringify(JSON.stringify({ value })),
        bytes.toString('hex'),
        bytes.toString('base64'),
        Buffer.from(`x${value}`).toString('base64url'),
        Buffer.from(`xy${value}y`).toString('base64'),
        Buffer.from(value, 'utf16le').toString('latin1'),
        value.slice(0, 16),
        value.slice(-16),
      ];
      for (const form of forms) expect(scan('', Buffer.from(form, 'latin1')), form).not.toEqual([]);
    }
    expect(scan('', `abc${signature.toUpperCase()}def`)).not.toEqual([]);
    expect(scan('', 'a=1&signature=ABCDEF0123456789abcdef0123456789ab')).not.toEqual([]);
    expect(scan('', 'nothing of the kind')).toEqual([]);
  });

  it('stay hidden on the straight way: tests, balances, previews, orders, cancels', async () => {
    await one.arm([...BINANCE_NAMES, ...FIRI_NAMES, 'bare_firi']);
    for (const [name, symbol] of [
      ['b0', 'BTC/USDT'],
      ['f0', 'BTC/NOK'],
      ['bare_firi', 'ETH/NOK'],
      ['paper_binance', 'BTC/USDT'],
      ['paper_firi', 'BTC/NOK'],
    ] as const) {
      expect((await one.mutate('accounts.test', { name })).json.result.data.ok, name).toBe(true);
      await one.mutate('accounts.balance', { name });
      expect(
        (await one.query('signals.preview', { symbol, side: 'long', amount: AMOUNT[symbol], account_name: name }))
          .status,
      ).toBe(200);
      const placed = await fire(name, symbol);
      expect(placed.status, placed.text).toBe(200);
      const resting = await fire(name, symbol, {
        type: 'limit',
        price: symbol === 'BTC/USDT' ? '50000' : '30000',
        amount: '0.01',
      });
      expect(resting.status, resting.text).toBe(200);
      expect((await one.mutate('orders.cancel', { id: resting.json.orders[0].id })).json.result.data.status).toBe(
        'canceled',
      );
    }
    expect(one.venues.binance.signedRequests().length).toBeGreaterThan(5);
    expect(one.venues.firi.signedRequests().length).toBeGreaterThan(5);
    expect(one.findings()).toEqual([]);
  });

  it('stay hidden whatever a venue does with an order', async () => {
    const binance = [
      ...PLACE_FAULTS,
      binanceFault(-2015),
      binanceFault(-1022),
      binanceFault(-1007, { processed: true }),
      binanceFault(-1021),
      binanceFault(-2010),
    ];
    const firi: Fault[] = [...PLACE_FAULTS.slice(0, 7), firiFault('Invalid Signature'), firiFault('Expired Signature')];
    for (const fault of binance) one.venues.binance.faults.next('order.place', fault);
    for (const fault of firi) one.venues.firi.faults.next('order.place', fault);
    const wanted = [
      ...pairs(BINANCE_NAMES.slice(1), SYMBOLS.binance).slice(0, binance.length),
      ...pairs(FIRI_NAMES, SYMBOLS.firi).slice(0, firi.length),
    ];
    const answers = await Promise.all(wanted.map(([name, symbol]) => fire(name, symbol)));
    expect(one.venues.binance.faults.pending() + one.venues.firi.faults.pending()).toBe(0);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([200, 202, 409]);
    expect(one.findings()).toEqual([]);
  });

  it('stay hidden when keys are refused', async () => {
    for (const name of ODD) await expect(one.arm([name])).rejects.toThrow('ACCOUNT_UNRECONCILED');
    for (const name of [
      ...ODD,
      'filed',
      'okx',
      'main_kraken',
      'wrong_mode',
      'wrong_exchange',
      'wrong_url',
      'misspelt',
    ]) {
      const test = (await one.mutate('accounts.test', { name })).json.result?.data;
      expect(test.ok, name).toBe(false);
      await one.mutate('accounts.balance', { name });
      await fire(name, name.includes('firi') ? 'BTC/NOK' : 'BTC/USDT');
    }
    expect(one.findings()).toEqual([]);
  });

  it('stay hidden when look-ups, balances and cancels fail in every way', async () => {
    const faults: Fault[] = [
      ...PLACE_FAULTS.filter(({ kind }) => kind !== 'hang'),
      binanceFault(-2015),
      binanceFault(-1022),
    ];
    const resting = await fire('b0', 'BTC/USDT', { type: 'limit', price: '50000' });
    const { id } = resting.json.orders[0];
    for (const fault of faults) {
      for (const route of ['account', 'apiRestrictions', 'order.query', 'order.cancel', 'balances', 'order.query']) {
        one.venues.binance.faults.always(route, fault);
        one.venues.firi.faults.always(route, fault);
      }
      await Promise.all([
        ...['b0', 'f0'].flatMap((name) => [
          one.mutate('accounts.test', { name }),
          one.mutate('accounts.balance', { name }),
        ]),
        one.mutate('orders.cancel', { id }),
      ]);
      one.venues.binance.faults.clear();
      one.venues.firi.faults.clear();
    }
    for (const fault of [
      { kind: 'rate_limit', retryAfter: 1 },
      { kind: 'rate_limit', retryAfter: 1, status: 418 },
    ] as const) {
      one.venues.binance.faults.next('account', fault);
      one.venues.firi.faults.next('balances', fault);
      await Promise.all(['b0', 'f0'].map((name) => one.mutate('accounts.balance', { name })));
    }
    // Any account of the venue may have met a limit, because all are asked now and then; each keeps quiet for its second.
    one.venues.binance.faults.clear();
    one.venues.firi.faults.clear();
    await pause(1_200);
    expect(one.findings()).toEqual([]);
  });

  it('stay hidden when an answer quotes them', async () => {
    await one.arm([...BINANCE_ECHO, ...FIRI_ECHO]);
    const answers = (exchange: 'binance' | 'firi', text: string): Echo[] => {
      const body = exchange === 'binance' ? { code: -2015, msg: text } : { name: 'ApiKeyNotFound', message: text };
      return [
        { status: 401, body: JSON.stringify(body) },
        {
          status: 400,
          body: JSON.stringify(exchange === 'binance' ? { code: -1102, msg: text } : { name: text, message: text }),
        },
        {
          status: 502,
          headers: { 'content-type': 'text/html', 'x-request': encodeURIComponent(text) },
          body: `<html>${text}</html>`,
        },
        { status: 200, body: text },
        { status: 200, body: JSON.stringify({ id: text, orderId: text, symbol: text, msg: text, status: text }) },
        { status: 302, headers: { location: `http://127.0.0.1:9/?${encodeURIComponent(text)}` }, body: text },
      ];
    };
    for (const exchange of ['binance', 'firi'] as const) {
      const proxy = one.proxies[exchange];
      const names = exchange === 'binance' ? BINANCE_ECHO : FIRI_ECHO;
      for (const [i, quote] of QUOTES.entries()) {
        // Each form of answer meets each way of quoting somewhere in the two venues; all of them would take a minute.
        for (const form of exchange === 'binance'
          ? [i % 6, (i + 2) % 6, (i + 4) % 6]
          : [(i + 1) % 6, (i + 3) % 6, (i + 5) % 6]) {
          const answer = (quoted: Quoted): Echo => answers(exchange, quote(quoted, KNOWN[exchange]))[form] as Echo;
          proxy.next(isRead, answer, 2);
          await one.mutate(i % 2 === 0 ? 'accounts.test' : 'accounts.balance', { name: names[0] });
        }
      }
      await eventually(
        () => one.mutate('accounts.balance', { name: names[0] ?? '' }),
        () => proxy.pending() === 0,
      );
      // Refusals leave the market free for the next order; what stays unknown does not, so these come last.
      const targets = pairs(names, SYMBOLS[exchange]);
      for (const form of [0, 1, 2, 3, 4, 5]) {
        const quotes = form < 2 ? QUOTES : QUOTES.slice(0, 1);
        for (const quote of quotes) {
          const [name, symbol] = targets[form] as [string, string];
          proxy.next(place, (quoted) => answers(exchange, quote(quoted, KNOWN[exchange]))[form] as Echo);
          const { status, json, text } = await fire(name, symbol);
          expect([202, 409]).toContain(status);
          expect(json.orders, text).toHaveLength(1);
          expect(proxy.pending(), text).toBe(0);
        }
      }
      expect(proxy.pending()).toBe(0);
    }
    expect(one.findings()).toEqual([]);
  });

  it('stay hidden when they come in where they do not belong', async () => {
    for (const { value } of [BINANCE.key, BINANCE.secret, FIRI.key]) {
      for (const field of ['symbol', 'side', 'type', 'exchange', 'strategy_id', 'id', 'amount', value]) {
        const { status } = await one.served.signal({
          symbol: 'BTC/USDT',
          side: 'long',
          amount: '0.01',
          account_name: 'b6',
          [field]: value,
        });
        expect(status, field).toBeGreaterThanOrEqual(400);
      }
      for (const authorization of [`Bearer ${value}`, value])
        await one.served.http('/metrics', { headers: { authorization } });
      await one.served.get(`/${encodeURIComponent(value)}`);
      await one.query('orders.get', { id: value });
      await one.mutate('accounts.test', { name: value });
    }
    for (const args of [
      ['orders', 'show', BINANCE.secret.value],
      ['accounts', 'test', BINANCE.key.value],
      ['accounts', 'list', `--${BINANCE.secret.value}`],
      ['signal', 'fire', '--symbol', BINANCE.secret.value, '--side', 'long', '--amount', '1'],
      ['orders', 'list', '--status', FIRI.secret.value],
      ['log', '--since', FIRI.secret.value],
      ['strategies', 'set', 'x', '--exchange', FIRI.key.value],
    ]) {
      expect((await one.desk.json(...args)).code).toBeGreaterThan(1);
    }
    // Who sends a credential may see it in the refusal that he gets; nobody else may, and nothing may keep it.
    one.desk.transcript.length = 0;
    expect(one.findings()).toEqual([]);
  });

  it('stay hidden in all that the doors tell afterwards, and over restarts', async () => {
    const ask = async (): Promise<void> => {
      for (const path of [
        'system.status',
        'accounts.list',
        'accounts.statuses',
        'routing.current',
        'routing.strategies',
        'arming.current',
      ]) {
        expect((await one.query(path)).status, path).toBe(200);
      }
      const { orders } = (await one.query('orders.list', { limit: 500 })).json.result.data;
      for (const { id } of orders as Json[]) await one.query('orders.get', { id });
      await one.query('log.query', { limit: 1000 });
      await one.query('signals.list', { limit: 500 });
      await one.served.get('/metrics');
    };
    await ask();
    for (const args of [
      ['accounts', 'list'],
      ['accounts', 'status'],
      ['orders', 'list'],
      ['log'],
      ['strategies', 'list'],
    ]) {
      expect((await one.desk.json(...args)).code).toBe(0);
      await one.desk.qt(...args);
    }
    expect(one.events.text).toContain('"order"');
    await one.restart('kill');
    await ask();
    await one.restart('stop');
    expect(one.desk.logRecords().length).toBeGreaterThan(100);
    expect(one.findings()).toEqual([]);
  });

  it("are taken out of a signal's own details before they are kept", async () => {
    const note = `my key is ${BINANCE.key.value}, my secret ${BINANCE.secret.value}`;
    const { status } = await one.served.signal({
      symbol: 'BTC/USDT',
      side: 'long',
      amount: '0.01',
      account_name: 'paper_binance',
      details: { note, [FIRI.secret.value]: [FIRI.key.value] },
    });
    expect(status).toBe(200);
    await one.query('signals.list', { limit: 10 });
    expect(one.findings()).toEqual([]);
  });
});
