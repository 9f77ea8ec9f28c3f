import { create } from 'zustand';
import { EMPTY_DRAFT } from './ticket-draft.ts';
import type { TicketDraft } from './ticket-draft.ts';

interface Ticket {
  draft: TicketDraft;
  /**
   * The id under which this draft is fired. It stays until the answer is certain or the draft is another, so that firing
   * again after a lost answer is the same signal and never a second order.
   */
  signalId: string;
}

const mint = (): string => `ui-${crypto.randomUUID()}`;

/** The ticket outlives its view: coming back from another one finds it as it was. */
export const useTicket = create<Ticket>(() => ({ draft: EMPTY_DRAFT, signalId: mint() }));

export function changeDraft(change: Partial<TicketDraft>): void {
  useTicket.setState(({ draft }) => ({ draft: { ...draft, ...change }, signalId: mint() }));
}

/** Takes the id out of use once its answer is certain; only if it is still the one that was fired. */
export function retireSignalId(fired: string): void {
  useTicket.setState((ticket) => (ticket.signalId === fired ? { signalId: mint() } : ticket));
}
