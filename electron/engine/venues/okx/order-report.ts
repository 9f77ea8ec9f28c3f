import { isPositive, mul, neg, normalize } from '../../../../shared/money/decimal.ts';
import type { OrderReport, VenueFill } from '../venue.ts';
import type { WireFill, WireOrder } from './wire-documents.ts';

const STATUSES: Readonly<Record<string, OrderReport['status']>> = {
  live: 'open',
  partially_filled: 'partially_filled',
  filled: 'filled',
  canceled: 'canceled',
  mmp_canceled: 'canceled',
};

/** These never rest: what was left of one was taken away by the venue itself. */
const NEVER_RESTS = new Set(['market', 'ioc', 'fok', 'optimal_limit_ioc']);

/** Null for a state that OKX does not document: then nothing certain is known. `size`: base units a contract. */
export function reportFrom(order: WireOrder, size: string, fills: VenueFill[]): OrderReport | null {
  const status = STATUSES[order.state];
  if (!status) return null;
  return {
    venueOrderId: order.ordId,
    status: status === 'canceled' && NEVER_RESTS.has(order.ordType) ? 'expired' : status,
    filled: mul(order.accFillSz ?? '0', size),
    average: order.avgPx !== null && isPositive(order.avgPx) ? normalize(order.avgPx) : null,
    fills,
    amount: mul(order.sz, size),
    price: priceOf(order),
    updatedAtMs: order.uTime,
  };
}

/** Null for a market order, which OKX shows with an empty price or one of nothing. */
export function priceOf({ px }: Pick<WireOrder, 'px'>): string | null {
  return px !== null && isPositive(px) ? normalize(px) : null;
}

interface FillOnWire {
  tradeId: string;
  price: string;
  contracts: string;
  /** As OKX writes it: negative where it was paid. */
  fee: string | null;
  feeAsset: string;
  /** `T` or `M`. */
  execType: string;
  atMs: number;
}

export function fillOf(fill: FillOnWire, size: string): VenueFill {
  return {
    tradeId: fill.tradeId,
    price: normalize(fill.price),
    amount: mul(fill.contracts, size),
    fee: fill.fee === null ? null : neg(fill.fee),
    feeAsset: fill.fee === null || fill.feeAsset === '' ? null : fill.feeAsset,
    liquidity: fill.execType === 'M' ? 'maker' : fill.execType === 'T' ? 'taker' : null,
    atMs: fill.atMs,
  };
}

export function fillFrom(fill: WireFill, size: string): VenueFill {
  const { fillPx: price, fillSz: contracts, feeCcy: feeAsset, fillTime: atMs, fee, execType } = fill;
  // Some trades that no order of the book caused have no trade id; the bill is as unique.
  const tradeId = fill.tradeId === '' ? `bill${fill.billId}` : fill.tradeId;
  return fillOf({ tradeId, price, contracts, fee, feeAsset, execType, atMs }, size);
}
