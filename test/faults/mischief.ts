import type { Fault } from '../venues/venue-server.ts';
import type { Chance } from './chance.ts';

/** A fault of the network or of the exchange, as real ones happen. Times are real milliseconds. */
export function anyFault(chance: Chance): Fault {
  const processed = chance.percent(50);
  return chance.pick<() => Fault>([
    () => ({ kind: 'drop_before' }),
    () => ({ kind: 'drop_after' }),
    () => ({ kind: 'delay', ms: chance.whole(5, 150), when: 'before' }),
    () => ({ kind: 'delay', ms: chance.whole(5, 400), when: 'after' }),
    () => ({ kind: 'hang', processed }),
    () => ({ kind: 'hang', processed: { afterMs: chance.whole(10, 300) } }),
    () => ({ kind: 'garbage_200', processed }),
    () => ({ kind: 'truncated_200', cutSocket: chance.percent(50) }),
    () => ({ kind: 'empty_200', processed }),
    () => ({ kind: 'status', status: chance.pick([403, 404, 500, 502, 503, 504]), processed }),
    () => ({ kind: 'rate_limit', retryAfter: 1 }),
  ])();
}
