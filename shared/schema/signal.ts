import { z } from 'zod';
import { MODES, exchangeSchema } from './exchange.ts';

/** At most 20 digits before and 18 after the point: wide enough for every venue, narrow enough to store and show. */
const DECIMAL = /^\d{1,20}(\.\d{1,18})?$/;

/** A small number without the exponent that JavaScript would print it with (`1e-7`), where that loses nothing. */
function plainText(value: number): string {
  const text = String(value);
  if (!text.includes('e-')) return text;
  const plain = value.toFixed(18).replace(/0+$/, '');
  return Number(plain) === value ? plain : text;
}

/**
 * A positive decimal. Strings are taken as they are; a JSON number only while its 15 significant digits make its decimal
 * form certain, because more digits may already have been lost before it reached us.
 */
export const positiveDecimalSchema = z.union([z.string(), z.number()]).transform((value, ctx) => {
  const text = typeof value === 'number' ? plainText(value) : value.trim();
  const digits = text.replace('.', '').replace(/^0+/, '');
  const exact = typeof value === 'string' || digits.length <= 15;
  if (!DECIMAL.test(text) || !/[1-9]/.test(text) || !exact) {
    ctx.addIssue({
      code: 'custom',
      message: 'must be a positive decimal, as a string or a number of at most 15 digits',
    });
    return z.NEVER;
  }
  return text;
});

const name = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_]{1,64}$/, 'must be 1 to 64 letters, digits or underscores');
export const accountNameSchema = name;

/**
 * Strategy ids are the operator's own words: kept exactly, and mapped exactly. Flags and stops hold every way of writing one;
 * see `sameStrategy`.
 */
export const strategyIdSchema = z
  .string()
  .trim()
  .regex(/^[\w.:/-]{1,64}$/, 'must be 1 to 64 letters, digits or _ . : / -');

/** Names of groups: lower case, so that two groups never differ in nothing else. */
export const groupNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -');

export const symbolSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}(:[A-Z0-9]{1,20})?$/, 'must look like BTC/USDT');

export const signalIdSchema = z.string().regex(/^[\w.:-]{1,128}$/, 'must be 1 to 128 letters, digits or _ . : -');

const fraction = z.number().finite();

const MAX_DEPTH = 32;

/** Looked at without recursion, before anything that recurses: what is nested deep enough ends the stack. */
function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return true;
}

const detailsSchema = z.record(z.string().max(64), z.json());
const shallowDetails = z
  .custom<z.input<typeof detailsSchema>>(isShallow, `must be nested at most ${MAX_DEPTH} deep`)
  .pipe(detailsSchema);

/** The fields of a signal, before the rules that hold between them. */
export const signalFields = z.strictObject({
  id: signalIdSchema.optional(),
  symbol: symbolSchema,
  side: z.enum(['long', 'short']),
  amount: positiveDecimalSchema.optional(),
  quote_amount: positiveDecimalSchema.optional(),
  type: z.enum(['market', 'limit']).default('market'),
  price: positiveDecimalSchema.optional(),
  /** Rests or is refused, and never takes. Limit orders only. */
  post_only: z.boolean().optional(),
  /** Only ever makes a position smaller. Swaps only. */
  reduce_only: z.boolean().optional(),
  account_name: name.optional(),
  strategy_id: strategyIdSchema.optional(),
  exchange: z.string().trim().toLowerCase().pipe(exchangeSchema).optional(),
  /** One signal to several accounts, instead of `account_name`. The amount is that of all legs together. */
  group: groupNameSchema.optional(),
  /** Where a leg of the group cannot be placed: place none (the default), or the rest. */
  unplaceable: z.enum(['none', 'rest']).optional(),
  score: fraction.optional(),
  confidence: fraction.optional(),
  details: shallowDetails.optional(),
});

/** The rules between the fields of a signal. */
export function signalRules(signal: z.output<typeof signalFields>, ctx: z.core.$RefinementCtx): void {
  const refuse = (field: string, message: string): void => ctx.addIssue({ code: 'custom', path: [field], message });
  const sizes = [signal.amount, signal.quote_amount].filter((size) => size !== undefined).length;
  // A group with fixed sizes takes none; the engine knows which one this is.
  if (sizes === 2 || (sizes === 0 && signal.group === undefined))
    refuse('amount', 'give either amount or quote_amount');
  if (signal.group !== undefined && signal.account_name !== undefined) refuse('group', 'give a group or an account');
  if (signal.group === undefined && signal.unplaceable !== undefined) refuse('unplaceable', 'only with a group');
  if (signal.type === 'limit' && signal.price === undefined) refuse('price', 'a limit order needs a price');
  if (signal.type === 'market' && signal.price !== undefined) refuse('price', 'a market order takes no price');
  if (signal.type === 'market' && signal.post_only) refuse('post_only', 'a market order cannot be post-only');
  if (JSON.stringify(signal.details ?? {}).length > 8_192) refuse('details', 'must be at most 8 KiB of JSON');
}

/** A signal as it arrives at any door. Unknown fields are refused: `details` is the place for extras. */
export const signalSchema = signalFields.superRefine(signalRules);

/** What a caller writes. */
export type SignalInput = z.input<typeof signalSchema>;
/** A signal that was parsed: symbol upper case, names lower case, amounts as decimal strings. */
export type Signal = z.output<typeof signalSchema>;

/** Where a preview said that a signal goes, for a firing that must go there or nowhere. */
export const shownRouteSchema = z.strictObject({
  account_name: name,
  exchange: exchangeSchema,
  mode: z.enum(MODES),
  testnet: z.boolean(),
});
export type ShownRoute = z.output<typeof shownRouteSchema>;
