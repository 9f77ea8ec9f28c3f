import { isLoopback } from '../venues/loopback.ts';
import type { AccountConfig } from './account-config.ts';
import { seatMark } from './seat-mark.ts';

/** What makes an account the one it is: where its orders go, and with whose money. Its name can be given to another one. */
export interface AccountIdentity {
  exchange: AccountConfig['exchange'];
  mode: AccountConfig['mode'];
  testnet: boolean;
  market: AccountConfig['market'];
  apiUrl: string | null;
  /** See `seatMark`; null on paper. */
  seat: string | null;
}

export function identityOf(config: AccountConfig): AccountIdentity {
  const { exchange, mode, testnet, market, apiUrl } = config;
  return { exchange, mode, testnet, market, apiUrl, seat: seatMark(config) };
}

/** In words, what is another one than it was; empty where nothing is. */
export function identityChanges(was: AccountIdentity, config: AccountConfig): string[] {
  const is = identityOf(config);
  const changes: string[] = [];
  const compare = (before: string, now: string): void => {
    if (before !== now) changes.push(`${now} instead of ${before}`);
  };
  compare(was.mode, is.mode);
  compare(network(was.testnet), network(is.testnet));
  compare(was.exchange, is.exchange);
  compare(was.market, is.market);
  compare(address(was), address(is));
  if (was.seat !== null && is.seat !== null && !hasSameKey(was, config)) changes.push('another key');
  return changes;
}

/** A seat mark holds the place as well as the key, so the key alone is compared at the place of before. */
function hasSameKey({ seat, exchange, testnet, market, apiUrl }: AccountIdentity, config: AccountConfig): boolean {
  return seatMark({ ...config, exchange, testnet, market, apiUrl }) === seat;
}

function network(testnet: boolean): string {
  return testnet ? 'testnet' : 'live network';
}

/** Ports of this machine change from start to start, and who listens there is its owner's own doing. */
function address({ apiUrl }: AccountIdentity): string {
  if (apiUrl === null) return "the exchange's own address";
  return isLoopback(new URL(apiUrl).hostname) ? 'an address on this machine' : apiUrl;
}
