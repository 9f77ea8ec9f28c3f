import { z } from 'zod';

/** Shapes of KuCoin's answers (docs-new and docs of 2026), as far as they are used. Numbers arrive as text: see exact-json. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const id = z.string().min(1).max(64);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);
const side = z.enum(['buy', 'sell']);

/** Both families tell an order like this; whether it is alive is `active` in one and `isActive` in the other. */
export const orderSchema = z.object({
  id,
  clientOid: z.string().nullish(),
  symbol: z.string(),
  side,
  type: z.string(),
  price: decimal.nullish(),
  size: decimal.nullish(),
  dealSize: decimal,
  dealFunds: decimal,
  active: z.boolean().optional(),
  isActive: z.boolean().optional(),
  createdAt: epochMs,
  lastUpdatedAt: epochMs.nullish(),
});
export type KucoinOrder = z.output<typeof orderSchema>;

export const fillSchema = z.object({
  tradeId: id,
  orderId: id,
  side,
  price: decimal,
  size: decimal,
  fee: decimal,
  feeCurrency: z.string(),
  liquidity: z.string(),
  createdAt: epochMs,
});
export type KucoinFill = z.output<typeof fillSchema>;

/** `clientOid` came to this answer later; the classic family leaves it out. */
export const placedSchema = z.object({ orderId: id, clientOid: z.string().nullish() });

/** Of a cancel: the client id or the venue's in one family, both or a list of the venue's in the other. */
export const cancelSchema = z.object({
  orderId: id.nullish(),
  clientOid: z.string().nullish(),
  cancelledOrderId: id.nullish(),
  cancelledOrderIds: z.array(id).nullish(),
});

export const activeSymbolsSchema = z.object({ symbols: z.array(z.string()).nullable() });

export const accountsSchema = z.array(
  z.object({ currency: z.string(), type: z.string(), balance: decimal, available: decimal, holds: decimal }),
);

export const keySchema = z.object({ permission: z.string(), ipWhitelist: z.string().nullish() });

export const streamServerSchema = z.object({
  token: z.string().min(1),
  instanceServers: z
    .array(
      z.object({
        endpoint: z.url(),
        pingInterval: z
          .string()
          .regex(/^\d{4,6}$/)
          .transform(Number),
      }),
    )
    .min(1),
});

/** `data` of an order's message in the stream. `ts` is in nanoseconds. */
export const orderChangeSchema = z.object({
  symbol: z.string(),
  orderId: id,
  clientOid: z.string().nullish(),
  side,
  type: z.string(),
  status: z.enum(['new', 'open', 'match', 'done']),
  originSize: decimal.nullish(),
  size: decimal.nullish(),
  filledSize: decimal.nullish(),
  price: decimal.nullish(),
  ts: z
    .string()
    .regex(/^\d{19}$/)
    .transform((nanoseconds) => Number(nanoseconds.slice(0, 13))),
});
export type OrderChange = z.output<typeof orderChangeSchema>;
