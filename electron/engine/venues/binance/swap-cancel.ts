import type { SigningClient } from '../exchange/signing-client.ts';
import { failedCancel } from '../http/verdict.ts';
import type { CancelOutcome, OrderRef } from '../venue.ts';
import { swapReportFrom } from './swap-order-report.ts';
import { swapOrderSchema } from './swap-wire-documents.ts';
import type { SwapOrder } from './swap-wire-documents.ts';

/** Cancels by our own id, which is known even where the venue's is not. Sent once; a cancel may be asked for again. */
export function cancelSwapOrder(client: SigningClient, ref: OrderRef, symbol: string): Promise<CancelOutcome> {
  const { clientOrderId } = ref;
  return cancel(client, { symbol, origClientOrderId: clientOrderId }, (order) => order.clientOrderId === clientOrderId);
}

/** Cancels an order that somebody else placed, by the venue's id. */
export function cancelExternalSwap(client: SigningClient, orderId: string, symbol: string): Promise<CancelOutcome> {
  return cancel(client, { symbol, orderId }, (order) => order.orderId === orderId);
}

async function cancel(
  client: SigningClient,
  name: Record<string, string>,
  isIt: (order: SwapOrder) => boolean,
): Promise<CancelOutcome> {
  const verdict = await client.send('fapiPrivateDeleteOrder', name);
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const canceled = swapOrderSchema.safeParse(verdict.document);
  const report = canceled.success && isIt(canceled.data) ? swapReportFrom(canceled.data, []) : null;
  return report?.status === 'canceled'
    ? { kind: 'canceled', report }
    : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this cancel' };
}
