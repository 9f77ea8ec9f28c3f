import { z } from 'zod';
import { flagsEditSchema } from './flags.ts';
import type { Flags } from './flags.ts';
import { limitsEditSchema, settingsEditSchema } from './limits.ts';
import type { Limits, RiskSettings } from './limits.ts';
import { accountNameSchema, strategyIdSchema } from './signal.ts';

/** Owners are free text of the configuration, compared exactly. */
const ownerSchema = z.string().min(1).max(200);

/** Whom flags or a stop are about. */
export const riskScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('global') }),
  z.strictObject({ kind: z.literal('owner'), name: ownerSchema }),
  z.strictObject({ kind: z.literal('account'), name: accountNameSchema }),
  z.strictObject({ kind: z.literal('strategy'), name: strategyIdSchema }),
]);
export type RiskScope = z.output<typeof riskScopeSchema>;

/** What the operator allows. Flags of all four levels apply together. */
export interface RiskPolicy {
  global: Flags;
  owners: Record<string, Flags>;
  accounts: Record<string, Flags>;
  strategies: Record<string, Flags>;
  /** By account name. */
  limits: Record<string, Limits>;
  settings: Record<string, RiskSettings>;
}

export const NO_POLICY: RiskPolicy = {
  global: {},
  owners: {},
  accounts: {},
  strategies: {},
  limits: {},
  settings: {},
};

/** One edit; what it does not name stays. */
export const riskChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flags'), scope: riskScopeSchema, set: flagsEditSchema }),
  z.strictObject({ kind: z.literal('limits'), account_name: accountNameSchema, set: limitsEditSchema }),
  z.strictObject({ kind: z.literal('settings'), account_name: accountNameSchema, set: settingsEditSchema }),
]);
export type RiskChange = z.output<typeof riskChangeSchema>;

/** `cancel`: every open order of ours in the scope. `flatten`: every position too, by market orders; it cancels as well. */
export const killInputSchema = z.strictObject({
  scope: riskScopeSchema,
  cancel: z.boolean().optional(),
  flatten: z.boolean().optional(),
  reason: z.string().trim().max(200).optional(),
});
export type KillInput = z.output<typeof killInputSchema>;
