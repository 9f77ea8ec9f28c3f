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

/** The levels at which anything is set, from the widest to the narrowest. All of them apply together. */
export function flagLevels(policy: RiskPolicy, { account, owner, strategy }: FlagSubject): FlagLevel[] {
  const found: [name: string, flags: Flags | undefined][] = [
    ['every account', policy.global],
    [`owner ${owner}`, ownEntry(policy.owners, owner)],
    [`account ${account}`, ownEntry(policy.accounts, account)],
    [`strategy ${strategy}`, strategy === null ? undefined : ownEntry(policy.strategies, strategy)],
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
