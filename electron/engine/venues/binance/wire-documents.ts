import { z } from 'zod';

/** Shapes of Binance's spot answers (rest-api.md of 2026-07), as far as they are used. Numbers arrive as text: see exact-json. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const id = z.string().regex(/^\d{1,20}$/);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);

const orderFields = {
  symbol: z.string(),
  orderId: id,
  clientOrderId: z.string(),
  origQty: decimal,
  executedQty: decimal,
  cummulativeQuoteQty: decimal,
  status: z.string(),
  type: z.string(),
  side: z.string(),
};

export const placedOrderSchema = z.object({
  ...orderFields,
  transactTime: epochMs,
  fills: z.array(
    z.object({ price: decimal, qty: decimal, commission: decimal, commissionAsset: z.string(), tradeId: id }),
  ),
});
export type PlacedOrder = z.output<typeof placedOrderSchema>;

export const queriedOrderSchema = z.object({
  ...orderFields,
  price: decimal.optional(),
  time: epochMs,
  updateTime: epochMs.optional(),
});
export type QueriedOrder = z.output<typeof queriedOrderSchema>;

export const openOrderSchema = z.object({ ...orderFields, price: decimal, time: epochMs });

export const canceledOrderSchema = z.object({
  ...orderFields,
  origClientOrderId: z.string(),
  transactTime: epochMs.optional(),
});

export const tradesSchema = z.array(
  z.object({
    id,
    orderId: id,
    price: decimal,
    qty: decimal,
    commission: decimal,
    commissionAsset: z.string(),
    time: epochMs,
    isBuyer: z.boolean(),
    isMaker: z.boolean(),
  }),
);

export const accountSchema = z.object({
  balances: z.array(z.object({ asset: z.string(), free: decimal, locked: decimal })),
});

export const apiRestrictionsSchema = z.object({
  ipRestrict: z.boolean(),
  enableWithdrawals: z.boolean(),
  enableSpotAndMarginTrading: z.boolean(),
});
