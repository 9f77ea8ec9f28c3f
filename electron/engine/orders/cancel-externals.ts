import { isZero } from '../../../shared/money/decimal.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { CancelAllDocument, Door, ExternalOrderDocument } from '../../../shared/schema/order.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { CancelExternalDeps } from './cancel-external.ts';
import { readOpenAtVenue } from './reconcile/open-orders.ts';

type Result = CancelAllDocument['results'][number];

/**
 * Cancels everything that rests at the account's venue and is not ours, each by its own id, as the venue lists it at this
 * moment: only ever on the operator's word, which is journaled first. Throws `QtError` where the list cannot be read.
 */
export async function cancelExternals(accountName: string, by: Door, deps: CancelExternalDeps): Promise<Result[]> {
  await readOpenAtVenue(accountName, deps);
  const orders = deps.externals.list(accountName);
  if (orders.length === 0) return [];
  const ids = orders.map((order) => order.venue_order_id);
  deps.audit.append('external_cancel_requested', accountName, { by, venue_order_ids: ids });
  deps.log.warn('Cancel of external orders requested', { account_name: accountName, detail: ids.join(', ') });
  const results: Result[] = [];
  for (const order of orders) results.push(await cancelListed(order, deps));
  deps.onChange(accountName);
  return results;
}

async function cancelListed(order: ExternalOrderDocument, deps: CancelExternalDeps): Promise<Result> {
  const { account_name: accountName, venue_order_id: venueOrderId, symbol } = order;
  const rests = isZero(order.filled) ? 'open' : 'partially_filled';
  const row = { id: venueOrderId, account_name: accountName, symbol, external: true };
  const failed = (code: ErrorDocument['code'], message: string): Result => ({
    ...row,
    status: rests,
    error: { code, message: deps.redact(message) },
  });
  try {
    const outcome = await deps.pool.venue(accountName).cancelExternal({ venueOrderId, symbol });
    if (outcome.kind === 'refused') return failed(outcome.code, outcome.message);
    if (outcome.kind === 'unknown') return failed('OUTCOME_UNKNOWN', outcome.message);
    deps.externals.remove(accountName, venueOrderId);
    return { ...row, status: outcome.kind, error: null };
  } catch (error) {
    return { ...row, status: rests, error: errorDocument(error, deps.redact) };
  }
}
