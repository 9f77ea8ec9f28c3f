import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer } from './binance-server.ts';
import { binanceSignature } from './binance/auth.ts';
import { raw, signed, signedForm } from './raw-request.ts';
import type { VenueHandle } from './venue-server.ts';

const DOC = {
  apiKey: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
  apiSecret: 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
};
const DOC_TIME = 1499827319559;
const DOC_PAYLOAD = `symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=${DOC_TIME}`;
const DOC_SIGNATURE = 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71';
const HEADERS = { 'x-mbx-apikey': DOC.apiKey };

let venue: VenueHandle;
let now: number;

beforeEach(async () => {
  now = DOC_TIME + 100;
  venue = await startBinanceServer({ accounts: [{ name: 'doc', ...DOC, balances: { BTC: '2' } }], clock: () => now });
});
afterEach(() => venue.close());

const account = (fields: Record<string, string | number>, keys = DOC): ReturnType<typeof raw> =>
  signed(venue.url, keys, 'GET', '/api/v3/account', fields);

describe('the signature of the Binance documentation', () => {
  it('is the one that is computed here', () => {
    expect(binanceSignature(DOC.apiSecret, DOC_PAYLOAD, '')).toBe(DOC_SIGNATURE);
  });

  it.each([
    ['query', `?${DOC_PAYLOAD}&signature=${DOC_SIGNATURE}`, undefined],
    ['body', '', `${DOC_PAYLOAD}&signature=${DOC_SIGNATURE}`],
    ['upper case hex', `?${DOC_PAYLOAD}&signature=${DOC_SIGNATURE.toUpperCase()}`, undefined],
  ])('places the documented order from the %s', async (_, query, body) => {
    const answer = await raw(`${venue.url}/api/v3/order${query}`, {
      method: 'POST',
      headers: HEADERS,
      ...(body ? { body } : {}),
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ symbol: 'LTCBTC', origQty: '1.00000000', price: '0.10000000' });
  });

  it('covers query and body together, joined without a separator', async () => {
    const query = 'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC';
    const body = `quantity=1&price=0.1&recvWindow=5000&timestamp=${DOC_TIME}`;
    const url = `${venue.url}/api/v3/order?${query}`;
    // The documentation's own example of mixed sending.
    const signature = '0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77';
    const answer = await raw(url, { method: 'POST', headers: HEADERS, body: `${body}&signature=${signature}` });
    expect(answer.status).toBe(200);
  });
});

describe('refusals before anything is read', () => {
  it('wants a known key', async () => {
    const form = signedForm(DOC, { timestamp: now });
    const none = await raw(`${venue.url}/api/v3/account?${form}`);
    expect([none.status, none.json]).toEqual([401, { code: -2014, msg: 'API-key format invalid.' }]);
    const other = await raw(`${venue.url}/api/v3/account?${form}`, { headers: { 'x-mbx-apikey': 'nobody' } });
    expect([other.status, other.json.code]).toEqual([401, -2015]);
  });

  it('wants the right secret, over the very bytes that were sent', async () => {
    const wrong = await account({ timestamp: now }, { ...DOC, apiSecret: 'wrong' });
    expect([wrong.status, wrong.json]).toEqual([400, { code: -1022, msg: 'Signature for this request is not valid.' }]);
    const changed = signedForm(DOC, { symbol: 'LTCBTC', timestamp: now }).replace('LTCBTC', 'BTCUSDT');
    expect((await raw(`${venue.url}/api/v3/openOrders?${changed}`, { headers: HEADERS })).json.code).toBe(-1022);
  });

  it('wants timestamp and signature', async () => {
    expect((await raw(`${venue.url}/api/v3/account?timestamp=${now}`, { headers: HEADERS })).json).toEqual({
      code: -1102,
      msg: "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.",
    });
    expect((await account({ omitZeroBalances: 'false' })).json.msg).toContain("'timestamp'");
  });

  it.each([
    [-5000, undefined, 200],
    [-5001, undefined, -1021],
    [-10_000, 10_000, 200],
    [-10_001, 10_000, -1021],
    [999, undefined, 200],
    [1000, undefined, -1021],
    [0, 60_001, -1131],
  ])('timestamp %d ms from the server, recvWindow %s: %d', async (offset, recvWindow, expected) => {
    const answer = await account({ timestamp: now + offset, ...(recvWindow === undefined ? {} : { recvWindow }) });
    expect(answer.json.code ?? answer.status).toBe(expected);
  });

  it('refuses a replay once its window is over', async () => {
    const form = signedForm(DOC, { timestamp: now });
    const again = (): ReturnType<typeof raw> => raw(`${venue.url}/api/v3/account?${form}`, { headers: HEADERS });
    expect((await again()).status).toBe(200);
    now += 5001;
    expect((await again()).json.code).toBe(-1021);
    now -= 5001;
    venue.setClockSkew(-2000);
    expect((await again()).json.msg).toContain("ahead of the server's time");
  });
});

describe('a key without the permission to trade', () => {
  it('may read and may not place, and says so in apiRestrictions', async () => {
    await venue.close();
    venue = await startBinanceServer({
      accounts: [{ name: 'reader', ...DOC, permissions: { trade: false, withdraw: true } }],
      clock: () => now,
    });
    expect((await account({ timestamp: now })).status).toBe(200);
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.001', timestamp: now };
    const refused = await signed(venue.url, DOC, 'POST', '/api/v3/order', order);
    expect([refused.status, refused.json.code]).toEqual([401, -2015]);
    const restrictions = await signed(venue.url, DOC, 'GET', '/sapi/v1/account/apiRestrictions', { timestamp: now });
    expect(restrictions.json).toMatchObject({
      enableWithdrawals: true,
      enableSpotAndMarginTrading: false,
      enableReading: true,
    });
  });
});
