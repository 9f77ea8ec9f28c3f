import type { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Stretch } from '../exchange/history-walk.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import { listSchema } from './wire-documents.ts';

export interface ListPage<T> {
  rows: T[];
  next: string | null;
  begunAnew: boolean;
}

/**
 * Reads one page of a list within a stretch. The token is Bybit's own, and may mean nothing to it in another week: one that
 * was not given in this run and is refused has the stretch told from its beginning once more.
 */
export function createPageReader(client: SigningClient) {
  const given = new Set<string>();
  return async <T>(
    call: string,
    question: Readonly<Record<string, string>>,
    stretch: Stretch,
    row: z.ZodType<T>,
    size: number,
  ): Promise<ListPage<T>> => {
    const asked = {
      ...question,
      startTime: String(stretch.fromMs),
      endTime: String(stretch.untilMs),
      limit: String(size),
    };
    let verdict = await client.read(call, stretch.token === null ? asked : { ...asked, cursor: stretch.token });
    const begunAnew =
      verdict.kind === 'refused' &&
      verdict.code === 'VENUE_REFUSED' &&
      stretch.token !== null &&
      !given.has(stretch.token);
    if (begunAnew) verdict = await client.read(call, asked);
    if (verdict.kind !== 'ok') throw readError(verdict);
    const list = listSchema.safeParse(verdict.document);
    const rows = list.success ? row.array().safeParse(list.data.list) : null;
    if (!list.success || !rows?.success) throw new QtError('VENUE_ERROR', 'the venue gave a list that cannot be read');
    // A cursor is given also where nothing follows, and a page that is not full need not be the last one.
    const told = rows.data.length === 0 ? null : list.data.nextPageCursor || null;
    const next = rows.data.length < size && told === stretch.token ? null : told;
    if (next !== null) given.add(next);
    return { rows: rows.data, next, begunAnew };
  };
}
