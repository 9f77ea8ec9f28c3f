import { isZero } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { CancelAllDocument, Door } from '../../../shared/schema/order.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { OrderJournal } from './order-journal.ts';
import type { ExternalOrders } from './reconcile/external-orders.ts';
import { readOpenAtVenue } from './reconcile/open-orders.ts';

export interface CancelExternalDeps {
  journal: OrderJournal;
  externals: ExternalOrders;
  pool: VenuePool;
  audit: AuditChain;
  log: Log;
  redact: Redact;
  /** The account's list of external orders has changed. */
  onChange: (accountName: string) => void;
}

/**
 * Cancels one order that is not ours, named by the operator. The venue's list is read first: only what it shows as resting,
 * and as nobody's of ours, is canceled. Throws `QtError`, ORDER_NOT_FOUND where there is no such external order.
 */
export async function cancelExternal(
  accountName: string,
  venueOrderId: string,
  by: Door,
  deps: CancelExternalDeps,
): Promise<CancelAllDocument['results'][number]> {
  await readOpenAtVenue(accountName, deps);
  const order = deps.externals.list(accountName).find((each) => each.venue_order_id === venueOrderId);
  if (!order) throw new QtError('ORDER_NOT_FOUND', `${accountName} has no external order ${venueOrderId}.`);
  const { symbol } = order;
  deps.audit.append('external_cancel_requested', accountName, { by, venue_order_ids: [venueOrderId] });
  deps.log.warn('Cancel of external orders requested', { account_name: accountName, detail: venueOrderId });
  const outcome = await deps.pool.venue(accountName).cancelExternal({ venueOrderId, symbol });
  if (outcome.kind === 'refused') throw new QtError(outcome.code, deps.redact(outcome.message));
  if (outcome.kind !== 'unknown') deps.externals.remove(accountName, venueOrderId);
  deps.onChange(accountName);
  const row = { id: venueOrderId, account_name: accountName, symbol, external: true };
  if (outcome.kind === 'unknown') {
    const error = { code: 'OUTCOME_UNKNOWN', message: deps.redact(outcome.message) } as const;
    return { ...row, status: isZero(order.filled) ? 'open' : 'partially_filled', error };
  }
  return { ...row, status: outcome.kind, error: null };
}
