import { AsyncLocalStorage } from 'node:async_hooks';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';

/** Why what acts at a venue may not leave at this very moment; null: it may. */
export type LeaveObjection = () => ErrorDocument | null;

const underWay = new AsyncLocalStorage<LeaveObjection>();

/**
 * Does something at a venue: each of its requests that acts is asked about once more at the last moment before its first
 * byte, whatever it waited for until then. It goes with the call itself, because the library that signs requests hands on
 * nothing else.
 */
export function throughGate<T>(objection: LeaveObjection, act: () => T): T {
  return underWay.run(objection, act);
}

/** The gate of the call that is under way; null where none was set up. */
export function gateOfCall(): LeaveObjection | null {
  return underWay.getStore() ?? null;
}
