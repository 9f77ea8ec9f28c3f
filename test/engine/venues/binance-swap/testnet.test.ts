import { expect, it } from 'vitest';
import { BINANCE_SWAP } from '../../../../electron/engine/venues/binance/swap-facts.ts';
import { exchangeSettings } from '../../../../electron/engine/venues/ccxt/exchange-settings.ts';
import { loadExchangeClass } from '../../../../electron/engine/venues/ccxt/load-exchange.ts';
import { refusalOf } from '../../../../electron/engine/venues/http/request-guard.ts';

type Signed = { sign(path: string, api: string, method: string, params: object): { url: string } };

async function testnetClient() {
  const Binance = await loadExchangeClass('binance');
  const client = new Binance({ apiKey: 'k', secret: 's' });
  client.setSandboxMode(true);
  return client as typeof client & Signed;
}

it('the library signs for the futures testnet only where it is told to, and the guard lets exactly that pass', async () => {
  const client = await testnetClient();
  const sign = (): string => client.sign('order', 'fapiPrivate', 'PUT', { newClientOrderId: 'x' }).url;
  expect(sign).toThrow(/testnet/);
  Object.assign(client.options, BINANCE_SWAP.clientOptions);
  const url = sign();
  expect(url).toBe('https://testnet.binancefuture.com/fapi/v1/order');
  const place = { exchange: 'binance', market: 'swap', testnet: true, apiUrl: null } as const;
  const guard = { bases: exchangeSettings('binance', place).origins, access: BINANCE_SWAP.routes };
  const request = { method: 'PUT', headers: {}, body: '' };
  expect(refusalOf(guard, { ...request, url })).toBeNull();
  const live = url.replace('testnet.binancefuture.com', 'fapi.binance.com');
  expect(refusalOf(guard, { ...request, url: live })).not.toBeNull();
  // Nothing that moves money away, and nothing that ends more than one order.
  for (const path of [
    'fapi/v1/allOpenOrders',
    'fapi/v1/batchOrders',
    'sapi/v1/capital/withdraw/apply',
    'fapi/v1/listenKey',
  ]) {
    expect(
      refusalOf(guard, { ...request, method: 'DELETE', url: `https://testnet.binancefuture.com/${path}` }),
    ).not.toBeNull();
    if (path.endsWith('listenKey')) continue;
    expect(
      refusalOf(guard, { ...request, method: 'POST', url: `https://testnet.binancefuture.com/${path}` }),
    ).not.toBeNull();
  }
});
