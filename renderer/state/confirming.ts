import { create } from 'zustand';
import type { WaitingConfirmation } from '../../shared/schema/confirmation.ts';

/** What the operator of this page is asked outside of it; null where nothing waits. The engine tells. */
export const useConfirming = create<{ waiting: WaitingConfirmation | null }>(() => ({ waiting: null }));

/** What a button says that waits for its answer. */
export function useBusyWords(): string {
  return useConfirming(({ waiting }) => (waiting ? 'Waiting for your yes' : 'Sending'));
}
