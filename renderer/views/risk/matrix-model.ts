import { cmp, mul } from '../../../shared/money/decimal.ts';
import { LIMIT_NAMES } from '../../../shared/schema/limits.ts';
import type { AccountRiskDocument } from '../../../shared/schema/risk.ts';
import { modeKind } from '../../widgets/mode.ts';
import type { ModeKind } from '../../widgets/mode.ts';

export interface MatrixGroup {
  kind: ModeKind;
  accounts: AccountRiskDocument[];
}

const ORDER: readonly ModeKind[] = ['real', 'testnet', 'paper', 'unknown'];

/** The accounts by mode, real ones first: figures of different modes never stand in one group. */
export function matrixGroups(accounts: readonly AccountRiskDocument[]): MatrixGroup[] {
  return ORDER.map((kind) => ({
    kind,
    accounts: accounts.filter((account) => modeKind(account.mode, account.testnet) === kind),
  })).filter((group) => group.accounts.length > 0);
}

/** The accounts that have any limit; no other is measured. */
export function limited(accounts: readonly AccountRiskDocument[]): AccountRiskDocument[] {
  return accounts.filter((account) => Object.keys(account.limits).length > 0);
}

/** Of these, the accounts whose figures are missing: the matrix is not complete. */
export function unmeasured(accounts: readonly AccountRiskDocument[]): AccountRiskDocument[] {
  return limited(accounts).filter((account) => account.error !== null);
}

/** How many limits need a look, worst first. */
export function alarms(accounts: readonly AccountRiskDocument[]): {
  reached: number;
  warning: number;
  unknown: number;
} {
  const gauges = accounts.flatMap((account) => account.gauges);
  const count = (state: string): number => gauges.filter((gauge) => gauge.state === state).length;
  return { reached: count('reached'), warning: count('warning'), unknown: count('unknown') };
}

/** The exposure in US dollars, cut to cents; null where no rate is known or the account counts in dollars anyway. */
export function exposureUsd(account: AccountRiskDocument): string | null {
  if (account.exposure === null || account.usd_rate === null || account.currency === 'USD') return null;
  return mul(account.exposure, account.usd_rate.rate);
}

export function profitTone(profit: string): 'up' | 'down' | 'flat' {
  return ({ '1': 'up', '0': 'flat', '-1': 'down' } as const)[`${cmp(profit, '0')}`];
}

/** The limits that stand in the matrix, in the order of its columns. */
export const MATRIX_LIMITS = LIMIT_NAMES;
