import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { BYBIT_STREAM } from '../../../../electron/engine/venues/bybit/stream.ts';
import type { Desk } from '../../../../electron/engine/venues/exchange/exchange-facts.ts';
import { createSentTimes } from '../../../../electron/engine/venues/http/sent-times.ts';
import { createVenueClock } from '../../../../electron/engine/venues/http/venue-clock.ts';
import type { StreamTalk } from '../../../../electron/engine/venues/stream/stream-facts.ts';
import type { VenueEvent } from '../../../../electron/engine/venues/venue.ts';
import { KEYS, limitBuy, movableClock, openBybitRig, realAccount } from '../rig.ts';
import type { Rig } from '../rig.ts';

const SKEW_MS = -90_000;
const clock = movableClock();

/** A desk without a connection: what a talk needs is its clock and its account. */
function desk(market: 'spot' | 'swap' = 'spot', testnet = false): Desk {
  const time = createVenueClock(() => Promise.resolve(clock.nowMs() + SKEW_MS), clock);
  const never = (): never => {
    throw new Error('a talk sends no request');
  };
  return {
    client: { send: never, read: never, time, close: never },
    account: realAccount('bybit', null, { market, testnet }),
    instrument: never,
    bySymbolOfVenue: () => Promise.resolve(null),
    instruments: () => Promise.resolve([]),
    sentTimes: createSentTimes(time, clock),
  };
}

const AT = 1_790_000_000_000;
const ORDER = {
  category: 'spot',
  symbol: 'BTCUSDT',
  orderId: '17',
  orderLinkId: 'ours',
  side: 'Buy',
  orderType: 'Limit',
  orderStatus: 'PartiallyFilled',
  rejectReason: 'EC_NoError',
  qty: '0.03',
  price: '50000.00',
  cumExecQty: '0.010',
  cumExecValue: '500',
  createdTime: String(AT),
  updatedTime: String(AT + 5),
};
const EXECUTION = {
  category: 'spot',
  symbol: 'BTCUSDT',
  orderId: '17',
  orderLinkId: 'ours',
  side: 'Buy',
  execId: '2100000000007764263',
  execType: 'Trade',
  execPrice: '50000',
  execQty: '0.010',
  execFee: '0.00001',
  feeCurrency: 'BTC',
  execTime: String(AT + 5),
  isMaker: true,
  orderQty: '0.030',
  leavesQty: '0.020',
};

const message = (topic: string, ...data: object[]): string =>
  JSON.stringify({ id: 'x', topic, creationTime: AT, data });
const heard = async (talk: StreamTalk, text: string): Promise<VenueEvent[]> => (await talk.read(text)).events;

