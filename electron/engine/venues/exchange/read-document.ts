import type { z } from 'zod';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError } from '../http/verdict.ts';
import type { Params, SigningClient } from './signing-client.ts';

/** Asks one question and reads its answer whole: a row that cannot be read could be the one that matters. Throws `QtError`. */
export async function readDocument<T>(
  client: Pick<SigningClient, 'read'>,
  call: string,
  params: Params,
  schema: z.ZodType<T>,
): Promise<T> {
  const verdict = await client.read(call, params);
  if (verdict.kind !== 'ok') throw readError(verdict);
  const read = schema.safeParse(verdict.document);
  if (!read.success) throw new QtError('VENUE_ERROR', 'the venue gave a part of the history that cannot be read');
  return read.data;
}
