import { z } from 'zod';
import { decimalText } from '../ccxt/decimal-text.ts';

/** Shapes of Kraken's answers (docs.kraken.com, Spot REST and WebSocket v2), as far as they are used. */

/** A figure as text or as a JSON number, which `parseExactJson` leaves as the text that stood there (`1e-05` included). */
export const figure = z.string().transform((text, context) => {
  const plain = decimalText(text);
  if (plain !== null) return plain;
  context.addIssue({ code: 'custom', message: 'not a figure' });
  return z.NEVER;
});
/** Seconds since 1970 with a fraction, as epoch ms. A time and no money, so a float will do. */
const epochSeconds = z
  .string()
  .regex(/^\d{10}(\.\d+)?$/)
  .transform((text) => Math.round(Number(text) * 1_000));
export const orderId = z.string().regex(/^[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{6}$/);
const side = z.enum(['buy', 'sell']);

export const placedSchema = z.object({
  descr: z.object({ order: z.string() }),
  txid: z.array(orderId).length(1),
  /** Not documented in the answer; where it comes all the same it has to be ours. */
  cl_ord_id: z.string().optional(),
});

export const orderInfoSchema = z.object({
  cl_ord_id: z.string().nullish(),
  status: z.string(),
  opentm: epochSeconds,
  closetm: epochSeconds.optional(),
  descr: z.object({ pair: z.string(), type: side, ordertype: z.string(), price: figure }),
  vol: figure,
  vol_exec: figure,
  cost: figure,
  oflags: z.string().optional(),
  trades: z.array(z.string()).optional(),
});
export type OrderInfo = z.output<typeof orderInfoSchema>;

const ordersById = z.record(orderId, orderInfoSchema);
export const queriedOrdersSchema = ordersById;
export const openOrdersSchema = z.object({ open: ordersById });
export const closedOrdersSchema = z.object({ closed: ordersById, count: z.coerce.number().int().optional() });

export const tradeInfoSchema = z.object({
  ordertxid: z.string(),
  pair: z.string(),
  time: epochSeconds,
  type: side,
  price: figure,
  vol: figure,
  fee: figure,
  maker: z.boolean().optional(),
});
export type TradeInfo = z.output<typeof tradeInfoSchema>;
export const tradesSchema = z.record(z.string(), tradeInfoSchema);
export const tradesHistorySchema = z.object({ trades: tradesSchema, count: z.coerce.number().int().optional() });

/** `amount` is signed; `fee` is taken beside it. */
const ledgerEntrySchema = z.object({
  time: epochSeconds,
  type: z.string(),
  subtype: z.string().nullish(),
  asset: z.string(),
  amount: figure,
  fee: figure,
});
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;
export const ledgersSchema = z.object({
  ledger: z.record(z.string(), ledgerEntrySchema),
  count: z.coerce.number().int().optional(),
});

export const canceledSchema = z.object({ count: z.string(), pending: z.boolean().optional() });

export const amendedSchema = z.object({ amend_id: z.string().min(1) });

export const balancesSchema = z.record(z.string(), z.object({ balance: figure, hold_trade: figure.optional() }));

/** Everything optional: the answer is not documented field by field. */
export const keyInfoSchema = z.object({
  permissions: z.array(z.string()),
  ipAllowlist: z.array(z.unknown()).optional(),
  ip_allowlist: z.array(z.unknown()).optional(),
});

export const tokenSchema = z.object({ token: z.string().min(1) });
