import { z } from 'zod';

/**
 * Shapes of OKX's answers (okx.com/docs-v5, read 2026-11), as far as they are used. OKX writes figures as text, and what
 * there is none of as empty text.
 */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const decimalOrNone = z
  .string()
  .regex(/^(-?\d+(\.\d+)?)?$/)
  .transform((text) => (text === '' ? null : text));
const id = z.string().regex(/^\d{1,30}$/);
const side = z.enum(['buy', 'sell']);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);

const rows = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row) });
const one = <T extends z.ZodType>(row: T) => z.object({ data: z.tuple([row]).transform(([only]) => only) });

/** The answer to a new order, a cancel or an amend: the venue took the request, and says no more than that. */
export const acceptedSchema = one(z.object({ ordId: id, clOrdId: z.string() }));

/** `sz` and `accFillSz` are in base units on spot, in contracts on swaps. */
const orderSchema = z.object({
  instId: z.string(),
  ordId: id,
  clOrdId: z.string(),
  side,
  ordType: z.string(),
  state: z.string(),
  sz: decimal,
  px: decimalOrNone,
  accFillSz: decimalOrNone,
  avgPx: decimalOrNone,
  cTime: epochMs,
  uTime: epochMs,
});
export type WireOrder = z.output<typeof orderSchema>;

export const queriedOrderSchema = one(orderSchema);
export const orderListSchema = rows(orderSchema);

/** `fee` is negative where something was paid, positive for a rebate. */
const fillSchema = z.object({
  instId: z.string(),
  ordId: id,
  clOrdId: z.string(),
  tradeId: z.string(),
  billId: id,
  side,
  fillPx: decimal,
  fillSz: decimal,
  fee: decimalOrNone,
  feeCcy: z.string(),
  execType: z.string(),
  /** When it traded; `ts` is when OKX wrote the row. */
  fillTime: epochMs,
});
export type WireFill = z.output<typeof fillSchema>;
export const fillListSchema = rows(fillSchema);
/** `ts` is what such a list can be asked for by. */
export const datedFillListSchema = rows(fillSchema.extend({ ts: epochMs }));

/** `balChg`: what the account's balance changed by; `posBalChg`: the margin of an isolated position. */
const billSchema = z.object({
  billId: id,
  type: z.string(),
  instType: z.string(),
  instId: z.string(),
  ccy: z.string(),
  balChg: decimal,
  posBalChg: decimalOrNone.optional(),
  ts: epochMs,
});
export type WireBill = z.output<typeof billSchema>;
export const billListSchema = rows(billSchema);

/** A row of the stream's `orders` channel: the order, and the fill that caused the message, if one did. */
export const streamOrderSchema = orderSchema.extend({
  tradeId: z.string(),
  fillPx: decimalOrNone,
  fillSz: decimalOrNone,
  fillFee: decimalOrNone,
  fillFeeCcy: z.string(),
  fillTime: z.string().transform((text) => (/^\d{13}$/.test(text) ? Number(text) : null)),
  execType: z.string(),
});
export type StreamOrder = z.output<typeof streamOrderSchema>;

/** What the stream says in general: an answer to something (`event`), or news of a channel (`arg` and `data`). */
export const streamMessageSchema = z.union([
  z.object({ event: z.string(), code: z.string().optional(), arg: z.object({ channel: z.string() }).optional() }),
  z.object({
    arg: z.object({ channel: z.string() }),
    data: z.array(z.unknown()),
    /** Of the account channel: `snapshot` where nothing changed. */
    eventType: z.string().optional(),
  }),
]);

export const balanceSchema = one(
  z.object({
    details: z.array(
      z.object({ ccy: z.string(), cashBal: decimal, availBal: decimalOrNone, availEq: decimalOrNone.optional() }),
    ),
  }),
);

export const configSchema = one(
  z.object({
    posMode: z.string(),
    acctLv: z.string().optional(),
    perm: z.string().optional(),
    ip: z.string().optional(),
  }),
);

export const leverageSchema = rows(z.object({ instId: z.string(), mgnMode: z.string(), lever: decimal }));

/** `pos` is in contracts; in net mode it is negative when short. */
export const positionsSchema = rows(
  z.object({
    instId: z.string(),
    posSide: z.string(),
    pos: decimalOrNone,
    avgPx: decimalOrNone,
    markPx: decimalOrNone,
    lever: decimalOrNone,
    mgnMode: z.string(),
  }),
);

export const timeSchema = one(z.object({ ts: epochMs }));
