import { z } from 'zod';
import { normalize } from '../../../../shared/money/decimal.ts';
import { fillSchema } from './wire-documents.ts';

/** A fill of a list that is not of one market alone. */
export const marketFillSchema = fillSchema.extend({ symbol: z.string().min(1) });
export type MarketFill = z.output<typeof marketFillSchema>;

/** A line of either family's ledger (docs-new, "Get Account Ledgers"). `amount` holds the fee and has no sign. */
export const ledgerLineSchema = z.object({
  id: z.string().min(1).max(64),
  currency: z.string().min(1),
  amount: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(normalize),
  /** Whose balance changed: `MAIN`, `TRADE`, `TRADE_HF` and others. */
  accountType: z.string(),
  bizType: z.string(),
  direction: z.enum(['in', 'out']),
  createdAt: z
    .string()
    .regex(/^\d{13}$/)
    .transform(Number),
});
export type LedgerLine = z.output<typeof ledgerLineSchema>;

/** Pages of the classic family: everything in numbered pages. */
export const pageOf = <T>(row: z.ZodType<T>) => z.object({ items: z.array(row).nullable() });

/** Pages of the high-frequency family's fills: on from the id of the last one. */
export const pageAfter = <T>(row: z.ZodType<T>) =>
  z.object({ items: z.array(row).nullable(), lastId: z.string().nullish() });
