import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import { BINANCE_ROUTES } from '../../../electron/engine/venues/binance/routes.ts';
import { sealCredentials } from '../../../electron/engine/venues/exchange/seal-credentials.ts';
import { exchangeSettings } from '../../../electron/engine/venues/ccxt/exchange-settings.ts';
import { openClient } from '../../../electron/engine/venues/ccxt/open-client.ts';
import { openWire } from '../../../electron/engine/venues/http/wire.ts';
import type { VenueOrder } from '../../../electron/engine/venues/venue.ts';
import type { Fault } from '../../venues/venue-server.ts';
import {
  KEYS,
  limitBuy,
  openBinanceRig,
  openBinanceSwapRig,
  openBybitRig,
  openFiriRig,
  openKrakenRig,
  openKucoinRig,
  openOkxRig,
  refOf,
} from './rig.ts';
import type { Rig } from './rig.ts';

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

/** A venue that quotes all that it was sent, credentials included, in every field that it has. */
const ECHO = `${Object.values(KEYS).join(' ')} GET /api/v3/order?timestamp=1&signature=${'ab'.repeat(32)} firi-access-key: ${KEYS.apiKey}`;

/** A passphrase as KuCoin takes it, which is as good as the passphrase. */
const SIGNED = `${'Ab+/'.repeat(10)}Ab8=`;

const FAULTS: Fault[] = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'garbage_200' },
  { kind: 'empty_200' },
  { kind: 'truncated_200' },
  { kind: 'truncated_200', cutSocket: true },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 502 },
  { kind: 'rate_limit', retryAfter: 0 },
  { kind: 'error', status: 400, body: { code: -2010, msg: ECHO } },
  { kind: 'error', status: 400, body: { code: -1022, msg: ECHO } },
  { kind: 'error', status: 400, body: { code: -1100, msg: ECHO } },
  { kind: 'error', status: 400, body: { code: -2013, msg: ECHO } },
  { kind: 'error', status: 200, body: { retCode: 10004, retMsg: ECHO, result: {}, time: 1 } },
  { kind: 'error', status: 200, body: { retCode: 110007, retMsg: ECHO, result: { orderId: ECHO }, time: 1 } },
  { kind: 'error', status: 200, body: { retCode: 199999, retMsg: ECHO, result: {}, time: 1 } },
  { kind: 'error', status: 200, body: { retCode: 0, retMsg: ECHO, result: { orderId: ECHO, list: [ECHO] }, time: 1 } },
  { kind: 'error', status: 200, body: { code: '1', msg: ECHO, data: [{ sCode: '51008', sMsg: ECHO, ordId: ECHO }] } },
  { kind: 'error', status: 200, body: { code: '0', msg: ECHO, data: [{ sCode: '0', ordId: ECHO, clOrdId: ECHO }] } },
  { kind: 'error', status: 200, body: { code: '59999', msg: ECHO, data: [ECHO] } },
  { kind: 'error', status: 401, body: { code: '50113', msg: ECHO, data: [] } },
  { kind: 'error', status: 200, body: { code: '400100', msg: ECHO } },
  { kind: 'error', status: 200, body: { code: '300000', msg: ECHO } },
  { kind: 'error', status: 401, body: { code: '400004', msg: `${ECHO} KC-API-PASSPHRASE: ${SIGNED}` } },
  { kind: 'error', status: 200, body: { code: '200000', data: { orderId: ECHO, clientOid: ECHO, items: [ECHO] } } },
  { kind: 'error', status: 200, body: { code: ECHO, msg: ECHO } },
  { kind: 'error', status: 200, body: { error: [ECHO] } },
  { kind: 'error', status: 200, body: { error: [`EOrder:Insufficient funds ${ECHO}`, ECHO] } },
  { kind: 'error', status: 200, body: { error: [], result: { descr: { order: ECHO }, txid: [ECHO], token: ECHO } } },
  { kind: 'error', status: 400, body: { code: -4061, msg: ECHO } },
  { kind: 'error', status: 200, body: [{ symbol: ECHO, marginType: ECHO, leverage: ECHO }] },
  { kind: 'error', status: 400, body: { name: ECHO, message: ECHO } },
  { kind: 'error', status: 401, body: { name: ECHO, message: ECHO } },
  { kind: 'error', status: 404, body: { name: ECHO, message: ECHO } },
  { kind: 'error', status: 500, body: ECHO },
  { kind: 'error', status: 200, body: { symbol: ECHO, orderId: ECHO, clientOrderId: ECHO, status: ECHO } },
  { kind: 'error', status: 200, body: [{ currency: 1, id: ECHO }] },
];