describe('a talk with the private stream of Bybit', () => {
  it('begins with a login that is signed with the venue’s time, and subscribes once that is taken', async () => {
    const talk = await BYBIT_STREAM.talk(desk());
    const { op, args } = JSON.parse(talk.hello[0] ?? '') as { op: string; args: [string, number, string] };
    const [key, expires, signature] = args;
    expect([op, key]).toEqual(['auth', KEYS.apiKey]);
    expect(Math.abs(expires - (clock.nowMs() + SKEW_MS + 10_000))).toBeLessThan(1_000);
    const expected = createHmac('sha256', KEYS.apiSecret).update(`GET/realtime${expires}`).digest('hex');
    expect(signature).toBe(expected);
    const taken = await talk.read('{"success":true,"ret_msg":"","op":"auth","conn_id":"c"}');
    expect(taken).toEqual({ events: [], reply: ['{"op":"subscribe","args":["order","execution","wallet"]}'] });
    expect(await talk.read('{"success":true,"ret_msg":"","op":"subscribe","conn_id":"c"}')).toMatchObject({
      live: true,
    });
    expect(inspect(talk, { depth: 9 })).not.toContain(KEYS.apiSecret);
  });

  it('ends where the venue refuses, without its words, and doubts the clock', async () => {
    const own = desk();
    const talk = await BYBIT_STREAM.talk(own);
    expect(own.client.time.isKnown()).toBe(true);
    const refused = await talk.read(`{"success":false,"ret_msg":"Params Error: ${KEYS.apiKey}","op":"auth"}`);
    expect(refused).toEqual({ events: [], failed: 'the venue refused the login' });
    expect(own.client.time.isKnown()).toBe(false);
    expect(await talk.read('{"success":false,"ret_msg":"x","op":"subscribe"}')).toMatchObject({
      failed: 'the venue refused the subscription',
    });
  });

  it('pings as often as the venue asks, and makes nothing of the answer', async () => {
    const talk = await BYBIT_STREAM.talk(desk());
    expect(talk.ping?.everyMs).toBe(20_000);
    expect(talk.ping?.text()).toBe('{"op":"ping"}');
    expect(await heard(talk, '{"req_id":"","op":"pong","args":["1675418560633"],"conn_id":"c"}')).toEqual([]);
  });

  it('tells an order with its sums, size, price and time', async () => {
    const talk = await BYBIT_STREAM.talk(desk());
    const report = {
      venueOrderId: '17',
      status: 'partially_filled',
      filled: '0.01',
      average: '50000',
      fills: [],
      amount: '0.03',
      price: '50000',
      updatedAtMs: AT + 5,
    };
    const event = { kind: 'order', clientOrderId: 'ours', venueOrderId: '17', report };
    expect(await heard(talk, message('order', ORDER))).toEqual([event]);
    expect(await heard(talk, message('order.spot', ORDER))).toEqual([event]);
    expect(await heard(talk, message('order', { ...ORDER, orderLinkId: '' }))).toMatchObject([{ clientOrderId: null }]);
  });

  it('tells a fill with its trade, and what is filled by then', async () => {
    const talk = await BYBIT_STREAM.talk(desk());
    const fill = {
      tradeId: '2100000000007764263',
      price: '50000',
      amount: '0.01',
      fee: '0.00001',
      feeAsset: 'BTC',
      liquidity: 'maker',
      atMs: AT + 5,
    };
    expect(await heard(talk, message('execution', EXECUTION))).toEqual([
      {
        kind: 'order',
        clientOrderId: 'ours',
        venueOrderId: '17',
        report: {
          venueOrderId: '17',
          status: 'partially_filled',
          filled: '0.01',
          average: null,
          fills: [fill],
          updatedAtMs: AT + 5,
        },
      },
    ]);
    const last = { ...EXECUTION, execQty: '0.02', leavesQty: '0.000' };
    expect(await heard(talk, message('execution', last))).toMatchObject([
      { report: { status: 'filled', filled: '0.03' } },
    ]);
  });

  it('is about its own kind of market only: one key may trade several', async () => {
    const spot = await BYBIT_STREAM.talk(desk());
    const swap = await BYBIT_STREAM.talk(desk('swap'));
    const both = message('order', { ...ORDER, category: 'linear', orderId: '18' }, ORDER);
    expect(await heard(spot, both)).toMatchObject([{ venueOrderId: '17' }]);
    expect(await heard(swap, both)).toMatchObject([{ venueOrderId: '18' }]);
    expect(await heard(swap, message('execution', EXECUTION))).toEqual([]);
  });

  it('takes fees and settlements for no trades, and other topics for no affair of its own', async () => {
    const talk = await BYBIT_STREAM.talk(desk());
    expect(await heard(talk, message('execution', { ...EXECUTION, execType: 'Funding' }))).toEqual([]);
    expect(await heard(talk, message('position', { symbol: 'BTCUSDT' }))).toEqual([]);
    expect(await heard(talk, message('wallet', { accountType: 'UNIFIED' }))).toEqual([{ kind: 'balances' }]);
  });

  it.each([
    ['no JSON', 'what?'],
    ['a number', '5'],
    ['neither an answer nor a topic', '{"hello":"there"}'],
    ['an order without its fields', message('order', { category: 'spot', symbol: 'BTCUSDT' })],
    ['an order of no category', message('order', { ...ORDER, category: undefined })],
    ['an order in a state that nobody knows', message('order', { ...ORDER, orderStatus: 'New2' })],
    ['a fill without what is left', message('execution', { ...EXECUTION, leavesQty: undefined })],
    ['a fill of nonsense', message('execution', { ...EXECUTION, execQty: 'much' })],
    ['rows that are no list', JSON.stringify({ topic: 'order', data: {} })],
    // The row names our order, which stands: only a look-up by ids can tell them apart.
    [
      'a late rejection of a second order of our id',
      message('order', { ...ORDER, orderStatus: 'Rejected', rejectReason: 'EC_DuplicatedClOrdID' }),
    ],
  ])('tells a gap for %s', async (_, text) => {
    expect(await heard(await BYBIT_STREAM.talk(desk()), text)).toMatchObject([{ kind: 'gap' }]);
  });

  it('lives at the venue’s own hosts, those of the testnet for a testnet account', async () => {
    for (const testnet of [false, true]) {
      const url = new URL(await BYBIT_STREAM.address(desk('spot', testnet)));
      expect(url.href).toBe(`wss://stream${testnet ? '-testnet' : ''}.bybit.com/v5/private`);
      expect(BYBIT_STREAM.hosts).toContain(url.hostname);
    }
  });
});

describe('a stream of a swap account', () => {
  const rigs: Rig[] = [];
  afterEach(async () => {
    for (const rig of rigs.splice(0)) await rig.close();
  });

  it('hears its swaps and not the spot orders of the same key', async () => {
    const rig = await openBybitRig({}, { market: 'swap', leverage: '3', marginMode: 'isolated' });
    rigs.push(rig);
    const order = limitBuy({ symbol: 'BTC/USDT:USDT' });
    await rig.venue.prepare(order);
    const events: VenueEvent[] = [];
    const ids = (): string[] => events.flatMap((event) => (event.kind === 'order' ? [event.venueOrderId] : []));
    const until = async (done: () => boolean): Promise<void> => {
      for (let tries = 0; tries < 200 && !done(); tries += 1) {
        await new Promise<void>((resolve) => void rig.clock.after(10, resolve));
      }
      expect(done()).toBe(true);
    };
    const stop = rig.venue.subscribe((event) => events.push(event));
    await until(() => events.some(({ kind }) => kind === 'live'));
    const spot = { market: 'BTCUSDT', side: 'buy', price: '1000', amount: '0.01' } as const;
    const outside = rig.server.placeOutside('main', spot);
    await rig.venue.place(order);
    const [, ours] = rig.server.ledger('main').orders;
    await until(() => ids().includes(ours!.id));
    expect(ids()).not.toContain(outside);
    stop?.();
  });
});
