import type { z } from 'zod';
import type { Params, SigningClient } from '../exchange/signing-client.ts';
import type { FailedVerdict } from '../http/verdict.ts';
import { listSchema } from './wire-documents.ts';

/** `complete` is false where the venue has more to tell than was asked for. */
export type ListRead<T> =
  { kind: 'rows'; rows: T[]; complete: boolean } | { kind: 'failed'; message: string; verdict: FailedVerdict };

/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 100;

/**
 * All pages of one of Bybit's lists. The venue gives a cursor also where nothing follows, so the last page is the one that
 * is not full. A row that cannot be read fails the whole list: it could be the one that matters.
 */
export async function readList<T>(
  client: SigningClient,
  call: string,
  question: Params,
  row: z.ZodType<T>,
  page: number,
): Promise<ListRead<T>> {
  const rows: T[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < MAX_PAGES; read += 1) {
    const from = cursor === null ? {} : { cursor };
    const verdict = await client.read(call, { ...question, limit: String(page), ...from });
    if (verdict.kind !== 'ok') return { kind: 'failed', message: verdict.message, verdict };
    const list = listSchema.safeParse(verdict.document);
    const parsed = list.success ? row.array().safeParse(list.data.list) : null;
    if (!list.success || !parsed?.success) {
      const message = 'the venue gave a list that cannot be read';
      return { kind: 'failed', message, verdict: { kind: 'unknown', message } };
    }
    rows.push(...parsed.data);
    cursor = list.data.nextPageCursor ?? '';
    if (parsed.data.length < page || cursor === '') return { kind: 'rows', rows, complete: true };
  }
  return { kind: 'rows', rows, complete: false };
}
