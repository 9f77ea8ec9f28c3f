import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitArgs, openExchangeDesk } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { SEATS, SPOT_NAMES } from './exchange-seats.ts';
import type { SeatName } from './exchange-seats.ts';
import type { Json } from './workspace.ts';

/** What an order can do without, at each exchange. */
const DISPENSABLE: Partial<Record<SeatName, string[]>> = {
  binance: ['time', 'ticker.24hr', 'apiRestrictions'],
  bybit: ['time', 'tickers', 'key'],
  okx: ['time', 'ticker', 'account.config', 'fills'],
  kucoin: ['time', 'stats', 'hf.orders.active.symbols', 'hf.fills', 'stream.token', 'key'],
  kraken: ['time', 'ticker', 'stream.token', 'key'],
  firi: ['time'],
};

describe('an exchange that serves markets, a book, balances and orders, and nothing else', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  beforeAll(async () => {
    desk = await openExchangeDesk(SPOT_NAMES);
    for (const name of SPOT_NAMES) {
      desk.venues[name].streams.refuse(true);
      for (const route of DISPENSABLE[name] ?? []) {
        desk.venues[name].faults.always(route, { kind: 'status', status: 404 });
      }
    }
    await desk.serve();
    for (const name of SPOT_NAMES) await desk.arm(name);
  }, 60_000);
  afterAll(() => desk.close());

  it.each(SPOT_NAMES)('%s: is traded on all the same', async (name) => {
    const market = await desk.fire(name);
    expect(market.code, market.stdout).toBe(0);
    expect(market.document.orders[0]).toMatchObject({ status: 'filled', filled: SEATS[name].amount });
    const limit = await desk.fire(name, ...limitArgs(name));
    expect(limit.code, limit.stdout).toBe(0);
    const canceled = await desk.json('orders', 'cancel', limit.document.orders[0].id);
    expect([canceled.code, canceled.document.order.status]).toEqual([0, 'canceled']);
    const test = await desk.json('accounts', 'test', name);
    expect([test.code, test.document.ok]).toEqual([0, true]);
    // What the key may do is not known then, and not made up.
    expect(test.document.key).toMatchObject({ can_withdraw: null, note: expect.stringMatching(/not tell/) });
    const { faults } = desk.venues[name];
    faults.clear();
    for (const { account, stream } of (await desk.json('accounts', 'status')).document.accounts as Json[]) {
      if (account.name === name) expect(stream).not.toBe('live');
    }
  });

  it.each(SPOT_NAMES)('%s: with its server gone, an order that was not sent says so', async (name) => {
    await desk.venues[name].close();
    const fired = await desk.fire(name, ...limitArgs(name));
    expect(fired.code, fired.stdout).toBe(3);
    for (const order of fired.document.orders) expect(order.status).toBe('not_placed');
    // For the end, which closes each venue once.
    desk.venues[name].close = () => Promise.resolve();
  });
});
