import { describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import { openClient } from '../../../electron/engine/venues/ccxt/open-client.ts';
import { exchangeSettings } from '../../../electron/engine/venues/ccxt/exchange-settings.ts';
import type { CcxtExchange } from '../../../electron/engine/venues/ccxt/exchange-settings.ts';
import type { VenueFetch } from '../../../electron/engine/venues/deps.ts';
import { signRequest } from '../../../electron/engine/venues/firi/sign.ts';
import { recordCall } from '../../../electron/engine/venues/http/guarded-fetch.ts';
import { openWire } from '../../../electron/engine/venues/http/wire.ts';
import type { MarketType } from '../../../shared/schema/exchange.ts';
import { realAccount } from '../../support/accounts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

/*
 * The wire of a paper account's client, with everything above it turned against it: the account is real, its keys are in the
 * library, and the library is told to sign.
 */

const PLACES: [CcxtExchange, MarketType, boolean][] = [
  ['binance', 'spot', false],
  ['binance', 'spot', true],
  ['binance', 'swap', false],
  ['bybit', 'spot', false],
  ['bybit', 'swap', true],
  ['okx', 'spot', false],
  ['okx', 'swap', true],
  ['kucoin', 'spot', false],
  ['kraken', 'spot', false],
];

/** Private endpoints as ccxt names them, by what they would do. */
const CALLS: Record<CcxtExchange, Record<string, [string, Record<string, string>]>> = {
  binance: {
    order: ['privatePostOrder', { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '1' }],
    futures: ['fapiPrivatePostOrder', { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '1' }],
    cancel: ['privateDeleteOrder', { symbol: 'BTCUSDT', orderId: '1' }],
    balances: ['privateGetAccount', {}],
    'listen key': ['publicPostUserDataStream', {}],
    withdrawal: ['sapiPostCapitalWithdrawApply', { coin: 'BTC', address: 'x', amount: '1' }],
  },
  bybit: {
    order: ['privatePostV5OrderCreate', { category: 'spot', symbol: 'BTCUSDT', side: 'Buy' }],
    cancel: ['privatePostV5OrderCancel', { category: 'spot', symbol: 'BTCUSDT', orderId: '1' }],
    balances: ['privateGetV5AccountWalletBalance', { accountType: 'UNIFIED' }],
    withdrawal: ['privatePostV5AssetWithdrawCreate', { coin: 'BTC' }],
  },
  okx: {
    order: ['privatePostTradeOrder', { instId: 'BTC-USDT', side: 'buy' }],
    cancel: ['privatePostTradeCancelOrder', { instId: 'BTC-USDT', ordId: '1' }],
    balances: ['privateGetAccountBalance', {}],
    withdrawal: ['privatePostAssetWithdrawal', { ccy: 'BTC' }],
  },
  kucoin: {
    order: ['privatePostHfOrders', { symbol: 'BTC-USDT', side: 'buy' }],
    cancel: ['privateDeleteHfOrdersOrderId', { orderId: '1', symbol: 'BTC-USDT' }],
    balances: ['privateGetAccounts', {}],
    'stream token': ['privatePostBulletPrivate', {}],
    withdrawal: ['privatePostWithdrawals', { currency: 'BTC' }],
  },
  kraken: {
    order: ['privatePostAddOrder', { pair: 'XXBTZUSD', type: 'buy', ordertype: 'market', volume: '1' }],
    cancel: ['privatePostCancelOrder', { txid: '1' }],
    balances: ['privatePostBalanceEx', {}],
    withdrawal: ['privatePostWithdraw', { asset: 'XBT', key: 'x', amount: '1' }],
  },
};

const KEYS = { apiKey: 'canary-key', secret: 'Y2FuYXJ5LXNlY3JldA==', password: 'canary-pass' };

function publicWire(bases: readonly string[]) {
  const left: string[] = [];
  const fetch: VenueFetch = (url) => {
    left.push(url);
    return Promise.reject(new Error('no network in this test'));
  };
  const clock = createFakeClock();
  const wire = openWire(
    { guard: { bases, access: 'public' }, timeoutMs: 1_000, maxBodyBytes: 1_000 },
    { clock, fetch },
  );
  return { wire, left, clock };
}

describe.each(PLACES)('a public client of %s %s (testnet %s) with keys in it', (exchange, market, testnet) => {
  const place = { exchange, market, testnet, apiUrl: null };
  const settings = exchangeSettings(exchange, place);
  // The library knows no futures and no withdrawals of that testnet.
  const missing = exchange === 'binance' && testnet ? ['futures', 'withdrawal'] : [];
  const calls = Object.entries(CALLS[exchange]).filter(([what]) => !missing.includes(what));
  it.each(calls)('sends no %s', async (_what, [call, params]) => {
    const { wire, left, clock } = publicWire(settings.origins);
    const client = Object.assign(await openClient(place, settings, wire, { clock }), KEYS);
    const endpoint = (client as unknown as Record<string, (given: object) => Promise<unknown>>)[call];
    expect(endpoint, call).toBeTypeOf('function');
    const { exchanges } = await recordCall(() => endpoint!.call(client, params));
    // Refused as private, or for an address beside its own; the library was ready to send it.
    expect(exchanges).toMatchObject([
      { phase: 'not_sent', code: expect.stringMatching(/^(MODE_VIOLATION|INTERNAL)$/) },
    ]);
    expect(left).toEqual([]);
  });
});

it('the public wire of Firi sends nothing that its own signer has signed', async () => {
  const { wire, left, clock } = publicWire(['https://api.firi.com']);
  const { credentials } = realAccount('firi');
  for (const clientId of [new Secret('canary-client'), null]) {
    const { query, headers } = signRequest({ ...credentials, clientId }, clock.nowMs(), undefined);
    expect(Object.keys(headers)[0]).toBe(clientId ? 'firi-user-clientid' : 'firi-access-key');
    const search = new URLSearchParams(query).toString();
    const signed = { url: `https://api.firi.com/v2/balances?${search}`, method: 'GET', headers };
    expect(await wire.send(signed)).toMatchObject({ phase: 'not_sent', code: 'MODE_VIOLATION' });
    const order = { url: 'https://api.firi.com/v2/orders', method: 'POST', headers: {}, body: '{}' };
    expect(await wire.send(order)).toMatchObject({ phase: 'not_sent', code: 'MODE_VIOLATION' });
  }
  expect(left).toEqual([]);
});
