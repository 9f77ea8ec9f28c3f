import type { GroupSignal } from '../../../shared/schema/group.ts';

/**
 * Ids that were fired and have no certain answer yet, by the signal that they were fired for. They outlive the view and the
 * group's revisions, so that firing again after a lost answer is the same signal and never a second set of orders.
 */
const awaited = new Map<string, string>();

const keyOf = ({ id: _id, ...signal }: GroupSignal): string => JSON.stringify(signal);

/** The id to fire this signal under; it stays until it is retired. */
export function groupSignalId(signal: GroupSignal): string {
  const key = keyOf(signal);
  const id = awaited.get(key) ?? `ui-${crypto.randomUUID()}`;
  awaited.set(key, id);
  return id;
}

/** Takes the id out of use, once its answer is certain. */
export function retireGroupSignalId(fired: string): void {
  for (const [key, id] of awaited) if (id === fired) awaited.delete(key);
}