/** Everything that somebody could print, log or store: own and inherited, enumerable or not. */
function shown(value: unknown): string {
  const parts = [
    String(value),
    JSON.stringify(value) ?? '',
    inspect(value, { depth: 12, showHidden: true, getters: false }),
  ];
  if (value instanceof Error) parts.push(value.message, value.stack ?? '', inspect(value.cause, { depth: 12 }));
  return parts.join('\n');
}

function expectClean(value: unknown): void {
  const text = shown(value);
  for (const secret of Object.values(KEYS)) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/signature=[0-9a-f]{8,}/i);
  expect(text).not.toMatch(/[0-9a-f]{64}/i);
  expect(text).not.toContain(SIGNED);
}

async function settled(act: () => Promise<unknown>): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    return error;
  }
}

const CASES: [string, () => Promise<Rig>, VenueOrder][] = [
  ['binance', openBinanceRig, limitBuy()],
  ['bybit', openBybitRig, limitBuy()],
  ['binance swap', openBinanceSwapRig, limitBuy({ symbol: 'BTC/USDT:USDT' })],
  ['firi', openFiriRig, limitBuy({ symbol: 'BTC/NOK', price: '640000' })],
  ['kraken', openKrakenRig, limitBuy({ symbol: 'BTC/USD' })],
  ['kucoin', openKucoinRig, limitBuy()],
  ['okx', openOkxRig, limitBuy()],
];

describe('a signing ccxt client', () => {
  it('gives no credential away by being printed, after it has signed', async () => {
    const { account, deps, server, close } = await openBinanceRig();
    try {
      const guard = { bases: [server.url], access: BINANCE_ROUTES };
      const wire = openWire({ guard, timeoutMs: 1_000, maxBodyBytes: 100_000 }, deps);
      const opened = await openClient(account, exchangeSettings('binance', account), wire, deps);
      const { apiKey } = account.credentials;
      const client = sealCredentials(opened, {
        apiKey,
        apiSecret: new Secret(KEYS.apiSecret),
        passphrase: null,
      }) as typeof opened & {
        privateGetAccount(): Promise<unknown>;
      };
      expect(await client.privateGetAccount()).toHaveProperty('balances');
      expect(server.signedRequests()).toMatchObject([{ account: 'main', answeredStatus: 200 }]);
      const text = `${inspect(client, { depth: 12 })}${JSON.stringify(client)}`;
      expect(text).toContain('binance');
      for (const secret of Object.values(KEYS)) expect(text).not.toContain(secret);
      expect(text).not.toContain(new URLSearchParams(server.requests.at(-1)!.rawQuery).get('signature'));
    } finally {
      await close();
    }
  });
});

describe.each(CASES)('%s gives no credential away', (_, openRig, order) => {
  it('in what it returns or throws, under any fault, from any method', async () => {
    const rig = await openRig();
    rigs.push(rig);
    const { venue } = rig;
    const ref = refOf(order, rig.clock);
    const known = refOf(order, rig.clock, '1000001');
    const note = await venue.prepare(order);
    await venue.market.instruments();
    const methods: (() => Promise<unknown>)[] = [
      () => venue.prepare(order),
      () => venue.place(order),
      () => venue.lookup(ref, note),
      () => venue.lookup(known, note),
      () => venue.cancel(known, note),
      () => venue.cancelExternal({ venueOrderId: '1000001', symbol: order.symbol }),
      ...(venue.amend ? [() => venue.amend!(known, { price: order.price!, amount: order.amount })] : []),
      () => venue.openOrders(),
      () => venue.fillsSince(order.symbol, 0),
      () => venue.positions(),
      () => venue.balances(),
      () => venue.key(),
      () => venue.clockSkewMs(),
      () => venue.market.ticker(order.symbol),
      () => venue.market.book(order.symbol),
    ];
    let results = 0;
    for (const fault of FAULTS) {
      rig.server.faults.clear();
      rig.server.faults.always('*', fault);
      // Past any silence that the last one asked for.
      rig.clock.moveOn(60_000);
      for (const method of methods) {
        expectClean(await settled(method));
        results += 1;
      }
    }
    expect(results).toBe(FAULTS.length * methods.length);
    expect(rig.server.signedRequests().length).toBeGreaterThan(FAULTS.length);
    // Not even by being looked at: the client with its keys is inside.
    expectClean(venue);
    expectClean(rig.account);
  }, 200_000);

  it('when there is no venue at all', async () => {
    const rig = await openRig();
    rigs.push(rig);
    await rig.venue.prepare(order);
    await rig.stopServer();
    for (const method of [() => rig.venue.place(order), () => rig.venue.balances(), () => rig.venue.prepare(order)]) {
      expectClean(await settled(method));
    }
  });
});
