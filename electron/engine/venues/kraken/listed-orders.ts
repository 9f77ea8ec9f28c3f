import type { SigningClient } from '../exchange/signing-client.ts';
import { closedOrdersSchema, openOrdersSchema, queriedOrdersSchema } from './wire-documents.ts';
import type { OrderInfo } from './wire-documents.ts';

export interface Listed {
  id: string;
  order: OrderInfo;
}

export interface ListedOrders {
  kind: 'listed';
  orders: Listed[];
  /** False where the list goes on beyond what was asked for. */
  complete: boolean;
}

export interface Failed {
  kind: 'failed';
  message: string;
}

/** Closed orders come fifty at a time, newest first. */
const PAGE = 50;
/** Pages of one question. More than that and absence is not concluded. */
const MAX_PAGES = 10;

/** Trades one by one, with the ids that the stream gives them: by default Kraken draws those of one taker together. */
const WITH_TRADES = { trades: 'true', consolidate_taker: 'false' };

const UNREADABLE: Failed = { kind: 'failed', message: 'the venue gave a list of orders that cannot be read' };

/** All that rest, on every pair; with `cl_ord_id` those of one client id. */
export async function askOpenOrders(
  client: SigningClient,
  which: Readonly<Record<string, string>>,
): Promise<ListedOrders | Failed> {
  const verdict = await client.read('privatePostOpenOrders', { ...which, trades: 'true' });
  if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
  const told = openOrdersSchema.safeParse(verdict.document);
  return told.success ? { kind: 'listed', orders: entries(told.data.open), complete: true } : UNREADABLE;
}

/** Those that ended, page after page; with `cl_ord_id` those of one client id, with `start` (epoch seconds) no older ones. */
export async function askClosedOrders(
  client: SigningClient,
  which: Readonly<Record<string, string>>,
): Promise<ListedOrders | Failed> {
  const orders = new Map<string, OrderInfo>();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const question = { ...which, ...WITH_TRADES, ofs: String(page * PAGE) };
    const verdict = await client.read('privatePostClosedOrders', question);
    if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
    const told = closedOrdersSchema.safeParse(verdict.document);
    if (!told.success) return UNREADABLE;
    const rows = entries(told.data.closed);
    for (const { id, order } of rows) orders.set(id, order);
    if (rows.length < PAGE) return { kind: 'listed', orders: entries(Object.fromEntries(orders)), complete: true };
  }
  return { kind: 'listed', orders: entries(Object.fromEntries(orders)), complete: false };
}

/** One order by Kraken's id. */
export async function askOrder(
  client: SigningClient,
  txid: string,
): Promise<ListedOrders | Failed | { kind: 'no_such_order'; message: string }> {
  const verdict = await client.read('privatePostQueryOrders', { txid, ...WITH_TRADES });
  if (verdict.kind === 'no_such_order') return verdict;
  if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message };
  const told = queriedOrdersSchema.safeParse(verdict.document);
  return told.success
    ? { kind: 'listed', orders: entries(told.data), complete: true }
    : { kind: 'failed', message: 'the venue gave an answer that cannot be read' };
}

function entries(orders: Readonly<Record<string, OrderInfo>>): Listed[] {
  return Object.entries(orders).map(([id, order]) => ({ id, order }));
}
