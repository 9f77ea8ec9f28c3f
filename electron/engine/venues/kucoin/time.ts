import type { SigningClient } from '../exchange/signing-client.ts';

/** Epoch ms; null where the venue did not tell. */
export async function readTime(client: Pick<SigningClient, 'send'>): Promise<number | null> {
  const verdict = await client.send('publicGetTimestamp', {});
  const told = verdict.kind === 'ok' ? verdict.document : null;
  return typeof told === 'string' && /^\d{13}$/.test(told) ? Number(told) : null;
}
