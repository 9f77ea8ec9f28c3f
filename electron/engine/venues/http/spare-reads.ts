import { AsyncLocalStorage } from 'node:async_hooks';

const underWay = new AsyncLocalStorage<true>();

/**
 * Reads what nobody waits for, such as the past: each of its requests gives way to every other one at the same exchange. It
 * goes with the call itself, as a gate does (`leave-gate.ts`).
 */
export function asSpareRead<T>(ask: () => T): T {
  return underWay.run(true, ask);
}

export function isSpareRead(): boolean {
  return underWay.getStore() === true;
}
