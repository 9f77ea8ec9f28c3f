import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { openKeepAliveFetch } from '../../../../electron/engine/venues/http/keep-alive-fetch.ts';
import { openMarketData, openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import { createPlaces } from '../../../../electron/engine/venues/places.ts';
import type { MarketData, Venue } from '../../../../electron/engine/venues/venue.ts';
import { startBinanceServer } from '../../../venues/binance-server.ts';
import type { VenueHandle } from '../../../venues/venue-server.ts';
import { depsWith, limitBuy, movableClock, realAccount, refOf } from '../rig.ts';

const NAMES = ['one', 'two', 'three', 'four', 'five'];
const clock = movableClock();
let server: VenueHandle;
let market: MarketData;
let venues: Venue[];
let end: () => Promise<void>;

/** Five accounts of one engine, at a server that enforces what Binance documents. */
beforeEach(async () => {
  server = await startBinanceServer({
    accounts: NAMES.map((name) => ({ name, apiKey: `key-${name}`, apiSecret: name, balances: { USDT: '1000000' } })),
    clock: () => Math.floor(clock.nowMs()),
    limits: { weightPerMinute: 6_000, ordersPer10s: 100 },
  });
  const connections = openKeepAliveFetch();
  const deps = { ...depsWith(clock, connections.fetch), places: createPlaces(clock, { alwaysGovern: true }) };
  const accounts = NAMES.map((name) => {
    const credentials = {
      apiKey: new Secret(`key-${name}`),
      apiSecret: new Secret(name),
      passphrase: null,
      clientId: null,
    };
    return realAccount('binance', server.url, { name, credentials });
  });
  market = openMarketData(accounts[0]!, deps);
  venues = accounts.map((account) => openRealVenue(account, market, deps));
  await Promise.all(venues.map((venue) => venue.prepare(limitBuy())));
  end = async () => {
    for (const venue of venues) await venue.close();
    await market.close();
    connections.close();
    await server.close();
  };
});
afterEach(() => end());

const answered = (status: number): number =>
  server.requests.filter((request) => request.answeredStatus === status).length;

describe('five accounts at one address', () => {
  it('never ask for more than the address has, and orders go at once while reads wait', async () => {
    // 100 × 80: a third more than a whole minute has.
    let done = 0;
    const reads = venues.flatMap((venue) =>
      Array.from({ length: 20 }, () => venue.openOrders().then(() => void (done += 1))),
    );
    await expect.poll(() => done).toBeGreaterThan(50);
    const started = performance.now();
    const outcomes = await Promise.all(venues.map((venue) => venue.place(limitBuy())));
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(NAMES.map(() => 'accepted'));
    expect(done).toBeLessThan(60);
    expect([answered(429), answered(418)]).toEqual([0, 0]);
    // A minute later the others go, and nobody was ever refused.
    clock.moveOn(61_000);
    await venues[0]!.balances();
    await Promise.all(reads);
    expect(done).toBe(100);
    expect([answered(429), answered(418)]).toEqual([0, 0]);
    // Those on their way when the clocks were moved are refused for their timestamp, and asked once more.
    const taken = server.requests.filter((request) => request.route === 'openOrders' && request.answeredStatus === 200);
    expect(taken).toHaveLength(100);
  });

  it('measure the clock once for all', () => {
    expect(server.requests.filter(({ route }) => route === 'time')).toHaveLength(1);
  });

  it('one order too many of one account is not sent, and the others trade on', async () => {
    const [first, second] = venues as [Venue, Venue];
    const outcomes = await Promise.all(Array.from({ length: 110 }, () => first.place(limitBuy({ amount: '0.0002' }))));
    const kinds = outcomes.map((outcome) => (outcome.kind === 'not_sent' ? outcome.code : outcome.kind));
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(95);
    expect(kinds.filter((kind) => kind === 'VENUE_RATE_LIMIT')).toHaveLength(15);
    expect(server.ledger('one').orders).toHaveLength(95);
    expect(await second.place(limitBuy())).toMatchObject({ kind: 'accepted' });
    expect(answered(429)).toBe(0);
    clock.moveOn(10_001);
    expect(await first.place(limitBuy({ amount: '0.0002' }))).toMatchObject({ kind: 'accepted' });
  });

  it('all keep quiet when one was told to, public data too; cancels pass', async () => {
    const [first, second, third] = venues as [Venue, Venue, Venue];
    const order = limitBuy();
    await third.place(order);
    server.faults.next('account', { kind: 'rate_limit', retryAfter: 20 });
    await expect(first.balances()).rejects.toMatchObject({ code: 'VENUE_RATE_LIMIT' });
    const before = server.requests.length;
    expect(await second.place(limitBuy())).toMatchObject({ kind: 'not_sent', code: 'VENUE_RATE_LIMIT' });
    await expect(second.balances()).rejects.toMatchObject({ code: 'VENUE_RATE_LIMIT' });
    await expect(market.ticker('BTC/USDT')).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect(server.requests).toHaveLength(before);
    expect(await third.cancel(refOf(order, clock), null)).toMatchObject({ kind: 'canceled' });
    clock.moveOn(20_001);
    expect(await second.place(limitBuy())).toMatchObject({ kind: 'accepted' });
  });

  it('an account that sent too many orders elsewhere keeps quiet alone', async () => {
    const [first, second] = venues as [Venue, Venue];
    const body = { code: -1015, msg: 'Too many new orders; current limit is 100 orders per 10 SECOND.' };
    server.faults.next('order.place', { kind: 'error', status: 429, body, headers: { 'retry-after': '10' } });
    expect(await first.place(limitBuy())).toMatchObject({ kind: 'refused', code: 'VENUE_RATE_LIMIT' });
    expect(await first.place(limitBuy())).toMatchObject({ kind: 'not_sent', code: 'VENUE_RATE_LIMIT' });
    expect(await first.balances()).not.toEqual([]);
    expect(await second.place(limitBuy())).toMatchObject({ kind: 'accepted' });
  });
});
