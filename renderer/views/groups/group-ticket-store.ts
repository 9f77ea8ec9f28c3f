import { create } from 'zustand';
import type { GroupTicketDraft } from './group-draft.ts';

/** What was typed for each group, by its name: coming back from another view finds it as it was. */
export const useGroupTicket = create<Record<string, GroupTicketDraft | undefined>>(() => ({}));
