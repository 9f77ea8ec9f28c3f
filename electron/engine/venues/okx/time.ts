import type { SigningClient } from '../exchange/signing-client.ts';
import { timeSchema } from './wire-documents.ts';

/** Epoch ms; null where the venue did not tell. */
export async function readTime(client: Pick<SigningClient, 'send'>): Promise<number | null> {
  const verdict = await client.send('publicGetPublicTime', {});
  const told = verdict.kind === 'ok' ? timeSchema.safeParse(verdict.document) : null;
  return told?.success ? told.data.data.ts : null;
}
