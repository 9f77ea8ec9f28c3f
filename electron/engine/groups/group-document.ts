import type { AccountDocument } from '../../../shared/schema/account.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { GroupDocument, GroupMember, GroupMemberDocument } from '../../../shared/schema/group.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import { isoTime } from '../ports.ts';
import type { StoredGroup } from './group-store.ts';

type Registry = Pick<AccountRegistry, 'get'>;

/** The group over its accounts as they are configured now: they may have changed since it was written. */
export function groupDocument({ group, revision, atMs, by }: StoredGroup, registry: Registry): GroupDocument {
  const accounts = group.members.map(({ account_name: name }) => accountOf(name, registry));
  const known = accounts.filter((account) => account !== null);
  const error = modeConflict(known);
  return {
    name: group.name,
    allocation: group.allocation,
    members: group.members.map((member, i) => memberDocument(member, accounts[i] ?? null)),
    mode: error ? null : (known[0]?.mode ?? null),
    testnet: !error && known[0]?.testnet === true,
    updated_at: isoTime(atMs),
    updated_by: by,
    revision,
    error,
  };
}

/**
 * Refuses members that do not fit together. A group fires at once: where real and paper, or a test network and the live one,
 * stood in one list, one confirmation would mean different things. Throws GROUP_INVALID.
 */
export function assertMembers(members: readonly GroupMember[], registry: Registry): void {
  const accounts = members.map(({ account_name: name }) => {
    const account = accountOf(name, registry);
    if (!account) throw new QtError('GROUP_INVALID', `no account ${name} is registered`);
    return account;
  });
  const conflict = modeConflict(accounts);
  if (conflict) throw new QtError(conflict.code, conflict.message);
}

function modeConflict(accounts: readonly AccountDocument[]): ErrorDocument | null {
  const [first] = accounts;
  const other = accounts.find(({ mode, testnet }) => mode !== first?.mode || testnet !== first.testnet);
  if (!first || !other) return null;
  const words = ({ name, mode, testnet }: AccountDocument): string => `${name} is ${testnet ? 'testnet ' : ''}${mode}`;
  return { code: 'GROUP_INVALID', message: `a group fires in one mode: ${words(first)}, ${words(other)}` };
}

function accountOf(name: string, registry: Registry): AccountDocument | null {
  try {
    return registry.get(name);
  } catch (error) {
    if (error instanceof QtError && error.code === 'ACCOUNT_NOT_FOUND') return null;
    throw error;
  }
}

function memberDocument(member: GroupMember, account: AccountDocument | null): GroupMemberDocument {
  const { account_name } = member;
  const given = { account_name, weight: member.weight ?? null, size: member.size ?? null };
  if (!account) {
    const error = { code: 'ACCOUNT_NOT_FOUND', message: `no account ${account_name} is registered` } as const;
    return { ...given, exchange: null, mode: null, testnet: false, owner: null, error };
  }
  const { exchange, mode, testnet, owner } = account;
  const error: ErrorDocument | null = account.error && {
    code: 'ACCOUNT_INVALID',
    message: `account ${account_name} is broken: ${account.error.message}`,
  };
  return { ...given, exchange, mode, testnet, owner, error };
}
