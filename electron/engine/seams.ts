import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Ids, LoopDelay } from './ports.ts';

/** The one engine file with ambient time, randomness and timers. Everything else gets them handed in. */

/** `setTimeout` fires at once for anything longer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, task) => {
    if (delayMs > MAX_TIMER_MS) throw new RangeError(`timer of ${delayMs} ms is too long`);
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** After the events that are ready now, and before any timer or event that is still to come. */
export const systemSoon = (task: () => void): void => void setImmediate(task);

export const systemLoopDelay = (resolutionMs: number): LoopDelay => monitorEventLoopDelay({ resolution: resolutionMs });

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_BITS = 80n;
const ID_DIGITS = 26;

/**
 * Ids from a clock and a source of random bytes. Ids are ULIDs in lower case behind a prefix: 48 bits of time, 80 of chance.
 * Each is greater than the one before, also within one millisecond and when the clock goes back; the step is random, so
 * that knowing one id does not give the next.
 */
export function idsFrom(nowMs: () => number, random: (bytes: number) => Buffer): Ids {
  let last = 0n;
  const nextUlid = (): string => {
    const fresh = (BigInt(nowMs()) << RANDOM_BITS) | BigInt(`0x${random(10).toString('hex')}`);
    last = fresh > last ? fresh : last + 1n + BigInt(`0x${random(5).toString('hex')}`);
    let digits = '';
    for (let rest = last; digits.length < ID_DIGITS; rest >>= 5n) digits = `${CROCKFORD[Number(rest & 31n)]}${digits}`;
    return digits;
  };
  return {
    next: (prefix) => `${prefix}_${nextUlid()}`,
    clientOrderId: () => random(16).toString('hex'),
    token: (bytes) => random(bytes).toString('base64url'),
  };
}

export const systemIds: Ids = idsFrom(systemClock.nowMs, randomBytes);
