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

/** The signal that the ticket says, or null while it is not complete. */
export function readTicket(name: string, allocation: Allocation, draft: GroupTicketDraft): GroupSignal | null {
  const size = draft.size.trim();
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
  if (!parsed.success) return null;
  if (allocation !== 'sizes' && size === '') return null;
  return parsed.data;
}
