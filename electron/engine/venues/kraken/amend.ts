import type { SigningClient } from '../exchange/signing-client.ts';
import type { AmendOutcome, OrderChange, OrderRef } from '../venue.ts';
import { deadlineFromNow } from './deadline.ts';
import { amendedSchema } from './wire-documents.ts';

/** Changes size and price in place; the order keeps its ids. `order_qty` is the whole size, what is filled included. */
export async function amendOrder(client: SigningClient, ref: OrderRef, change: OrderChange): Promise<AmendOutcome> {
  // The deadline is counted by Kraken's clock.
  await client.time.ensure();
  const verdict = await client.send('privatePostAmendOrder', {
    cl_ord_id: ref.clientOrderId,
    order_qty: change.amount,
    limit_price: change.price,
    ...(ref.postOnly && { post_only: 'true' }),
    deadline: deadlineFromNow(client),
  });
  switch (verdict.kind) {
    case 'ok':
      return amendedSchema.safeParse(verdict.document).success
        ? { kind: 'amended', report: null }
        : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this change' };
    case 'no_such_order':
      return { kind: 'gone', message: verdict.message };
    case 'not_sent':
      return { kind: 'refused', code: verdict.code, message: verdict.message };
    default:
      return verdict;
  }
}
