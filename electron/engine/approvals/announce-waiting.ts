import type { Clock } from '../ports.ts';
import type { EventHub } from '../telemetry/event-hub.ts';
import { approvalDocument } from './approval-document.ts';
import { LISTED } from './approval-store.ts';
import type { ApprovalStore } from './approval-store.ts';

/** Every event is the whole list, so a burst of signals makes few of them. */
const GATHER_MS = 50;

/** Tells whoever watches what waits, soon after it changed. */
export function announceWaiting(
  hub: Pick<EventHub, 'publish' | 'subscribers'>,
  store: Pick<ApprovalStore, 'list'>,
  clock: Clock,
): { changed(): void; close(): void } {
  let cancel: (() => void) | null = null;
  return {
    changed() {
      if (hub.subscribers === 0) return;
      cancel ??= clock.after(GATHER_MS, () => {
        cancel = null;
        hub.publish({ topic: 'approvals', approvals: store.list('waiting', LISTED).map(approvalDocument) });
      });
    },
    close: () => cancel?.(),
  };
}
