import { isZero, normalize, sub } from '../../../../shared/money/decimal.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { averagePrice } from '../average-price.ts';
import type { OrderReport, VenueFill } from '../venue.ts';
import type { Execution, OrderOnWire } from './wire-documents.ts';

/** docs/v5/enum, orderStatus. The last four are of conditional orders, which the console never places. */
const STATUSES: Readonly<Record<string, OrderReport['status']>> = {
  Created: 'open',
  New: 'open',
  PartiallyFilled: 'partially_filled',
  Filled: 'filled',
  Cancelled: 'canceled',
  PartiallyFilledCanceled: 'canceled',
  Rejected: 'rejected',
  Untriggered: 'open',
  Triggered: 'open',
  Active: 'open',
  Deactivated: 'canceled',
};

/** docs/v5/enum, rejectReason: a cancel that nobody asked for has its reason here. */
const ENDED_BY_ITS_OWN_TERMS = new Set(['EC_NoImmediateQtyToFill', 'EC_NoEnoughQtyToFill', 'EC_CancelForNoFullFill']);
const WOULD_HAVE_TAKEN = 'EC_PostOnlyWillTakeLiquidity';

function statusOf(order: OrderOnWire, filled: string): OrderReport['status'] | null {
  const status = STATUSES[order.orderStatus] ?? null;
  if (status !== 'canceled') return status;
  if (order.rejectReason === WOULD_HAVE_TAKEN && isZero(filled)) return 'rejected';
  return ENDED_BY_ITS_OWN_TERMS.has(order.rejectReason ?? '') ? 'expired' : 'canceled';
}

/** Null for a status that Bybit does not document: then nothing certain is known. */
export function reportFrom(order: OrderOnWire, fills: VenueFill[]): OrderReport | null {
  const filled = normalize(order.cumExecQty ?? '0');
  const status = statusOf(order, filled);
  if (!status) return null;
  return {
    venueOrderId: order.orderId,
    status,
    filled,
    average: averagePrice(order.cumExecValue ?? '0', filled),
    fills,
    amount: normalize(order.qty),
    // What stands there for a market order is the venue's own bound.
    price: order.orderType === 'Market' || !order.price || isZero(order.price) ? null : normalize(order.price),
    updatedAtMs: order.updatedTime,
  };
}

/** What is left over of the list of executions are fees and settlements, which are no trades. */
const TRADES = new Set(['Trade', 'AdlTrade', 'BustTrade']);

export const isTrade = ({ execType }: Pick<Execution, 'execType'>): boolean => TRADES.has(execType);

/** Contracts leave the currency of the fee empty: it is the one that they settle in, which is their quote. */
export function fillFrom(execution: Execution, instrument: Instrument | null): VenueFill {
  const swap = instrument?.symbol.includes(':') === true;
  const feeAsset = execution.feeCurrency || (swap ? instrument.quote : null);
  const fee = execution.execFee ?? null;
  return {
    tradeId: execution.execId,
    price: normalize(execution.execPrice),
    amount: normalize(execution.execQty),
    fee: fee === null || feeAsset === null ? null : normalize(fee),
    feeAsset: fee === null ? null : feeAsset,
    liquidity: execution.isMaker ? 'maker' : 'taker',
    atMs: execution.execTime,
  };
}

/** The word of a fill on its order: what is filled by then is what was asked for without what was left. */
export function reportOfFill(
  execution: Execution & { orderQty: string; leavesQty: string },
  instrument: Instrument | null,
): OrderReport {
  return {
    venueOrderId: execution.orderId,
    status: isZero(execution.leavesQty) ? 'filled' : 'partially_filled',
    filled: sub(execution.orderQty, execution.leavesQty),
    average: null,
    fills: [fillFrom(execution, instrument)],
    updatedAtMs: execution.execTime,
  };
}
