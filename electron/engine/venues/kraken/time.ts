import type { SigningClient } from '../exchange/signing-client.ts';

/** Epoch ms; null where the venue did not tell. Kraken tells whole seconds, so the middle of the second is taken. */
export async function readTime(client: Pick<SigningClient, 'send'>): Promise<number | null> {
  const verdict = await client.send('publicGetTime', {});
  const result = verdict.kind === 'ok' ? (verdict.document as { unixtime?: unknown }) : null;
  const told = result?.unixtime;
  return typeof told === 'string' && /^\d{10}$/.test(told) ? Number(told) * 1_000 + 500 : null;
}
