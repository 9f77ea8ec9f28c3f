import { describe, expect, it } from 'vitest';
import type { RealAccount } from '../../../electron/engine/accounts/account-config.ts';
import { addressObjection } from '../../../electron/engine/venues/account-addresses.ts';
import type { VenueDeps } from '../../../electron/engine/venues/deps.ts';
import { openMarketData, openRealVenue } from '../../../electron/engine/venues/open-venue.ts';
import { depsWith, movableClock, realAccount } from './rig.ts';

const PLACES: [RealAccount['exchange'], Partial<RealAccount>, string][] = [
  ['binance', {}, 'https://api.binance.com'],
  ['binance', { testnet: true }, 'https://testnet.binance.vision'],
  ['binance', { market: 'swap' }, 'https://fapi.binance.com'],
  ['binance', { market: 'swap', testnet: true }, 'https://testnet.binancefuture.com'],
  ['bybit', {}, 'https://api.bybit.com'],
  ['bybit', { market: 'swap', testnet: true }, 'https://api-testnet.bybit.com'],
  ['okx', {}, 'https://www.okx.com'],
  ['okx', { testnet: true }, 'https://www.okx.com for simulated trading'],
  ['okx', { market: 'swap', testnet: true }, 'https://www.okx.com for simulated trading'],
  ['kucoin', {}, 'https://api.kucoin.com'],
  ['kraken', {}, 'https://api.kraken.com'],
  ['firi', {}, 'https://api.firi.com'],
  ['binance', { apiUrl: 'https://proxy.test:8443/path' }, 'https://proxy.test:8443'],
  ['okx', { apiUrl: 'https://proxy.test', testnet: true }, 'https://proxy.test for simulated trading'],
];

/** Asks with everything that a seat has, at a network that answers nothing. */
async function asking(exchange: RealAccount['exchange'], change: Partial<RealAccount>) {
  const account = realAccount(exchange, null, change);
  const deps: VenueDeps = { ...depsWith(movableClock()), fetch: () => Promise.reject(new Error('no network')) };
  const { testnet, market, apiUrl } = account;
  const venue = openRealVenue(account, openMarketData({ exchange, testnet, market, apiUrl }, deps), deps);
  const before = venue.reached?.();
  await Promise.allSettled([venue.balances(), venue.openOrders(), venue.key(), venue.clockSkewMs()]);
  await venue.close();
  return { account, before, reached: venue.reached?.() ?? [] };
}

describe.each(PLACES)('a seat at %s %o', (exchange, change, place) => {
  it(`asks ${place}, and is told from one that asks elsewhere`, async () => {
    const { account, before, reached } = await asking(exchange, change);
    expect(before).toEqual([]);
    const words = reached.map(({ origin, simulated }) => `${origin}${simulated ? ' for simulated trading' : ''}`);
    expect(words).toContain(place);
    expect(addressObjection(account, reached)).toBeNull();
    expect(addressObjection(account, [])?.code).toBe('MODE_VIOLATION');
    // The same requests are no proof for an account that claims another network or address.
    const others: Partial<RealAccount>[] = [
      { apiUrl: 'https://other.test' },
      ...(['binance', 'bybit', 'okx'].includes(exchange) ? [{ apiUrl: null, testnet: !account.testnet }] : []),
    ];
    for (const other of others) {
      expect(addressObjection({ ...account, ...other }, reached)?.code, JSON.stringify(other)).toBe('MODE_VIOLATION');
    }
  });
});
