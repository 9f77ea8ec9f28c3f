import { useQuery } from '@tanstack/react-query';
import type { PnlDocument } from '../../../shared/schema/books.ts';
import { api } from '../../state/api.ts';
import { useWorth } from '../../state/queries.ts';

/** Marks move without a trade. */
const REFRESH_MS = 30_000;
/** Days of fees and turnover that are shown. */
export const FEE_DAYS = 30;

const firstOf = ({ accounts }: PnlDocument) => accounts[0] ?? null;

/** The books of one account at the marks of now. */
export const usePnl = (name: string) =>
  useQuery(
    api.books.pnl.queryOptions({ account_name: name }, { refetchInterval: REFRESH_MS, select: firstOf, retry: false }),
  );

/** Fees of the last days, oldest first. */
export const useFeeDays = (name: string) =>
  useQuery(api.equity.feeDays.queryOptions({ account_name: name, days: FEE_DAYS }));

/** What one account is worth, as last measured. */
export function useAccountWorth(name: string) {
  const { data, error, refetch } = useWorth();
  const summary = data?.accounts.find((account) => account.account_name === name) ?? null;
  return { summary, loading: data === undefined && error === null, error, refetch };
}
