import { isExchange } from '../../../shared/schema/exchange.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import type { Signal } from '../../../shared/schema/signal.ts';

/** What stands in the ticket: text as typed, empty where nothing was said. */
export interface TicketDraft {
  symbol: string;
  side: 'long' | 'short';
  strategy_id: string;
  exchange: string;
  account_name: string;
  type: 'market' | 'limit';
  price: string;
  size: string;
  /** What `size` counts: units of the base, or of the quote. */
  size_unit: 'base' | 'quote';
  post_only: boolean;
  reduce_only: boolean;
  score: string;
  confidence: string;
}

export type TicketField = keyof TicketDraft;

export const EMPTY_DRAFT: TicketDraft = {
  symbol: 'BTC/USDT',
  side: 'long',
  strategy_id: '',
  exchange: '',
  account_name: '',
  type: 'market',
  price: '',
  size: '',
  size_unit: 'base',
  post_only: false,
  reduce_only: false,
  score: '',
  confidence: '',
};

/** The signal that the draft says, or what is wrong in which field. `missing` names required fields that are still empty. */
export type DraftReading =
  { ok: true; signal: Signal } | { ok: false; errors: Partial<Record<TicketField, string>>; missing: TicketField[] };

const FIELDS: Record<string, TicketField> = { amount: 'size', quote_amount: 'size' };

/** Reads a draft with the schema of signals, so that the ticket can say nothing that the engine would not take. */
export function readDraft(draft: TicketDraft): DraftReading {
  const missing: TicketField[] = [];
  if (draft.symbol.trim() === '') missing.push('symbol');
  if (draft.type === 'limit' && draft.price.trim() === '') missing.push('price');
  if (draft.size.trim() === '') missing.push('size');
  const parsed = signalSchema.safeParse({
    symbol: draft.symbol,
    side: draft.side,
    type: draft.type,
    ...(draft.size_unit === 'base' ? said('amount', plain(draft.size)) : said('quote_amount', plain(draft.size))),
    ...(draft.type === 'limit' ? said('price', plain(draft.price)) : {}),
    ...(draft.post_only && draft.type === 'limit' ? { post_only: true } : {}),
    ...(draft.reduce_only ? { reduce_only: true } : {}),
    ...said('strategy_id', draft.strategy_id),
    ...(isExchange(draft.exchange) ? { exchange: draft.exchange } : {}),
    ...said('account_name', draft.account_name),
    ...fraction('score', draft.score),
    ...fraction('confidence', draft.confidence),
  });
  if (parsed.success) return { ok: true, signal: parsed.data };
  const errors: Partial<Record<TicketField, string>> = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? 'symbol');
    const field = FIELDS[name] ?? (name as TicketField);
    if (!missing.includes(field)) errors[field] ??= issue.message;
  }
  return { ok: false, errors, missing };
}

/** What only commas between thousands can look like: two groups of three, or one before a decimal point. */
const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+(?:,\d{3}|\.\d+)$/;

/**
 * A figure as it was pasted, without the commas between its thousands. Half of the world writes `0,01` for a hundredth, and
 * `1,500` can be either: a comma that may be a decimal one stays, and the schema refuses it, so that no size grows by being read.
 */
const plain = (text: string): string => (GROUPED.test(text.trim()) ? text.replaceAll(',', '') : text);

function said(name: string, text: string): Record<string, string> {
  const value = text.trim();
  return value === '' ? {} : { [name]: value };
}

/** Score and confidence are numbers by nature, not money. */
function fraction(name: string, text: string): Record<string, number> {
  return text.trim() === '' ? {} : { [name]: Number(text) };
}
