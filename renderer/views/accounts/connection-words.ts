import type { Connectivity } from '../../../shared/schema/account.ts';

/** What the state of a connection means, in words. */
export const CONNECTION_WORDS: Record<Connectivity, string> = {
  simulated: 'built-in market, always there',
  idle: 'not asked yet',
  connecting: 'connecting',
  live: 'answers',
  stale: 'has not answered lately',
  error: 'does not answer',
  broken: 'not usable',
};
