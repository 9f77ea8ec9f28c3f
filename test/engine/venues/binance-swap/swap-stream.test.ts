import { describe, expect, it } from 'vitest';
import { readSwapMessage } from '../../../../electron/engine/venues/binance/swap-stream-messages.ts';
import { BINANCE_SWAP_STREAM } from '../../../../electron/engine/venues/binance/swap-stream.ts';
import type { Desk } from '../../../../electron/engine/venues/exchange/exchange-facts.ts';
import type { Verdict } from '../../../../electron/engine/venues/http/verdict.ts';
import { BINANCE_SWAP_RIG } from '../acceptance/rigs/binance-swap.ts';
import { openWorld } from '../acceptance/world.ts';

/** As the documentation shows it. */
const UPDATE = {
  e: 'ORDER_TRADE_UPDATE',
  E: 1_568_879_465_651,
  T: 1_568_879_465_650,
  o: {
    s: 'BTCUSDT',
    c: '0123456789abcdef0123456789abcdef',
    S: 'SELL',
    o: 'LIMIT',
    f: 'GTC',
    q: '0.002',
    p: '9910',
    ap: '9911.5',
    x: 'TRADE',
    X: 'PARTIALLY_FILLED',
    i: 8886774000000000001n,
    l: '0.001',
    z: '0.001',
    L: '9911.5',
    N: 'USDT',
    n: '0.00396',
    T: 1_568_879_465_650,
    t: 157,
    m: true,
  },
};
const text = (change: object): string =>
  JSON.stringify({ ...UPDATE, o: { ...UPDATE.o, ...change } }, (_, value: unknown) =>
    typeof value === 'bigint' ? `#${value}` : value,
  ).replaceAll(/"#(\d+)"/g, '$1');

describe('a message of the private stream', () => {
  it('an order and its trade, ids with all their digits', () => {
    expect(readSwapMessage(text({})).reading.events).toEqual([
      {
        kind: 'order',
        clientOrderId: '0123456789abcdef0123456789abcdef',
        venueOrderId: '8886774000000000001',
        report: {
          venueOrderId: '8886774000000000001',
          status: 'partially_filled',
          filled: '0.001',
          average: '9911.5',
          amount: '0.002',
          price: '9910',
          updatedAtMs: 1_568_879_465_650,
          fills: [
            {
              tradeId: '157',
              price: '9911.5',
              amount: '0.001',
              fee: '0.00396',
              feeAsset: 'USDT',
              liquidity: 'maker',
              atMs: 1_568_879_465_650,
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['NEW', 'NEW', 'open'],
    ['AMENDMENT', 'NEW', 'open'],
    ['CANCELED', 'CANCELED', 'canceled'],
    ['EXPIRED', 'EXPIRED', 'expired'],
    ['EXPIRED', 'EXPIRED_IN_MATCH', 'expired'],
  ])('%s with status %s is %s, without a fill', (x, X, status) => {
    const { reading } = readSwapMessage(text({ x, X, N: undefined, n: undefined, t: 0 }));
    expect(reading.events).toMatchObject([{ report: { status, fills: [] } }]);
  });

  it.each([
    ['an unknown status', text({ X: 'HALTED' })],
    ['no sums', text({ z: undefined })],
    ['a size that is none', text({ q: 'many' })],
    ['a list', '[]'],
    ['no JSON', '{"e":'],
    ['nothing known', '{"x":1}'],
  ])('%s is a gap', (_, message) => {
    expect(readSwapMessage(message).reading.events).toMatchObject([{ kind: 'gap' }]);
  });

  it('balances, changed terms, the end of the key, and what is of no interest', () => {
    expect(readSwapMessage('{"e":"ACCOUNT_UPDATE"}').reading.events).toEqual([{ kind: 'balances' }]);
    expect(readSwapMessage('{"e":"ACCOUNT_CONFIG_UPDATE"}').terms).toBe(true);
    expect(readSwapMessage('{"e":"listenKeyExpired"}').reading.failed).toMatch(/listen key/);
    expect(readSwapMessage('{"e":"MARGIN_CALL"}').reading).toEqual({ events: [] });
  });
});

describe('the listen key', () => {
  const deskWith = (verdict: Verdict, asked: string[] = []): Desk =>
    ({
      account: { testnet: false },
      client: {
        read: (call: string) => {
          asked.push(call);
          return Promise.resolve(verdict);
        },
      },
    }) as unknown as Desk;
  const KEY = 'pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1';

  it('is the login, in the address of the private path', async () => {
    const desk = deskWith({ kind: 'ok', document: { listenKey: KEY } });
    expect(await BINANCE_SWAP_STREAM.address(desk)).toBe(`wss://fstream.binance.com/private/ws?listenKey=${KEY}`);
    const testnet = { ...desk, account: { ...desk.account, testnet: true } };
    expect(await BINANCE_SWAP_STREAM.address(testnet)).toContain('wss://fstream.binancefuture.com/private/ws?');
    expect(BINANCE_SWAP_STREAM.hosts).toEqual(['fstream.binance.com', 'fstream.binancefuture.com']);
  });

  it('of a strange form is not used', async () => {
    const desk = deskWith({ kind: 'ok', document: { listenKey: '../../x?y=z' } });
    await expect(BINANCE_SWAP_STREAM.address(desk)).rejects.toMatchObject({ code: 'VENUE_ERROR' });
  });

  it('is kept alive, and where Binance does not know it any more the stream is opened anew', async () => {
    const asked: string[] = [];
    const talk = await BINANCE_SWAP_STREAM.talk(deskWith({ kind: 'ok', document: {} }, asked));
    expect(talk.ping?.everyMs).toBeLessThan(30 * 60_000);
    expect(JSON.parse(talk.ping?.text() ?? '')).toHaveProperty('method');
    expect(asked).toEqual(['fapiPrivatePutListenKey']);
    expect(await talk.read('{"result":[],"id":1}')).toEqual({ events: [], live: true });
    const refused = { kind: 'refused', code: 'VENUE_REFUSED', message: 'no such key' } as const;
    const lapsing = await BINANCE_SWAP_STREAM.talk(deskWith(refused));
    lapsing.ping?.text();
    await Promise.resolve();
    expect((await lapsing.read('{"result":[],"id":1}')).failed).toMatch(/listen key/);
  });

  it('is not given to a wrong API key, and then nothing is heard and nothing told', async () => {
    const world = await openWorld({
      ...BINANCE_SWAP_RIG,
      start: (options) =>
        BINANCE_SWAP_RIG.start({ ...options, accounts: [{ ...options.accounts[0]!, apiKey: 'anotherKEY000000' }] }),
    });
    try {
      const heard = world.listen();
      await heard.until('down', ({ kind }) => kind === 'down');
      expect(heard.events.some(({ kind }) => kind === 'live')).toBe(false);
      const told = JSON.stringify(heard.events);
      for (const secret of Object.values(world.keys)) expect(told).not.toContain(secret);
      expect(told).not.toMatch(/listenKey=|wss?:\/\//i);
      heard.stop();
    } finally {
      await world.close();
    }
  });
});
