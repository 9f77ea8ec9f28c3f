import { ownEntry } from '../routing/offers.ts';
import type { FlagName, Flags } from '../schema/flags.ts';
import type { RiskPolicy } from '../schema/risk-policy.ts';

/** Flags of one level that concern an order. */
export interface FlagLevel {
  /** For people: `account main_binance`. */
  name: string;
  flags: Flags;
}

/** Whom an order is about. */
export interface FlagSubject {
  account: string;
  owner: string;
  /** Null: the signal names none. */
  strategy: string | null;
}

/**
 * Whether what is set for one strategy holds the other. Whoever sends signals chooses how the name is written, and lists of
 * allowed strategies do not look at that either: so no other way of writing it slips past its flags and stops.
 */
export function sameStrategy(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** Flags of a strategy, however its name is written; with the name that they were set for. */
export function strategyFlags(policy: Pick<RiskPolicy, 'strategies'>, strategy: string | null): [string, Flags][] {
  return strategy === null ? [] : Object.entries(policy.strategies).filter(([name]) => sameStrategy(name, strategy));
}

/** The levels at which anything is set, from the widest to the narrowest. All of them apply together. */
export function flagLevels(policy: RiskPolicy, { account, owner, strategy }: FlagSubject): FlagLevel[] {
  const found: [name: string, flags: Flags | undefined][] = [
    ['every account', policy.global],
    [`owner ${owner}`, ownEntry(policy.owners, owner)],
    [`account ${account}`, ownEntry(policy.accounts, account)],
    ...strategyFlags(policy, strategy).map(([name, flags]): [string, Flags] => [`strategy ${name}`, flags]),
  ];
  return found.flatMap(([name, flags]) => (flags && Object.keys(flags).length > 0 ? [{ name, flags }] : []));
}

/** The levels that set one flag, with what they set. */
export function settingsOf<N extends FlagName>(
  levels: readonly FlagLevel[],
  flag: N,
): { level: string; value: NonNullable<Flags[N]> }[] {
  return levels.flatMap(({ name, flags }) => {
    const value = flags[flag];
    return value === undefined ? [] : [{ level: name, value }];
  });
}
