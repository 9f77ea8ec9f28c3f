import type { VenueFetch } from '../deps.ts';

/** Where a request went: what tells a test network from the exchange itself. */
export interface ReachedAddress {
  /** Scheme, host and port. */
  origin: string;
  /** OKX: simulated trading was asked for, by a header at the same host. */
  simulated: boolean;
}

export interface WatchedAddresses {
  fetch: VenueFetch;
  /** Every address that was asked so far, each once. */
  reached(): ReachedAddress[];
}

/**
 * Notes where requests really leave for, below everything that builds an address: what an account's environment is believed
 * by when it is armed, and not by its configuration alone.
 */
export function watchAddresses(fetch: VenueFetch): WatchedAddresses {
  const seen = new Map<string, ReachedAddress>();
  return {
    fetch: (url, init) => {
      const { origin } = new URL(url);
      const simulated = Object.entries(init.headers).some(
        ([name, value]) => name.toLowerCase() === 'x-simulated-trading' && value === '1',
      );
      seen.set(`${simulated} ${origin}`, { origin, simulated });
      return fetch(url, init);
    },
    reached: () => [...seen.values()],
  };
}
