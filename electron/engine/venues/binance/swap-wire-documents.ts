import { z } from 'zod';

/** Shapes of the USDⓈ-M answers (developers.binance.com, 2026), as far as they are used. Numbers arrive as text: see exact-json. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const id = z.string().regex(/^\d{1,20}$/);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);
const side = z.enum(['BUY', 'SELL']);

/** The answer to a new order, an amend and a cancel. */
export const swapOrderSchema = z.object({
  symbol: z.string(),
  orderId: id,
  clientOrderId: z.string(),
  origQty: decimal,
  executedQty: decimal,
  avgPrice: decimal,
  price: decimal,
  status: z.string(),
  type: z.string(),
  side,
  updateTime: epochMs,
});
export type SwapOrder = z.output<typeof swapOrderSchema>;

/** Queries and lists tell when it came in as well. */
export const listedSwapOrderSchema = swapOrderSchema.extend({ time: epochMs });
export type ListedSwapOrder = z.output<typeof listedSwapOrderSchema>;

export const swapTradesSchema = z.array(
  z.object({
    id,
    orderId: id,
    side,
    price: decimal,
    qty: decimal,
    commission: decimal,
    commissionAsset: z.string(),
    time: epochMs,
    maker: z.boolean(),
  }),
);
export type SwapTrade = z.output<typeof swapTradesSchema>[number];

export const swapBalancesSchema = z.array(z.object({ asset: z.string(), balance: decimal, availableBalance: decimal }));

export const swapPositionsSchema = z.array(
  z.object({
    symbol: z.string(),
    positionSide: z.enum(['BOTH', 'LONG', 'SHORT']),
    positionAmt: decimal,
    entryPrice: decimal,
    markPrice: decimal,
  }),
);

export const symbolConfigSchema = z.array(
  z.object({
    symbol: z.string(),
    marginType: z.enum(['CROSSED', 'ISOLATED']),
    leverage: z.string().regex(/^\d{1,3}$/),
  }),
);

export const positionModeSchema = z.object({ dualSidePosition: z.boolean() });

export const swapRestrictionsSchema = z.object({
  ipRestrict: z.boolean(),
  enableWithdrawals: z.boolean(),
  enableFutures: z.boolean(),
});

export const listenKeySchema = z.object({ listenKey: z.string().regex(/^[A-Za-z0-9_-]{16,200}$/) });
