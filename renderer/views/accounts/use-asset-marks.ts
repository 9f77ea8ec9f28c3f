import { useQuery } from '@tanstack/react-query';
import type { AssetMarksDocument } from '../../../shared/schema/equity.ts';
import { api } from '../../state/api.ts';

/** Accounts are measured at least every minute. */
const REFRESH_MS = 30_000;

export type AssetMarks = Pick<AssetMarksDocument, 'currency' | 'at'> & { prices: ReadonlyMap<string, string> };

const NO_MARKS: AssetMarks = { currency: '', at: null, prices: new Map() };

const byAsset = ({ currency, at, marks }: AssetMarksDocument): AssetMarks => ({
  currency,
  at,
  prices: new Map(marks.map(({ asset, price }) => [asset, price])),
});

/** What a unit of each held asset counts as in the account's equity. */
export function useAssetMarks(name: string): AssetMarks {
  const { data } = useQuery(
    api.equity.marks.queryOptions(
      { account_name: name },
      { refetchInterval: REFRESH_MS, select: byAsset, retry: false },
    ),
  );
  return data ?? NO_MARKS;
}
