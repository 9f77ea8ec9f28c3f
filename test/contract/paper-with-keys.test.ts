import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBinanceServer } from '../venues/binance-server.ts';
import { startFiriServer } from '../venues/firi-server.ts';
import type { VenueHandle } from '../venues/venue-server.ts';
import { foreignHosts, preload } from './preload.ts';
import type { Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const KEYS = {
  apiKey: 'paper-key-0123456789',
  apiSecret: 'paper-secret-0123456789',
  clientId: 'paper-client-0123456789',
};

describe('paper accounts with keys in the environment', () => {
  let venues: Record<'binance' | 'firi', VenueHandle>;
  let desk: Workspace;
  let served: Served;
  beforeAll(async () => {
    const accounts = [{ name: 'one', ...KEYS, balances: { BTC: '1', USDT: '100000', NOK: '1000000' } }];
    venues = { binance: await startBinanceServer({ accounts }), firi: await startFiriServer({ accounts }) };
    const variables = (name: string, exchange: 'binance' | 'firi'): Record<string, string> => ({
      [`QT_ACCOUNT_${name}_EXCHANGE`]: exchange,
      [`QT_ACCOUNT_${name}_API_KEY`]: KEYS.apiKey,
      [`QT_ACCOUNT_${name}_API_SECRET`]: KEYS.apiSecret,
      [`QT_ACCOUNT_${name}_CLIENT_ID`]: KEYS.clientId,
      [`QT_ACCOUNT_${name}_API_URL`]: venues[exchange].url,
    });
    desk = await openWorkspace({
      ...variables('MAIN_BINANCE', 'binance'),
      ...variables('MAIN_FIRI', 'firi'),
      QT_ACCOUNT_MAIN_FIRI_MODE: 'paper',
    });
    Object.assign(desk.env, preload(desk.home));
    served = await desk.serve();
  });
  afterAll(async () => {
    await desk.close();
    await venues.binance.close();
    await venues.firi.close();
  });

  it('without API_URL the watch on foreign connections notes the exchange itself', async () => {
    const other = await openWorkspace({ QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance' });
    Object.assign(other.env, preload(other.home));
    expect((await other.json('accounts', 'test', 'main_binance')).document.ok).toBe(false);
    const hosts = foreignHosts(other.home);
    await other.close();
    expect(hosts.length).toBeGreaterThan(0);
    for (const host of hosts) expect(host).toMatch(/(^|\.)binance\.com$/);
  });

  it.each([
    ['binance', 'BTC/USDT', '50000'],
    ['firi', 'BTC/NOK', '500000'],
  ] as const)('on %s never send a signed request, whatever is asked of them', async (exchange, symbol, price) => {
    const account = `main_${exchange}`;
    const order = ['--symbol', symbol, '--side', 'long', '--amount', '0.01', '--account', account];
    const fired = await desk.json('signal', 'fire', ...order);
    expect(fired.code).toBe(0);
    expect(fired.document.decision.mode).toBe('paper');
    expect(fired.document.orders[0]).toMatchObject({ mode: 'paper', status: 'filled' });
    const resting = await desk.json('signal', 'fire', ...order, '--type', 'limit', '--price', price);
    expect(resting.document.orders[0].status).toBe('open');
    expect((await desk.json('orders', 'cancel', resting.document.orders[0].id)).document.order.status).toBe('canceled');
    expect((await desk.json('accounts', 'balance', account)).code).toBe(0);
    expect((await desk.json('accounts', 'test', account)).document).toMatchObject({ ok: true, key: null });
    expect((await desk.json('accounts', 'status')).code).toBe(0);
    expect((await desk.json('routes', 'preview', ...order)).code).toBe(0);
    expect((await served.signal({ symbol, side: 'short', amount: '0.005', account_name: account })).status).toBe(200);
    const armed = await desk.json('arm', account, '--yes');
    expect(armed.document.error.code).toBe('MODE_VIOLATION');
    expect((await desk.json('signal', 'fire', ...order)).code).toBe(0);

    const venue = venues[exchange];
    expect(foreignHosts(desk.home)).toEqual([]);
    expect(venue.requests.length).toBeGreaterThan(0);
    expect(venue.signedRequests()).toEqual([]);
    expect(venue.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(venue.ledger('one').orders).toEqual([]);
    const { accounts } = (await desk.json('accounts', 'list')).document;
    expect(accounts.find(({ name }: { name: string }) => name === account)).toMatchObject({
      mode: 'paper',
      has_credentials: false,
    });
  });
});
