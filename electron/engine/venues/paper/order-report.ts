import { div, isZero } from '../../../../shared/money/decimal.ts';
import type { PaperOrderRow, PaperTradeRow } from '../../store/paper-ledger.ts';
import type { OrderReport } from '../venue.ts';

/** Decimal places of an average fill price. */
const AVERAGE_PLACES = 12;

/** The paper venue's word on an order. All its fills are always known. */
export function reportOf(order: PaperOrderRow, trades: readonly PaperTradeRow[]): OrderReport {
  return {
    venueOrderId: `paper-${order.seq}`,
    status: order.status,
    filled: order.filled,
    average: isZero(order.filled)
      ? null
      : div(order.cost, order.filled, { places: AVERAGE_PLACES, rounding: 'half_even' }),
    ...unwatched(order),
    fills: trades.map((trade) => ({
      tradeId: trade.trade_id,
      price: trade.price,
      amount: trade.amount,
      fee: trade.fee,
      feeAsset: trade.fee_asset,
      liquidity: trade.liquidity,
      atMs: trade.at_ms,
    })),
  };
}

function unwatched({
  unwatched_from_ms: fromMs,
  unwatched_until_ms: untilMs,
}: PaperOrderRow): Pick<OrderReport, 'unwatched'> {
  return fromMs == null || untilMs == null ? {} : { unwatched: { fromMs, untilMs } };
}
