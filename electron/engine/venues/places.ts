import type { Clock } from '../ports.ts';
import { createRateGovernor } from './http/rate-governor.ts';
import type { RateGovernor } from './http/rate-governor.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { createSkew } from './http/venue-clock.ts';
import type { Skew } from './http/venue-clock.ts';
import type { MarketPlace } from './market-place.ts';
import { isLoopback } from './loopback.ts';

/** What the accounts of one exchange have in common, because the exchange counts it or keeps it once for all of them. */
export interface Places {
  /** Everything at one address that is counted together. */
  governor(limits: RateLimits, base: string): RateGovernor;
  /** The difference between the place's clock and ours. */
  skew(place: MarketPlace): Skew;
}

/**
 * One for an engine. At an address on this machine there is no exchange, so what one documents does not count there, only
 * what the address says itself (429). `alwaysGovern` has it count all the same: for tests of the limits.
 */
export function createPlaces(
  clock: Clock,
  options: {
    alwaysGovern?: true;
    /** Told of each measurement of a place's clock; answers whether it is to be relied on without another one. */
    onSkew?: (place: MarketPlace, skewMs: number) => boolean;
  } = {},
): Places {
  const governors = new Map<string, RateGovernor>();
  const skews = new Map<string, Skew>();
  return {
    governor: (limits, base) => {
      const { origin, hostname } = new URL(base);
      const key = `${limits.name} ${origin}`;
      let governor = governors.get(key);
      if (!governor) {
        const budgets = options.alwaysGovern === true || !isLoopback(hostname) ? limits.budgets : [];
        governors.set(key, (governor = createRateGovernor({ ...limits, budgets }, clock)));
      }
      return governor;
    },
    skew: ({ exchange, testnet, market, apiUrl }) => {
      const key = JSON.stringify([exchange, testnet, market, apiUrl]);
      let skew = skews.get(key);
      const place = { exchange, testnet, market, apiUrl };
      if (!skew) skews.set(key, (skew = createSkew((skewMs) => options.onSkew?.(place, skewMs) ?? true)));
      return skew;
    },
  };
}
