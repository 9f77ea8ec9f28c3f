import { create } from 'zustand';
import type { WaitingConfirmation } from '../../shared/schema/confirmation.ts';

/** What the operator of this page is asked outside of it; null where nothing waits. The engine tells. */
export const useConfirming = create<{ waiting: WaitingConfirmation | null }>(() => ({ waiting: null }));

const ASKED = { label: 'Waiting for your yes', hint: 'in the confirmation' } as const;
const CONFIRMED = { label: 'Sending', hint: 'waiting for the answer' } as const;

/** What a button says that waits for its answer. */
export function useBusyWords(): { label: string; hint: string } {
  return useConfirming(({ waiting }) => (waiting ? ASKED : CONFIRMED));
}
