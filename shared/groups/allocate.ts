import { add, div, isPositive, mul } from '../money/decimal.ts';
import type { ErrorDocument } from '../schema/error-code.ts';
import type { Allocation } from '../schema/group.ts';

/** As many as a signal's amount may have. */
const PLACES = 18;

export interface AllocationMember {
  account_name: string;
  weight: string | null;
  size: string | null;
  /** What the account is worth, all in one currency; null with `equityError` where that is not known. */
  equity: string | null;
  equityError: ErrorDocument | null;
}

export interface Share {
  account_name: string;
  /** In the unit of the total; with `sizes`, base units. Null where none can be told. */
  share: string | null;
  error: ErrorDocument | null;
}

/**
 * Divides a total among the members of a group. Shares are rounded down, so that together they never pass the total; what
 * is left over belongs to nobody. A share depends on the set of members, not on their order. `total` is null exactly with
 * `sizes`.
 *
 * With `equity`, a member whose worth is unknown leaves every share unknown: divided among the others alone, its part would
 * silently be given to them.
 */
export function allocate(allocation: Allocation, total: string | null, members: readonly AllocationMember[]): Share[] {
  if (allocation === 'sizes') return members.map((member) => ({ ...shareOf(member), share: member.size }));
  if (total === null) throw new Error('a total is divided');
  const weighed = members.map((member) => ({ member, weight: weightOf(allocation, member) }));
  const sum = weighed.reduce<string | null>(
    (known, { weight }) => (known === null || weight === null ? null : add(known, weight)),
    '0',
  );
  return weighed.map(({ member, weight }) => {
    const none = { ...shareOf(member), share: null };
    if (weight === null) return { ...none, error: member.equityError ?? unknownEquity(member.account_name) };
    if (sum === null) return { ...none, error: dependsOn(weighed) };
    if (!isPositive(sum)) {
      return { ...none, error: { code: 'INSUFFICIENT_FUNDS', message: 'no account of the group is worth anything' } };
    }
    return { ...none, share: div(mul(total, weight), sum, { places: PLACES, rounding: 'down' }) };
  });
}

function shareOf({ account_name }: AllocationMember): Share {
  return { account_name, share: null, error: null };
}

function weightOf(allocation: Allocation, member: AllocationMember): string | null {
  switch (allocation) {
    case 'equal':
      return '1';
    case 'equity':
      return member.equity;
    case 'weights':
    case 'sizes':
      return member.weight;
  }
}

function unknownEquity(name: string): ErrorDocument {
  return { code: 'BALANCE_UNKNOWN', message: `it is not known what ${name} is worth` };
}

function dependsOn(weighed: { member: AllocationMember; weight: string | null }[]): ErrorDocument {
  const names = weighed.filter(({ weight }) => weight === null).map(({ member }) => member.account_name);
  const message = `its share depends on what ${names.join(' and ')} is worth, which is not known`;
  return { code: 'BALANCE_UNKNOWN', message };
}
