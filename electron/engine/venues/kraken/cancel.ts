import type { SigningClient } from '../exchange/signing-client.ts';
import { failedCancel } from '../http/verdict.ts';
import type { CancelOutcome, OrderRef } from '../venue.ts';
import { canceledSchema } from './wire-documents.ts';

/** Cancels by our own id, which is known even where Kraken's is not. Sent once; a cancel may be asked for again. */
export function cancelOrder(client: SigningClient, ref: OrderRef): Promise<CancelOutcome> {
  return cancel(client, { cl_ord_id: ref.clientOrderId });
}

/** Cancels an order that somebody else placed, by the venue's id. */
export function cancelExternal(client: SigningClient, txid: string): Promise<CancelOutcome> {
  return cancel(client, { txid });
}

/** The answer counts what was canceled, and tells no sizes: `pending` says that it is still to come. */
async function cancel(client: SigningClient, name: Record<string, string>): Promise<CancelOutcome> {
  const verdict = await client.send('privatePostCancelOrder', name);
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const canceled = canceledSchema.safeParse(verdict.document);
  if (canceled.success && canceled.data.count === '1' && canceled.data.pending !== true) {
    return { kind: 'canceled', report: null };
  }
  return { kind: 'unknown', message: 'no certain answer: the venue did not say that it canceled this one order' };
}
