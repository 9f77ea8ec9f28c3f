import { z } from 'zod';

/** Shapes of Firi's answers as its clients use them, as far as they are used here. Numbers arrive as text: see exact-json. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

export const marketsSchema = z.array(z.object({ id: z.string() }));
export const tickerSchema = z.object({ bid: decimal, ask: decimal });
const side = z.array(z.tuple([decimal, decimal]));
export const depthSchema = z.object({ bids: side, asks: side });

export const balancesSchema = z.array(
  z.object({ currency: z.string(), balance: decimal, hold: decimal, available: decimal }),
);

export const placedSchema = z.object({ id: z.string().min(1) });

export const orderSchema = z.object({
  id: z.string().min(1),
  /** Missing in lists of one market. */
  market: z.string().optional(),
  type: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['bid', 'ask'])),
  price: decimal,
  amount: decimal,
  remaining: decimal,
  matched: decimal,
  cancelled: decimal,
  created_at: z.string().optional(),
});
export type FiriOrder = z.output<typeof orderSchema>;
export const ordersSchema = z.array(orderSchema);

const time = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((ms) => Number.isFinite(ms));
/** As the list of one market tells it, with its time. */
const closedOrderSchema = orderSchema.extend({ created_at: time });
export type ClosedOrder = z.output<typeof closedOrderSchema>;
export const closedOrdersSchema = z.array(closedOrderSchema);

/** One change of one balance. Of `details` only what there is of it is told. */
const transactionSchema = z.object({
  id: z.string().min(1),
  amount: decimal,
  currency: z.string().min(1),
  type: z.string(),
  date: time,
  details: z
    .object({
      match_id: z.string().nullish(),
      deposit_id: z.string().nullish(),
      withdraw_id: z.string().nullish(),
    })
    .nullish(),
});
export type Transaction = z.output<typeof transactionSchema>;
export const transactionsSchema = z.array(transactionSchema);
