import { z } from 'zod';
import type { DecisionDocument, PlannedOrderDocument } from './decision.ts';
import type { ErrorDocument } from './error-code.ts';
import { MODES } from './exchange.ts';
import type { Exchange, Mode } from './exchange.ts';
import type { Door, FireDocument, OrderDocument } from './order.ts';
import { accountNameSchema, groupNameSchema, positiveDecimalSchema, signalFields, signalRules } from './signal.ts';
import type { Signal } from './signal.ts';

/**
 * How a group divides what a signal asks for. `equal`: the same part to each. `equity`: by what each account is worth in the
 * symbol's quote currency. `weights`: by fixed weights. `sizes`: each account has its own size, and the signal none.
 */
export const ALLOCATIONS = ['equal', 'equity', 'weights', 'sizes'] as const;
export type Allocation = (typeof ALLOCATIONS)[number];

const memberSchema = z.strictObject({
  account_name: accountNameSchema,
  /** Any positive figure: a member's part is its weight over the sum of them. With `weights` only. */
  weight: positiveDecimalSchema.optional(),
  /** Base units. With `sizes` only. */
  size: positiveDecimalSchema.optional(),
});
export type GroupMember = z.output<typeof memberSchema>;

/** A group as it is written. Whether its accounts exist and fit together is for the engine to say (`GROUP_INVALID`). */
export const groupSchema = z
  .strictObject({
    name: groupNameSchema,
    allocation: z.enum(ALLOCATIONS),
    members: z.array(memberSchema).min(1).max(100),
  })
  .superRefine(({ allocation, members }, ctx) => {
    const seen = new Set<string>();
    members.forEach(({ account_name: account, weight, size }, i) => {
      const issue = (field: string, message: string): void =>
        ctx.addIssue({ code: 'custom', path: ['members', i, field], message });
      if (seen.has(account)) issue('account_name', `${account} is named twice`);
      seen.add(account);
      if ((weight !== undefined) !== (allocation === 'weights')) {
        issue('weight', allocation === 'weights' ? `${account} needs a weight` : 'only with the allocation weights');
      }
      if ((size !== undefined) !== (allocation === 'sizes')) {
        issue('size', allocation === 'sizes' ? `${account} needs a size` : 'only with the allocation sizes');
      }
    });
  });
export type GroupInput = z.output<typeof groupSchema>;

/** A signal to a group: `signalSchema` with a group named. */
export const groupSignalSchema = signalFields.extend({ group: groupNameSchema }).superRefine(signalRules);
export type GroupSignal = Signal & { group: string };

/** The group as a preview showed it, for a firing that must be of that group or of none. */
export const shownGroupSchema = z.strictObject({
  revision: z.int().min(1),
  mode: z.enum(MODES),
  testnet: z.boolean(),
});
export type ShownGroup = z.output<typeof shownGroupSchema>;

/** A member as its account is configured now; `error` says why it could not be part of a firing. */
export interface GroupMemberDocument {
  account_name: string;
  weight: string | null;
  /** Base units. */
  size: string | null;
  exchange: Exchange | null;
  mode: Mode | null;
  testnet: boolean;
  owner: string | null;
  error: ErrorDocument | null;
}

export interface GroupDocument {
  name: string;
  allocation: Allocation;
  members: GroupMemberDocument[];
  /** The one mode of all members; null where they do not agree (any more): such a group does not fire. */
  mode: Mode | null;
  testnet: boolean;
  updated_at: string;
  updated_by: Door;
  revision: number;
  /** Why the whole group cannot fire, or null. A single broken member is no reason. */
  error: ErrorDocument | null;
}

/** What a leg's venue takes at least: base units and quote units. Null where it sets no bound, or none is known. */
export interface LegMinimum {
  step: string;
  amount: string | null;
  notional: string | null;
}

/** One leg before anything leaves. */
export interface GroupLegPreview {
  account_name: string;
  exchange: Exchange | null;
  mode: Mode | null;
  testnet: boolean;
  owner: string | null;
  /** Its part of the signal, before its venue's rounding: base units or quote units, as the signal asked. */
  amount: string | null;
  quote_amount: string | null;
  /** With `equity`: what the account is worth in the symbol's quote currency. */
  equity: string | null;
  minimum: LegMinimum | null;
  decision: DecisionDocument | null;
  /** The exact order that would leave; also where a check fails, so that the figure is seen. */
  order: PlannedOrderDocument | null;
  /** Why this leg cannot be placed, or null. */
  error: ErrorDocument | null;
}

export interface GroupPreviewDocument {
  group: string;
  allocation: Allocation;
  revision: number;
  mode: Mode | null;
  testnet: boolean;
  symbol: string;
  side: 'long' | 'short';
  /** What the signal asks for; both null with `sizes`. */
  amount: string | null;
  quote_amount: string | null;
  legs: GroupLegPreview[];
  /** Legs that can be placed, and the sum of their rounded orders: base units, and quote units where prices are known. */
  placeable: number;
  placed_amount: string;
  placed_notional: string | null;
  /**
   * What nobody gets, by rounding and by legs that cannot be placed: in the unit of the signal. Null with `sizes`, and where
   * it cannot be told for want of a price.
   */
  unallocated: string | null;
  /** Why nothing of it can fire, or null. */
  error: ErrorDocument | null;
}

/**
 * What became of a leg. `not_placed` is proven: it never left, or its venue certainly refused it. `awaited`: its answer, or its
 * turn, is still to come.
 */
export type LegState = 'placed' | 'awaited' | 'unknown' | 'not_placed';

/** One leg of a fired group signal, as it stands now. */
export interface GroupLegDocument {
  account_name: string;
  exchange: Exchange | null;
  mode: Mode | null;
  testnet: boolean;
  amount: string | null;
  quote_amount: string | null;
  /** 0: never sent on its way. A retry counts one up. */
  attempt: number;
  /** The leg's own signal: `<group signal>~<account>`, with `~2`, `~3` … behind it for retries. Null where attempt is 0. */
  signal_id: string | null;
  state: LegState;
  decision: DecisionDocument | null;
  order: OrderDocument | null;
  error: ErrorDocument | null;
  /** A retry would try it again. */
  retryable: boolean;
}

/** A leg as it was shown to whoever was asked about trying it again: `attempt` is its last one by then. */
export type ShownLeg = Pick<GroupLegDocument, 'account_name' | 'attempt'>;

/** Beside a fired signal, where it went to a group. */
export interface FiredGroupDocument {
  name: string;
  allocation: Allocation;
  revision: number;
  unplaceable: 'none' | 'rest';
}

/** A retry's answer: the group signal as it stands now, and what the retry did about each leg that is not placed. */
export interface GroupRetryDocument extends FireDocument {
  /** Accounts whose leg was tried again. */
  retried: string[];
  /** Legs that were left alone, and why (`OUTCOME_PENDING`: nobody knows yet whether it is at the venue). */
  left: { account_name: string; error: ErrorDocument }[];
}

/** A row of the list of group signals. */
export interface GroupFiringDocument {
  signal_id: string;
  received_at: string;
  door: Door;
  symbol: string;
  side: 'long' | 'short';
  mode: Mode | null;
  testnet: boolean;
  fired: FireDocument;
}
