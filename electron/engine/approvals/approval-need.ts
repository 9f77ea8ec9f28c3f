import { strategyFlags } from '../../../shared/risk/flag-levels.ts';
import type { Flags } from '../../../shared/schema/flags.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';

const MINUTE_MS = 60_000;

/** That signals have to wait for the operator's yes. */
export interface ApprovalNeed {
  validMs: number;
  /** Whose flags ask for it, for people. */
  because: string;
}

/**
 * Whether a signal to these accounts has to wait, by the flags of all four levels. Any of them is enough, and the shortest
 * time wins.
 */
export function approvalNeed(
  policy: RiskPolicy,
  accounts: readonly { name: string; owner: string | null }[],
  strategyId: string | null,
): ApprovalNeed | null {
  const owners = new Set(accounts.flatMap(({ owner }) => owner ?? []));
  const levels: [string, Flags | undefined][] = [
    ['all accounts', policy.global],
    ...[...owners].map((owner): [string, Flags | undefined] => [`owner ${owner}`, own(policy.owners, owner)]),
    ...accounts.map(({ name }): [string, Flags | undefined] => [`account ${name}`, own(policy.accounts, name)]),
    ...strategyFlags(policy, strategyId).map(([name, flags]): [string, Flags] => [`strategy ${name}`, flags]),
  ];
  const asking = levels.flatMap(([words, flags]) =>
    flags?.approval ? [{ words, minutes: flags.approval.valid_minutes }] : [],
  );
  if (asking.length === 0) return null;
  return {
    validMs: Math.min(...asking.map(({ minutes }) => minutes)) * MINUTE_MS,
    because: asking.map(({ words, minutes }) => `${words} (${minutes} min)`).join(', '),
  };
}

/** Names come from outside, and none of them may find what every object has. */
function own(flags: Record<string, Flags>, name: string): Flags | undefined {
  return Object.hasOwn(flags, name) ? flags[name] : undefined;
}
