import { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Params, SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import type { OrderFamily } from './order-family.ts';

/** The most that a page holds (docs, "limit" and "pageSize"). */
const PAGE = { hf: 100, classic: 500 };
/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 200;

const unreadable = (): QtError => new QtError('VENUE_ERROR', 'the venue gave a list that cannot be read');

/** A list that comes whole; where it is empty KuCoin may write null. Throws `QtError`. */
export async function readRows<T>(
  client: SigningClient,
  call: string,
  params: Params,
  row: z.ZodType<T>,
): Promise<T[]> {
  const verdict = await client.read(call, params);
  if (verdict.kind !== 'ok') throw readError(verdict);
  const rows = z.array(row).nullable().safeParse(verdict.document);
  if (!rows.success) throw unreadable();
  return rows.data ?? [];
}

/** All pages of a list, newest first as KuCoin tells them. Throws `QtError`. */
export async function readPages<T>(
  client: SigningClient,
  family: OrderFamily,
  list: { call: string; params: Params },
  row: z.ZodType<T>,
): Promise<T[]> {
  const size = PAGE[family.name];
  const pageSchema = z.object({ items: z.array(row).nullable(), lastId: z.string().nullish() });
  const rows: T[] = [];
  let next: Params = family.needsSymbol ? { limit: String(size) } : { pageSize: String(size), currentPage: '1' };
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const verdict = await client.read(list.call, { ...list.params, ...next });
    if (verdict.kind !== 'ok') throw readError(verdict);
    const read = pageSchema.safeParse(verdict.document);
    if (!read.success) throw unreadable();
    const items = read.data.items ?? [];
    const { lastId } = read.data;
    rows.push(...items);
    if (items.length < size) return rows;
    // A full page that does not tell where the next one begins is not the whole list.
    if (family.needsSymbol && (lastId == null || lastId === '0' || lastId === next['lastId'])) throw unreadable();
    next = family.needsSymbol ? { ...next, lastId } : { ...next, currentPage: String(page + 1) };
  }
  throw new QtError('VENUE_ERROR', `the venue has more than ${MAX_PAGES * size} rows to tell`);
}
