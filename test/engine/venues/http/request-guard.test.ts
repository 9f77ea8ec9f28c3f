import { describe, expect, it } from 'vitest';
import { BINANCE_ROUTES } from '../../../../electron/engine/venues/binance/routes.ts';
import { BINANCE_SWAP_ROUTES } from '../../../../electron/engine/venues/binance/swap-routes.ts';
import { BYBIT_SPOT_ROUTES, BYBIT_SWAP_ROUTES } from '../../../../electron/engine/venues/bybit/routes.ts';
import { FIRI_ROUTES, isOrderId } from '../../../../electron/engine/venues/firi/routes.ts';
import { KUCOIN_ROUTES } from '../../../../electron/engine/venues/kucoin/routes.ts';
import { refusalOf } from '../../../../electron/engine/venues/http/request-guard.ts';
import type { Route } from '../../../../electron/engine/venues/http/request-guard.ts';

const get = (url: string, headers: Record<string, string> = {}) => ({ url, method: 'GET', headers });

describe('a public client', () => {
  const guard = { bases: ['https://api.binance.com', 'http://127.0.0.1:9/proxy'], access: 'public' as const };
  const url = 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT';

  it('reads public data from its bases', () => {
    expect(refusalOf(guard, get(url, { 'User-Agent': 'x', 'x-simulated-trading': '1' }))).toBeNull();
    expect(refusalOf(guard, get('http://127.0.0.1:9/proxy/api/v3/time'))).toBeNull();
  });

  it.each([
    'X-MBX-APIKEY',
    'firi-access-key',
    'firi-user-clientid',
    'Firi-User-Signature',
    'miraiex-access-key',
    'OK-ACCESS-KEY',
    'OK-ACCESS-PASSPHRASE',
    'KC-API-KEY',
    'KC-API-SIGN',
    'API-Key',
    'API-Sign',
    'X-BAPI-API-KEY',
    'X-BAPI-SIGN',
    'Authorization',
    'Cookie',
  ])('refuses a request with the header %s', (name) => {
    expect(refusalOf(guard, get(url, { [name]: 'x' }))?.code).toBe('MODE_VIOLATION');
  });

  it.each(['signature=ab', 'timestamp=1', 'Signature=ab', 'sign=ab', 'api_key=ab', 'recvWindow=5000'])(
    'refuses a request with %s',
    (parameter) => {
      expect(refusalOf(guard, get(`${url}&${parameter}`))?.code).toBe('MODE_VIOLATION');
    },
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s', (method) => {
    expect(refusalOf(guard, { url, method, headers: {} })?.code).toBe('MODE_VIOLATION');
  });

  it('refuses a body', () => {
    expect(refusalOf(guard, { ...get(url), body: 'symbol=BTCUSDT' })?.code).toBe('MODE_VIOLATION');
  });

  it.each([
    'https://api.binance.com.evil.test/api/v3/time',
    'https://api.binance.com:444/api/v3/time',
    'http://api.binance.com/api/v3/time',
    'https://user:pass@api.binance.com/api/v3/time',
    'https://api4.binance.com/api/v3/time',
    'http://127.0.0.1:9/api/v3/time',
    'http://127.0.0.1:9/proxyfoo/api/v3/time',
    'http://127.0.0.1:9/proxy/../api/v3/time',
    'http://127.0.0.1:9/proxy/%2e%2e/api/v3/time',
    'undefined/api/v3/time',
  ])('refuses the address %s', (address) => {
    expect(refusalOf(guard, get(address))?.code).toBe('INTERNAL');
  });
});

describe('a signing client', () => {
  const refused = (access: readonly Route[], method: string, path: string): boolean =>
    refusalOf({ bases: ['https://venue.test'], access }, { url: `https://venue.test${path}`, method, headers: {} }) !==
    null;

  it.each([
    ['POST', '/sapi/v1/capital/withdraw/apply'],
    ['POST', '/sapi/v1/asset/transfer'],
    ['DELETE', '/api/v3/openOrders?symbol=BTCUSDT'],
    ['POST', '/api/v3/order/cancelReplace'],
    ['GET', '/sapi/v1/capital/config/getall'],
    ['POST', '/sapi/v1/capital/deposit/hisrec'],
    ['GET', '/sapi/v1/capital/withdraw/apply'],
    ['POST', '/sapi/v1/asset/dust'],
    ['POST', '/sapi/v1/convert/acceptQuote'],
  ])('of Binance never reaches %s %s', (method, path) => {
    expect(refused(BINANCE_ROUTES, method, path)).toBe(true);
    expect(refused(BINANCE_ROUTES, 'POST', '/api/v3/order')).toBe(false);
  });

  it.each([
    [BINANCE_SWAP_ROUTES, 'POST', '/fapi/v1/income'],
    [BINANCE_SWAP_ROUTES, 'POST', '/sapi/v1/asset/transfer'],
    [BYBIT_SWAP_ROUTES, 'POST', '/v5/asset/withdraw/create'],
    [BYBIT_SWAP_ROUTES, 'POST', '/v5/asset/transfer/inter-transfer'],
    [BYBIT_SPOT_ROUTES, 'POST', '/v5/account/transaction-log'],
    [KUCOIN_ROUTES, 'POST', '/api/v3/withdrawals'],
    [KUCOIN_ROUTES, 'POST', '/api/v3/accounts/universal-transfer'],
    [KUCOIN_ROUTES, 'POST', '/api/v1/accounts/ledgers'],
  ])('reads the past and moves no money: %#', (routes, method, path) => {
    expect(refused(routes, method, path)).toBe(true);
  });

  it.each([
    ['DELETE', '/v2/orders'],
    ['DELETE', '/v2/orders/BTCNOK'],
    ['DELETE', '/v2/orders/123'],
    ['DELETE', '/v2/orders/123/detailed'],
    ['DELETE', '/v2/orders//BTCNOK/detailed'],
    ['DELETE', '/v2/orders/BTCNOK/BTCNOK/detailed'],
    ['POST', '/v2/BTC/withdraw'],
  ])('of Firi never reaches %s %s', (method, path) => {
    expect(refused(FIRI_ROUTES, method, path)).toBe(true);
    expect(refused(FIRI_ROUTES, 'DELETE', '/v2/orders/123/BTCNOK/detailed')).toBe(false);
  });

  it('of Firi takes numbers and GUIDs for order ids, and nothing else', () => {
    expect(isOrderId('1000001')).toBe(true);
    expect(isOrderId('6f9619ff-8b86-d011-b42d-00c04fc964ff')).toBe(true);
    for (const text of ['', 'BTCNOK', '1/2', '1?x=1', '..', '1 ', '-1', '6f9619ff'])
      expect(isOrderId(text)).toBe(false);
  });
});
