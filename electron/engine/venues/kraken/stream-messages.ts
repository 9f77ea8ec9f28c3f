import { z } from 'zod';
import { eq, isPositive } from '../../../../shared/money/decimal.ts';
import { averagePrice } from '../average-price.ts';
import type { OrderReport, VenueEvent, VenueFill } from '../venue.ts';
import { assetName } from './asset-names.ts';
import { figure, orderId } from './wire-documents.ts';

/** One row of the `executions` channel (docs.kraken.com, WebSocket v2). Real rows leave out what did not change. */
const rowSchema = z.object({
  order_id: orderId,
  cl_ord_id: z.string().optional(),
  exec_type: z.string(),
  order_status: z.string(),
  timestamp: z.iso.datetime(),
  cum_qty: figure.optional(),
  cum_cost: figure.optional(),
  avg_price: figure.optional(),
  order_qty: figure.optional(),
  limit_price: figure.optional(),
  exec_id: z.string().optional(),
  last_qty: figure.optional(),
  last_price: figure.optional(),
  liquidity_ind: z.enum(['m', 't']).optional(),
  fees: z.array(z.object({ asset: z.string(), qty: figure })).optional(),
});
type Row = z.output<typeof rowSchema>;

const STATUSES: Readonly<Record<string, OrderReport['status']>> = {
  pending_new: 'open',
  new: 'open',
  partially_filled: 'partially_filled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
};

/** Null where the row cannot be read, or does not tell all that a report has to: then somebody has to ask. */
export function eventFrom(document: unknown): VenueEvent | null {
  const row = rowSchema.safeParse(document);
  if (!row.success) return null;
  const report = reportFrom(row.data);
  return (
    report && { kind: 'order', clientOrderId: row.data.cl_ord_id ?? null, venueOrderId: row.data.order_id, report }
  );
}

function reportFrom(row: Row): OrderReport | null {
  const status = STATUSES[row.order_status];
  // Only an order that has just come in may leave out how much is filled: nothing.
  const filled = row.cum_qty ?? (/^(pending_new|new)$/.test(row.exec_type) ? '0' : undefined);
  const fill = row.exec_type === 'trade' ? fillFrom(row) : undefined;
  if (!status || filled === undefined || fill === null) return null;
  return {
    venueOrderId: row.order_id,
    // Amended after a part was filled: Kraken may say `new` of it.
    status: status === 'open' && isPositive(filled) ? 'partially_filled' : status,
    filled,
    average: averageOf(row, filled),
    fills: fill ? [fill] : [],
    ...(row.order_qty !== undefined && { amount: row.order_qty }),
    ...(row.limit_price !== undefined && { price: row.limit_price }),
    updatedAtMs: Date.parse(row.timestamp),
  };
}

function averageOf(row: Row, filled: string): string | null {
  if (row.cum_cost !== undefined) return averagePrice(row.cum_cost, filled);
  return row.avg_price !== undefined && isPositive(row.avg_price) ? row.avg_price : null;
}

/** A fee in one asset, or none that can be told. */
function fillFrom(row: Row): VenueFill | null {
  const { exec_id: tradeId, last_price: price, last_qty: amount, fees = [], liquidity_ind: liquidity } = row;
  if (tradeId === undefined || price === undefined || amount === undefined) return null;
  const charged = fees.filter(({ qty }) => !eq(qty, '0'));
  const [fee] = charged.length > 0 ? charged : fees;
  const told = fee !== undefined && charged.length <= 1;
  return {
    tradeId,
    price,
    amount,
    fee: told ? fee.qty : null,
    feeAsset: told ? assetName(fee.asset) : null,
    liquidity: liquidity === undefined ? null : liquidity === 'm' ? 'maker' : 'taker',
    atMs: Date.parse(row.timestamp),
  };
}
