import type { Desk } from '../exchange/exchange-facts.ts';
import { failedCancel } from '../http/verdict.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { CancelOutcome, LookupOutcome, OrderRef, OrderReport } from '../venue.ts';
import { lookupOrder } from './lookup.ts';
import { familyOf, familyOfNote } from './order-family.ts';
import { reportFrom } from './order-report.ts';
import { isOrderId } from './routes.ts';
import { cancelSchema, orderSchema } from './wire-documents.ts';

const OTHER: CancelOutcome = {
  kind: 'unknown',
  message: 'no certain answer: the venue answered with something else than this cancel',
};

/** Cancels by our own id, which is known even where the venue's is not. Sent once; a cancel may be asked for again. */
export async function cancelOrder(
  desk: Desk,
  ref: OrderRef,
  symbol: string,
  note: string | null,
): Promise<CancelOutcome> {
  const family = familyOfNote(note) ?? (await familyOf(desk.client));
  const params = { clientOid: ref.clientOrderId, ...(family.needsSymbol && { symbol }) };
  const verdict = await desk.client.send(family.cancelByClientId, params);
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const taken = cancelSchema.safeParse(verdict.document);
  if (!taken.success || taken.data.clientOid !== ref.clientOrderId) return OTHER;
  const after = await sparingErrors<LookupOutcome | null>(
    () => lookupOrder(desk, ref, symbol, note),
    () => null,
  );
  return afterCancel(after?.kind === 'found' ? after.report : null);
}

/**
 * KuCoin's answer says that the request was taken, not that the order is gone ("only sends cancellation requests"), so the
 * order itself is asked. Where that tells nothing the caller looks it up in any case.
 */
function afterCancel(report: OrderReport | null): CancelOutcome {
  if (report === null) return { kind: 'canceled', report: null };
  if (report.status === 'canceled') return { kind: 'canceled', report };
  if (report.status === 'filled') return { kind: 'gone', message: 'the order was filled before it could be canceled' };
  return { kind: 'unknown', message: 'the venue took the cancel, and the order still rests' };
}

/** Cancels an order that is not ours, by the venue's id. */
export async function cancelExternal({ client }: Desk, orderId: string, symbol: string): Promise<CancelOutcome> {
  if (!isOrderId(orderId)) {
    return { kind: 'refused', code: 'VENUE_ERROR', message: 'the venue gave the order an id that cannot be asked for' };
  }
  const family = await familyOf(client);
  const params = { orderId, ...(family.needsSymbol && { symbol }) };
  const verdict = await client.send(family.cancelById, params);
  if (verdict.kind !== 'ok') return failedCancel(verdict);
  const taken = cancelSchema.safeParse(verdict.document);
  const named = taken.success ? [taken.data.orderId, ...(taken.data.cancelledOrderIds ?? [])] : [];
  if (!named.includes(orderId)) return OTHER;
  const after = await client.read(family.byId, params);
  const order = after.kind === 'ok' ? orderSchema.safeParse(after.document) : null;
  return afterCancel(order?.success && order.data.id === orderId ? reportFrom(order.data, []) : null);
}
