import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { Clock } from '../ports.ts';
import type { EventHub } from '../telemetry/event-hub.ts';

/** Every event is the whole list, so a burst of signals makes few of them. */
const GATHER_MS = 50;

/** Tells whoever watches what waits, soon after it changed. `read` hands the list on, or fails by itself. */
export function announceWaiting(
  hub: Pick<EventHub, 'publish' | 'subscribers'>,
  clock: Clock,
  read: (publish: (approvals: ApprovalDocument[]) => void) => void,
): { changed(): void; close(): void } {
  let cancel: (() => void) | null = null;
  let closed = false;
  return {
    changed() {
      if (closed || hub.subscribers === 0) return;
      cancel ??= clock.after(GATHER_MS, () => {
        cancel = null;
        read((approvals) => hub.publish({ topic: 'approvals', approvals }));
      });
    },
    close() {
      closed = true;
      cancel?.();
    },
  };
}
