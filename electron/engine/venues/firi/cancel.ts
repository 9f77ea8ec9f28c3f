import { failedCancel } from '../http/verdict.ts';
import type { CancelOutcome, LookupOutcome, OrderReport } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { reportFrom } from './order-report.ts';
import { isOrderId } from './routes.ts';
import { orderSchema } from './wire-documents.ts';

/**
 * Cancels one order by its id and market. Firi words its refusals freely, so after one the order itself is asked: what is
 * closed cannot be canceled any more.
 */
export async function cancelOrder(
  client: FiriClient,
  venueOrderId: string,
  marketId: string,
  lookup: () => Promise<LookupOutcome>,
): Promise<CancelOutcome> {
  if (!isOrderId(venueOrderId)) {
    return { kind: 'refused', code: 'VENUE_ERROR', message: 'the venue gave the order an id that cannot be asked for' };
  }
  const verdict = await client.send({ method: 'DELETE', path: `/v2/orders/${venueOrderId}/${marketId}/detailed` });
  if (verdict.kind === 'not_sent' || verdict.kind === 'unknown') return failedCancel(verdict);
  const after = await lookup();
  const report = after.kind === 'found' ? after.report : null;
  if (verdict.kind === 'ok') return { kind: 'canceled', report: report?.status === 'canceled' ? report : null };
  return isClosed(report) ? { kind: 'gone', message: verdict.message } : failedCancel(verdict);
}

/** Cancels an order that is not ours. What its answer leaves open shows in the next list of open orders. */
export async function cancelListed(client: FiriClient, venueOrderId: string, marketId: string): Promise<CancelOutcome> {
  if (!isOrderId(venueOrderId)) {
    return { kind: 'refused', code: 'VENUE_ERROR', message: 'the venue gave the order an id that cannot be asked for' };
  }
  const verdict = await client.send({ method: 'DELETE', path: `/v2/orders/${venueOrderId}/${marketId}/detailed` });
  if (verdict.kind === 'ok') return { kind: 'canceled', report: null };
  if (verdict.kind !== 'refused') return failedCancel(verdict);
  const after = await client.read({ path: `/v2/order/${venueOrderId}` });
  const order = after.kind === 'ok' ? orderSchema.safeParse(after.document) : null;
  const report = order?.success && order.data.id === venueOrderId ? reportFrom(order.data) : null;
  return isClosed(report) ? { kind: 'gone', message: verdict.message } : failedCancel(verdict);
}

function isClosed(report: OrderReport | null): boolean {
  return report !== null && report.status !== 'open' && report.status !== 'partially_filled';
}
