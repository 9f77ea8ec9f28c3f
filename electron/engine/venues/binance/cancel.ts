import { failedCancel } from '../http/verdict.ts';
import type { CancelOutcome, OrderRef } from '../venue.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { reportFrom } from './order-report.ts';
import { canceledOrderSchema } from './wire-documents.ts';

/** Cancels an order that somebody else placed, by the venue's id. */
export async function cancelExternal(client: SigningClient, orderId: string, symbol: string): Promise<CancelOutcome> {
  const verdict = await client.send('privateDeleteOrder', { symbol, orderId });
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const canceled = canceledOrderSchema.safeParse(verdict.document);
  const report =
    canceled.success && canceled.data.orderId === orderId
      ? reportFrom(canceled.data, [], canceled.data.transactTime)
      : null;
  return report?.status === 'canceled'
    ? { kind: 'canceled', report }
    : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this cancel' };
}

/** Cancels by our own id, which is known even where the venue's is not. Sent once; a cancel may be asked for again. */
export async function cancelOrder(client: SigningClient, ref: OrderRef, symbol: string): Promise<CancelOutcome> {
  const verdict = await client.send('privateDeleteOrder', { symbol, origClientOrderId: ref.clientOrderId });
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const canceled = canceledOrderSchema.safeParse(verdict.document);
  const ours = canceled.success && canceled.data.origClientOrderId === ref.clientOrderId;
  const report = ours ? reportFrom(canceled.data, [], canceled.data.transactTime) : null;
  return report?.status === 'canceled'
    ? { kind: 'canceled', report }
    : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this cancel' };
}
