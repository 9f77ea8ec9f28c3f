import { describe, expect, it } from 'vitest';
import type { PaperAccount, RealAccount } from '../../../electron/engine/accounts/account-config.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import { openMarketData, openRealVenue } from '../../../electron/engine/venues/open-venue.ts';
import { openWire } from '../../../electron/engine/venues/http/wire.ts';
import { recordCall } from '../../../electron/engine/venues/http/guarded-fetch.ts';
import { openClient } from '../../../electron/engine/venues/ccxt/open-client.ts';
import { exchangeSettings } from '../../../electron/engine/venues/ccxt/exchange-settings.ts';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import { KEYS, depsWith, movableClock, realAccount } from './rig.ts';

describe('a seat that can send orders', () => {
  const market = openMarketData(
    { exchange: 'binance', testnet: false, market: 'spot', apiUrl: null },
    depsWith(movableClock()),
  );
  const open = (change: Partial<RealAccount>) => () =>
    openRealVenue(realAccount('binance', null, change), market, depsWith(movableClock()));

  it('is opened for a real account only: a paper account is no argument for it', () => {
    type Accepted = Parameters<typeof openRealVenue>[0];
    // @ts-expect-error a paper account has no credentials to sign with
    const paper: Accepted = { ...realAccount('binance', null), mode: 'paper' } satisfies PaperAccount;
    expect(paper.mode).toBe('paper');
  });

  it.each(EXCHANGES.filter((exchange) => exchange !== 'sim'))('exists for %s spot', async (exchange) => {
    const { credentials } = realAccount(exchange, null);
    const venue = open({ exchange, credentials: { ...credentials, passphrase: new Secret('pass') } })();
    expect(venue.features).toMatchObject({ reduceOnly: false });
    await venue.close();
  });

  // Swaps of KuCoin and Kraken are exchanges of their own, with other keys; Firi and the built-in market have none.
  it.each(['kucoin', 'kraken', 'firi', 'sim'] as const)('does not exist for swaps of %s', (exchange) => {
    expect(open({ exchange, market: 'swap' })).toThrow(expect.objectContaining({ name: 'QtError' }));
  });

  it('does not exist for the built-in market', () => {
    expect(open({ exchange: 'sim' })).toThrow(expect.objectContaining({ code: 'VENUE_NOT_SUPPORTED' }));
  });

  it('needs its credentials', () => {
    const { credentials } = realAccount('binance', null);
    expect(open({ credentials: { ...credentials, apiSecret: null } })).toThrow(
      expect.objectContaining({ code: 'MISSING_CREDENTIALS' }),
    );
    expect(open({ exchange: 'okx', credentials: { ...credentials, passphrase: null } })).toThrow(
      expect.objectContaining({ code: 'MISSING_CREDENTIALS' }),
    );
  });
});

describe('a public client', () => {
  it('cannot send an order even if somebody puts keys into it', async () => {
    const server = await startBinanceServer({ accounts: [{ name: 'main', ...KEYS, balances: { USDT: '1000' } }] });
    try {
      const clock = movableClock();
      const place = { exchange: 'binance', testnet: false, market: 'spot', apiUrl: server.url } as const;
      const guard = { bases: [server.url], access: 'public' as const };
      const wire = openWire({ guard, timeoutMs: 1_000, maxBodyBytes: 1_000_000 }, depsWith(clock));
      const client = await openClient(place, exchangeSettings('binance', place), wire, { clock });
      const forced = Object.assign(client, { apiKey: KEYS.apiKey, secret: KEYS.apiSecret }) as unknown as {
        createOrder(...args: unknown[]): Promise<unknown>;
        fetchBalance(): Promise<unknown>;
      };
      await client.loadMarkets(true);
      for (const call of [
        () => forced.createOrder('BTC/USDT', 'limit', 'buy', '0.01', '50000'),
        () => forced.fetchBalance(),
      ]) {
        const { exchanges } = await recordCall(call);
        expect(exchanges).toMatchObject([{ phase: 'not_sent', code: 'MODE_VIOLATION' }]);
        await expect(call()).rejects.toMatchObject({ code: 'MODE_VIOLATION' });
      }
      expect(server.signedRequests()).toHaveLength(0);
      expect(server.ledger('main').orders).toHaveLength(0);
    } finally {
      await server.close();
    }
  });
});
