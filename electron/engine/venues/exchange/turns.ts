import { AsyncResource } from 'node:async_hooks';
import type { Clock } from '../../ports.ts';

/** How long the next one waits for the answer to the former: enough for the former to have arrived. */
const AFTER_READ_MS = 250;
/** Nothing may overtake an order on its way, which would have it refused. */
const AFTER_URGENT_MS = 1_000;

/**
 * Sends the requests of one key one after the other, so that they arrive in the order of their numbers: over several
 * connections two that leave together can arrive the other way round, and the venue refuses the later one. A request leaves
 * when the former was answered, or a moment after it left, whichever is first: one that hangs holds up nothing. Urgent ones
 * go before all others that wait.
 */
export interface Turns {
  take<T>(urgent: boolean, send: () => Promise<T>): Promise<T>;
}

export function createTurns(clock: Clock): Turns {
  const urgentOnes: (() => void)[] = [];
  const others: (() => void)[] = [];
  let taken = false;

  const next = (): void => {
    const start = urgentOnes.shift() ?? others.shift();
    taken = start !== undefined;
    start?.();
  };
  const begun = <T>(urgent: boolean, send: () => Promise<T>): Promise<T> => {
    let passedOn = false;
    const passOn = (): void => {
      if (passedOn) return;
      passedOn = true;
      cancel();
      next();
    };
    const cancel = clock.after(urgent ? AFTER_URGENT_MS : AFTER_READ_MS, passOn);
    return send().finally(passOn);
  };

  return {
    take: (urgent, send) =>
      new Promise((resolve, reject) => {
        // Started by whoever went before, and yet as the call that it is: what holds that one back is none of its business.
        const start = AsyncResource.bind((): void => {
          begun(urgent, send).then(resolve, reject);
        });
        if (taken) {
          (urgent ? urgentOnes : others).push(start);
        } else {
          taken = true;
          start();
        }
      }),
  };
}
