import { create } from 'zustand';
import { EMPTY_DRAFT } from './ticket-draft.ts';
import type { TicketDraft } from './ticket-draft.ts';

interface Ticket {
  draft: TicketDraft;
  /**
   * The id under which this draft is fired. It stays until the answer is certain, also where the draft becomes another and
   * then this one again, so that firing again after a lost answer is the same signal and never a second order.
   */
  signalId: string;
}

const mint = (): string => `ui-${crypto.randomUUID()}`;

/** The ticket outlives its view: coming back from another one finds it as it was. */
export const useTicket = create<Ticket>(() => ({ draft: EMPTY_DRAFT, signalId: mint() }));

/** Ids that were fired and have no certain answer yet, by the draft that they were fired for. */
const awaited = new Map<string, string>();
const keyOf = (draft: TicketDraft): string => JSON.stringify(draft);

export function changeDraft(change: Partial<TicketDraft>): void {
  useTicket.setState((ticket) => {
    const draft = { ...ticket.draft, ...change };
    return { draft, signalId: awaited.get(keyOf(draft)) ?? mint() };
  });
}

/** The id to fire the draft of now under; it stays with this draft until it is retired. */
export function fireSignalId(): string {
  const { draft, signalId } = useTicket.getState();
  awaited.set(keyOf(draft), signalId);
  return signalId;
}

/** Takes the id out of use once its answer is certain; the ticket gets another only if it still has this one. */
export function retireSignalId(fired: string): void {
  for (const [key, id] of awaited) if (id === fired) awaited.delete(key);
  useTicket.setState((ticket) => (ticket.signalId === fired ? { signalId: mint() } : ticket));
}
