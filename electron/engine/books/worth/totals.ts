import { add } from '../../../../shared/money/decimal.ts';
import type { AccountSummaryDocument, TotalDocument } from '../../../../shared/schema/equity.ts';

const KINDS = ['real', 'testnet', 'paper'] as const;
const SIDES = ['mine', 'others'] as const;

export type Kind = TotalDocument['kind'];

/** What an account's money is: none of another kind is ever added to it. */
export function kindOf({ mode, testnet }: { mode: 'paper' | 'real'; testnet: boolean }): Kind {
  if (mode === 'paper') return 'paper';
  return testnet ? 'testnet' : 'real';
}

/**
 * Sums by kind and side; those without accounts are left out. An account whose worth in dollars is not known is in no sum, and
 * one whose wallet (`walletOf`, by name) is another's too is the same money: counted once.
 */
export function totalsOf(
  accounts: readonly AccountSummaryDocument[],
  walletOf: (accountName: string) => string | null,
): TotalDocument[] {
  return KINDS.flatMap((kind) =>
    SIDES.flatMap((whose) => {
      const all = onceEach(
        accounts.filter((account) => kindOf(account) === kind && account.whose === whose),
        walletOf,
      );
      return all.length === 0 ? [] : [totalOf(kind, whose, all)];
    }),
  );
}

/** Of those that share a wallet the first whose worth is known. */
function onceEach(
  accounts: readonly AccountSummaryDocument[],
  walletOf: (accountName: string) => string | null,
): AccountSummaryDocument[] {
  const byWallet = new Map<string, AccountSummaryDocument>();
  for (const account of accounts) {
    const wallet = walletOf(account.account_name) ?? `of ${account.account_name}`;
    const known = byWallet.get(wallet);
    if (!known || (known.equity_usd.value === null && account.equity_usd.value !== null)) byWallet.set(wallet, account);
  }
  return [...byWallet.values()];
}

function totalOf(kind: Kind, whose: TotalDocument['whose'], all: readonly AccountSummaryDocument[]): TotalDocument {
  const counted = all.filter(({ equity_usd }) => equity_usd.value !== null);
  const sum = (of: (account: AccountSummaryDocument) => { value: string | null }): string | null => {
    const values = counted.map((account) => of(account).value);
    return values.length === 0 ? null : values.reduce((a, b) => (a === null || b === null ? null : add(a, b)));
  };
  return {
    ...{ kind, whose, accounts: all.length, counted: counted.length },
    missing: all.filter((account) => !counted.includes(account)).map(({ account_name }) => account_name),
    equity_usd: sum(({ equity_usd }) => equity_usd),
    equity_nok: sum(({ equity_nok }) => equity_nok),
    today_usd: sum(({ today_usd }) => today_usd),
    today_nok: sum(({ today_nok }) => today_nok),
    stale: counted.some(({ stale, equity_usd, equity_nok }) => stale || equity_usd.stale || equity_nok.stale),
  };
}
