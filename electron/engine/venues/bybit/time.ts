import type { SigningClient } from '../exchange/signing-client.ts';

/** Epoch ms; null where the venue did not tell. */
export async function readTime(client: Pick<SigningClient, 'send'>): Promise<number | null> {
  const verdict = await client.send('publicGetV5MarketTime', {});
  const told = verdict.kind === 'ok' ? (verdict.document as { timeNano?: unknown }).timeNano : null;
  return typeof told === 'string' && /^\d{19}$/.test(told) ? Number(told.slice(0, 13)) : null;
}
