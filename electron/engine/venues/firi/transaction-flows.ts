import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import type { HistoryFlow } from '../venue.ts';
import type { Transaction } from './wire-documents.ts';

/** What moved without a match. Which words Firi has for the others (`StakingReward`, bonuses) is not documented in full. */
export function flowsOf(transactions: readonly Transaction[]): HistoryFlow[] {
  return transactions.flatMap((transaction) => {
    const { id, amount, currency, date: atMs } = transaction;
    const kind = kindOf(transaction);
    if (kind === null || isZero(amount)) return [];
    return [{ id, kind, asset: currency.toUpperCase(), amount: normalize(amount), symbol: null, atMs }];
  });
}

/** Null for a match, whose order tells what was traded. */
function kindOf({ type, details }: Transaction): FlowKind | null {
  if (details?.match_id || /^match/i.test(type)) return null;
  if (details?.deposit_id || /deposit/i.test(type)) return 'deposit';
  if (details?.withdraw_id || /withdraw/i.test(type)) return 'withdrawal';
  return /fee$/i.test(type) ? 'fee' : 'other';
}
