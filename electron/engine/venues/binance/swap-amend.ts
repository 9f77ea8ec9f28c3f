import type { SigningClient } from '../exchange/signing-client.ts';
import type { AmendOutcome, OrderChange, OrderRef } from '../venue.ts';
import { swapReportFrom } from './swap-order-report.ts';
import { swapOrderSchema } from './swap-wire-documents.ts';

/**
 * Changes size and price of a limit order in place (PUT `order`); it keeps its ids. Binance cancels an order whose change
 * would make a post-only one take, or leaves nothing of a partly filled one: the report then says so.
 */
export async function amendSwapOrder(
  client: SigningClient,
  ref: OrderRef,
  change: OrderChange,
  symbol: string,
): Promise<AmendOutcome> {
  const verdict = await client.send('fapiPrivatePutOrder', {
    symbol,
    side: ref.side.toUpperCase(),
    origClientOrderId: ref.clientOrderId,
    quantity: change.amount,
    price: change.price,
  });
  switch (verdict.kind) {
    case 'ok': {
      const amended = swapOrderSchema.safeParse(verdict.document);
      const report =
        amended.success && amended.data.clientOrderId === ref.clientOrderId ? swapReportFrom(amended.data, []) : null;
      return report
        ? { kind: 'amended', report }
        : { kind: 'unknown', message: 'no certain answer: the venue answered with something else than this change' };
    }
    case 'no_such_order':
      return { kind: 'gone', message: verdict.message };
    case 'not_sent':
      return { kind: 'refused', code: verdict.code, message: verdict.message };
    default:
      return verdict;
  }
}
