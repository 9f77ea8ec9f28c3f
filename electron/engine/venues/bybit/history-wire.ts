import { z } from 'zod';
import { normalize } from '../../../../shared/money/decimal.ts';

const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .transform(normalize);
/** Bybit writes a figure that it does not have as an empty text. */
const orZero = z.union([decimal, z.literal('').transform(() => '0')]).nullish();

/**
 * A line of the unified account's transaction log (docs/v5/account/transaction-log): `change` = `cashFlow` + `funding` − `fee`,
 * what the balance of `currency` changed by.
 */
export const logLineSchema = z.object({
  id: z.string().min(1).max(128),
  symbol: z.string(),
  category: z.string(),
  type: z.string(),
  currency: z.string().min(1),
  funding: orZero,
  change: orZero,
  transactionTime: z
    .string()
    .regex(/^\d{13}$/)
    .transform(Number),
});
export type LogLine = z.output<typeof logLineSchema>;

/** A row of the list of executions, before it is known to be a trade: funding and settlements stand there too. */
export const executionRowSchema = z.looseObject({ execType: z.string() });
