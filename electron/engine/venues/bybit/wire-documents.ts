import { z } from 'zod';

/**
 * Shapes of Bybit's v5 answers (bybit-exchange.github.io/docs/v5 of 2026-07), as far as they are used. Numbers arrive as
 * text: see exact-json.
 */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
/** Bybit writes a figure that it does not have as an empty text. */
const maybe = z.union([decimal, z.literal('').transform(() => null)]).nullish();
const id = z.string().regex(/^[0-9A-Za-z-]{1,64}$/);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);
const side = z.enum(['Buy', 'Sell']);

/** The answer to a new order, an amend and a cancel: taken in, and no word on what became of it. */
export const takenInSchema = z.object({ orderId: id, orderLinkId: z.string() });

export const orderSchema = z.object({
  symbol: z.string().min(1),
  orderId: id,
  orderLinkId: z.string(),
  side,
  orderType: z.string(),
  orderStatus: z.string(),
  rejectReason: z.string().optional(),
  qty: decimal,
  price: maybe,
  cumExecQty: maybe,
  cumExecValue: maybe,
  createdTime: epochMs,
  updatedTime: epochMs,
});
export type OrderOnWire = z.output<typeof orderSchema>;

export const executionSchema = z.object({
  symbol: z.string().min(1),
  orderId: id,
  orderLinkId: z.string(),
  side,
  execId: id,
  execType: z.string(),
  execPrice: decimal,
  execQty: decimal,
  execFee: maybe,
  feeCurrency: z.string().optional(),
  execTime: epochMs,
  isMaker: z.boolean(),
});
export type Execution = z.output<typeof executionSchema>;

/** On the stream, where the sum of the order so far follows from what is left of it. */
export const toldExecutionSchema = executionSchema.extend({ orderQty: decimal, leavesQty: decimal });

/** Lists are read row by row, so that one odd row of another kind is told from an odd list. */
export const listSchema = z.object({
  list: z.array(z.unknown()),
  nextPageCursor: z.string().nullish(),
});

export const positionSchema = z.object({
  positionIdx: z.string(),
  symbol: z.string().min(1),
  /** Empty, or `None` on older accounts, where there is no position. */
  side: z.enum(['Buy', 'Sell', '', 'None']),
  size: decimal,
  avgPrice: maybe,
  entryPrice: maybe,
  markPrice: maybe,
  leverage: maybe,
});

export const accountInfoSchema = z.object({ marginMode: z.string(), unifiedMarginStatus: z.string() });

export const walletSchema = z.object({
  list: z
    .array(
      z.object({
        coin: z.array(
          z.object({
            coin: z.string().min(1),
            walletBalance: decimal,
            equity: maybe,
            locked: maybe,
            totalOrderIM: maybe,
            totalPositionIM: maybe,
          }),
        ),
      }),
    )
    .length(1),
});

export const keySchema = z.object({
  readOnly: z.enum(['0', '1']),
  permissions: z.object({
    ContractTrade: z.array(z.string()).optional(),
    Spot: z.array(z.string()).optional(),
    Wallet: z.array(z.string()),
  }),
  ips: z.array(z.string()),
});
