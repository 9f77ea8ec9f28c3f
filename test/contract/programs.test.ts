import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFireDocument, expectRefusal } from './document-shapes.ts';
import { openExchangeDesk } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { SEATS } from './exchange-seats.ts';
import type { Served } from './serve-process.ts';
import type { Json } from './workspace.ts';

const GROUP = ['pair', '--members', 'okx,binance', '--allocation', 'weights', '--weights', '1,3'];
const SIGNAL = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.04'];

describe('what other programs and scripts do with groups and options', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  let served: Served;
  beforeAll(async () => {
    desk = await openExchangeDesk(['okx', 'binance', 'okx_swap', 'kraken']);
    served = await desk.serve();
    for (const name of ['okx', 'binance', 'okx_swap', 'kraken'] as const) await desk.arm(name);
  }, 60_000);
  afterAll(() => desk.close());

  const sent = (name: 'okx' | 'binance' | 'okx_swap'): number =>
    desk.venues[name].requests.filter(({ route }) => route === SEATS[name].routes.place).length;

  it('a group is made, shown, previewed, fired and removed by documents', async () => {
    const made = await desk.json('groups', 'set', ...GROUP);
    expect([made.code, made.document.group]).toMatchObject([
      0,
      { name: 'pair', mode: 'real', error: null, revision: 1 },
    ]);
    expect((await desk.json('groups', 'show', 'pair')).document).toEqual(made.document);
    expect((await desk.json('groups', 'list')).document.groups).toEqual([made.document.group]);
    const preview = await desk.json('groups', 'preview', 'pair', ...SIGNAL);
    expect(preview.code).toBe(0);
    expect(preview.document.legs.map(({ order }: Json) => order.amount)).toEqual(['0.01', '0.03']);
    expect(sent('okx') + sent('binance')).toBe(0);

    const fired = await desk.json('groups', 'fire', 'pair', ...SIGNAL, '--id', 'both');
    expect(fired.code, fired.stdout).toBe(0);
    expectFireDocument({ ...fired.document, decision: fired.document.legs[0].decision ?? fired.document.decision });
    expect(fired.document.orders.map(({ account_name: name, filled }: Json) => [name, filled])).toEqual([
      ['okx', '0.01'],
      ['binance', '0.03'],
    ]);
    const again = await desk.json('groups', 'fire', 'pair', ...SIGNAL, '--id', 'both');
    expect([again.code, again.document.orders]).toEqual([0, fired.document.orders]);
    const retried = await desk.json('groups', 'retry', 'both');
    expect([retried.code, retried.document.retried]).toEqual([0, []]);
    expect([sent('okx'), sent('binance')]).toEqual([1, 1]);
  });

  it('POST /signals takes a group; an unknown leg makes it 202, and it is retried by nobody', async () => {
    const body = {
      symbol: 'BTC/USDT',
      side: 'long',
      amount: '0.04',
      group: 'pair',
      id: 'http-both',
      type: 'limit',
      price: '50000',
    };
    const before = [sent('okx'), sent('binance')];
    desk.venues.binance.faults.next('order.place', { kind: 'drop_before' });
    const answer = await served.signal(body);
    expect(answer.status, answer.text).toBe(202);
    const states = answer.json.legs.map(({ account_name: name, state }: Json) => [name, state]);
    expect(states).toEqual([
      ['okx', 'placed'],
      ['binance', 'unknown'],
    ]);
    const again = await served.signal(body);
    expect([again.status, again.json.signal_id]).toEqual([202, 'http-both']);
    const other = await served.signal({ ...body, amount: '0.05' });
    expect([other.status, other.json.error.code]).toEqual([409, 'DUPLICATE_SIGNAL']);
    const retried = await desk.json('groups', 'retry', 'http-both');
    expect([retried.code, retried.document.retried]).toEqual([5, []]);
    expect([sent('okx'), sent('binance')]).toEqual(before.map((count) => count + 1));
    const missing = await served.signal({ ...body, id: 'x', group: 'nobody' });
    expect([missing.status, missing.json.error.code]).toEqual([409, 'GROUP_NOT_FOUND']);
  });

  it.each([
    [['groups', 'set', 'pair', '--members', 'okx,nobody'], 2, 'GROUP_INVALID'],
    [['groups', 'set', 'pair', '--members', 'okx,okx'], 2, 'INVALID_INPUT'],
    [['groups', 'set', 'pair', '--members', 'okx', '--allocation', 'weights', '--weights', '1,2'], 2, 'INVALID_INPUT'],
    [['groups', 'set', 'pair'], 2, 'INVALID_INPUT'],
    [['groups', 'set', 'no such name', '--members', 'okx'], 2, 'INVALID_INPUT'],
    [['groups', 'fire', 'pair', '--symbol', 'BTC/USDT', '--side', 'long'], 2, 'INVALID_SIGNAL'],
    [['groups', 'fire', 'pair', ...SIGNAL, '--account', 'okx'], 2, 'INVALID_SIGNAL'],
    [['groups', 'show', 'nobody'], 6, 'GROUP_NOT_FOUND'],
    [['groups', 'remove', 'nobody'], 6, 'GROUP_NOT_FOUND'],
    [['groups', 'retry', 'nothing'], 6, 'NOT_FOUND'],
    [['failover', 'chain', 'mtgox', '--to', 'okx'], 2, 'INVALID_INPUT'],
    [['failover', 'chain', 'okx'], 2, 'INVALID_INPUT'],
    [['failover', 'stand-in', 'okx', '--to', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['orders', 'amend', 'ord_none', '--price', '1'], 6, 'ORDER_NOT_FOUND'],
    [['orders', 'amend', 'ord_none'], 2, 'INVALID_INPUT'],
    [['orders', 'amend', 'ord_none', '--price', 'much'], 2, 'INVALID_INPUT'],
    [['orders', 'resolve', 'ord_none', '--not-placed', '--yes'], 6, 'ORDER_NOT_FOUND'],
    [['orders', 'resolve', 'ord_none', '--not-placed'], 2, 'INVALID_INPUT'],
    [['orders', 'resolve', 'ord_none'], 2, 'INVALID_INPUT'],
    [['orders', 'reconcile', '--account', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['orders', 'external', '--account', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['positions', 'list', '--account', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['positions', 'close', 'nobody', 'BTC/USDT', '--yes'], 6, 'ACCOUNT_NOT_FOUND'],
  ])('%j: exit %i, %s, and nothing is changed', async (args, exit, code) => {
    const before = [(await desk.json('groups', 'list')).document, sent('okx') + sent('binance')];
    const { code: exited, document } = await desk.json(...args);
    expect([exited, document.error?.code], JSON.stringify(document)).toEqual([exit, code]);
    expect(document.error.message).toMatch(/\w{3}/);
    expect([(await desk.json('groups', 'list')).document, sent('okx') + sent('binance')]).toEqual(before);
  });

  it('failover is shown and changed by one document, with the health of each exchange', async () => {
    const changed = await desk.json('failover', 'chain', 'okx', '--to', 'kraken');
    expect(changed.code).toBe(0);
    expect(changed.document.policy.chains).toEqual({ okx: ['kraken'] });
    expect((await desk.json('failover', 'show')).document.policy).toEqual(changed.document.policy);
    expect([...new Set(changed.document.health.map(({ exchange }: Json) => exchange))].toSorted()).toEqual([
      'binance',
      'kraken',
      'okx',
    ]);
    expect((await desk.json('failover', 'chain', 'okx', '--to', '')).document.policy.chains).toEqual({});
  });

  it('post_only and reduce_only do what they say, at every door', async () => {
    const { symbol } = SEATS.kraken;
    const rests = { symbol, side: 'long', amount: '0.01', account_name: 'kraken', type: 'limit', post_only: true };
    const resting = await served.signal({ ...rests, price: '50000' });
    expect([resting.status, resting.json.orders[0]]).toMatchObject([200, { status: 'open', post_only: true }]);
    // One that would take is refused by the exchange, or canceled by it with nothing filled.
    const taking = await served.signal({ ...rests, price: '61000' });
    expect([200, 409]).toContain(taking.status);
    expect(['rejected', 'canceled', 'expired', 'open']).toContain(taking.json.orders[0].status);
    expect(taking.json.orders[0].filled).toBe('0');
    const market = await served.signal({ ...rests, type: 'market' });
    expect([market.status, market.json.error.code]).toEqual([422, 'INVALID_SIGNAL']);

    const spot = await served.signal({
      symbol,
      side: 'short',
      amount: '0.01',
      account_name: 'kraken',
      reduce_only: true,
    });
    expect(spot.status).toBe(409);
    expectRefusal(spot.json, 'ORDER_OPTION');
    const closing = {
      symbol: SEATS.okx_swap.symbol,
      side: 'short',
      amount: '0.01',
      account_name: 'okx_swap',
      reduce_only: true,
    };
    const nothing = await served.signal(closing);
    expect([409, 200]).toContain(nothing.status);
    expect(desk.venues.okx_swap.ledger('one').positions[SEATS.okx_swap.market] ?? '0').toBe('0');
    expect((await desk.fire('okx_swap')).code).toBe(0);
    const closed = await served.signal(closing);
    expect([closed.status, closed.json.orders[0]]).toMatchObject([200, { reduce_only: true, status: 'filled' }]);
    expect(Number(desk.venues.okx_swap.ledger('one').positions[SEATS.okx_swap.market] ?? 0)).toBe(0);
  });

  it('help tells the options of a command', async () => {
    const help = await desk.qt('orders', 'cancel', '--help');
    expect(help.code).toBe(0);
    for (const word of ['--all', '--account', '--strategy', '--external', '--yes', '--json'])
      expect(help.stdout).toContain(word);
  });
});
