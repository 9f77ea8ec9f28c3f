import { ownEntry } from '../../../shared/routing/offers.ts';
import type { Flags } from '../../../shared/schema/flags.ts';
import type { AccountRiskDocument, RiskDocument } from '../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';
import { SELF } from '../parts/self.ts';
import { matrixGroups } from './matrix-model.ts';

/** One level at which flags can be set. */
export interface FlagLevel {
  scope: RiskScope;
  label: string;
  flags: Flags;
  /** Set for accounts. */
  account: AccountRiskDocument | null;
  /** Whom it is about, in a few words. */
  about: string;
}

export interface FlagGroup {
  title: string;
  levels: FlagLevel[];
}

/** Every level, from the widest to the narrowest. Flags of all levels apply together. */
export function flagGroups({ policy, accounts }: RiskDocument): FlagGroup[] {
  const owners = [...new Set([...accounts.map((account) => account.owner), ...Object.keys(policy.owners)])].sort();
  const count = (owner: string): string => {
    const held = accounts.filter((account) => account.owner === owner).length;
    return held === 0 ? 'no account of this owner' : `${held} ${held === 1 ? 'account' : 'accounts'}`;
  };
  return [
    {
      title: 'Everything',
      levels: [{ scope: { kind: 'global' }, label: 'All accounts', flags: policy.global, account: null, about: '' }],
    },
    {
      title: 'Owners',
      levels: owners.map((name) => ({
        scope: { kind: 'owner', name },
        label: name === SELF ? 'yours' : name,
        flags: ownEntry(policy.owners, name) ?? {},
        account: null,
        about: count(name),
      })),
    },
    {
      title: 'Accounts',
      levels: matrixGroups(accounts)
        .flatMap((group) => group.accounts)
        .map((account) => ({
          scope: { kind: 'account', name: account.account_name },
          label: account.account_name,
          flags: ownEntry(policy.accounts, account.account_name) ?? {},
          account,
          about: '',
        })),
    },
    {
      title: 'Strategies',
      levels: Object.keys(policy.strategies)
        .sort()
        .map((name) => ({
          scope: { kind: 'strategy', name },
          label: name,
          flags: ownEntry(policy.strategies, name) ?? {},
          account: null,
          about: '',
        })),
    },
  ];
}
