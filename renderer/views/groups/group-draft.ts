import { groupSignalSchema } from '../../../shared/schema/group.ts';
import type { Allocation, GroupSignal } from '../../../shared/schema/group.ts';

/** What stands in the ticket of a group, as typed. */
export interface GroupTicketDraft {
  symbol: string;
  side: 'long' | 'short';
  type: 'market' | 'limit';
  price: string;
  size: string;
  size_unit: 'base' | 'quote';
  unplaceable: 'none' | 'rest';
}

export const EMPTY_TICKET: GroupTicketDraft = {
  symbol: 'BTC/USDT',
  side: 'long',
  type: 'market',
  price: '',
  size: '',
  size_unit: 'base',
  unplaceable: 'none',
};

export type TicketReading = { ok: true; signal: GroupSignal } | { ok: false; message: string };

/** The signal that the ticket says, or what it still lacks. */
export function readTicket(name: string, allocation: Allocation, draft: GroupTicketDraft): TicketReading {
  const size = draft.size.trim();
  if (allocation !== 'sizes' && size === '') return { ok: false, message: 'Give the size of all legs together.' };
  if (draft.type === 'limit' && draft.price.trim() === '') return { ok: false, message: 'Give a limit price.' };
  const sized = allocation === 'sizes' ? {} : draft.size_unit === 'base' ? { amount: size } : { quote_amount: size };
  const parsed = groupSignalSchema.safeParse({
    group: name,
    symbol: draft.symbol,
    side: draft.side,
    type: draft.type,
    unplaceable: draft.unplaceable,
    ...sized,
    ...(draft.type === 'limit' ? { price: draft.price.trim() } : {}),
  });
  if (parsed.success) return { ok: true, signal: parsed.data };
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? 'symbol');
  return { ok: false, message: `Correct the ${WORDS[field] ?? field}: it ${issue?.message ?? 'is not complete'}.` };
}

const WORDS: Record<string, string> = { amount: 'size', quote_amount: 'size', price: 'limit price' };
