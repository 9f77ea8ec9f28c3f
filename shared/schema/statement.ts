import { z } from 'zod';
import { accountNameSchema } from './signal.ts';

/** `fills`: every trade as CSV. `gains`: realised gains a lot as CSV, for a tax return. */
export const STATEMENT_FORMATS = ['html', 'pdf', 'fills', 'gains'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

const day = z.iso.date();

/** Whole days in the account's time zone, both included. */
export const statementInputSchema = z
  .strictObject({ account_name: accountNameSchema, from: day, to: day, format: z.enum(STATEMENT_FORMATS) })
  .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] });
export type StatementInput = z.output<typeof statementInputSchema>;

export interface StatementDocument {
  file_name: string;
  media_type: string;
  /** Of the content, before the encoding. */
  sha256: string;
  encoding: 'utf8' | 'base64';
  content: string;
}
