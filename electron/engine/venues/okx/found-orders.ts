import { mul } from '../../../../shared/money/decimal.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { OpenOrder } from '../venue.ts';
import { readOrders } from './order-lists.ts';
import { priceOf } from './order-report.ts';

/** All that rests, on every market of the account's kind. Throws `QtError`. */
export async function readOpenOrders(desk: Desk): Promise<OpenOrder[]> {
  const orders = await readOrders(desk, 'privateGetTradeOrdersPending');
  return Promise.all(
    orders.map(async (order) => {
      const instrument = await desk.bySymbolOfVenue(order.instId);
      // Of a market that is not traded here (an inverse swap) the venue's own count is all there is to show.
      const size = instrument?.contract_size ?? '1';
      return {
        venueOrderId: order.ordId,
        clientOrderId: order.clOrdId === '' ? null : order.clOrdId,
        symbol: instrument?.symbol ?? order.instId,
        side: order.side,
        type: order.ordType,
        amount: mul(order.sz, size),
        price: priceOf(order),
        filled: mul(order.accFillSz ?? '0', size),
        createdAtMs: order.cTime,
      };
    }),
  );
}
