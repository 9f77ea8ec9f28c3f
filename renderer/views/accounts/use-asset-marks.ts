import { useQueries, useQuery } from '@tanstack/react-query';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import { api } from '../../state/api.ts';

const REFRESH_MS = 60_000;
/** Each is a question to the exchange. */
const MOST_ASKED = 12;

/** What a unit of each asset costs at the exchange now, where it has a market against `currency`. */
export function useAssetMarks(
  exchange: Exchange | null,
  assets: readonly string[],
  currency: string | null,
): ReadonlyMap<string, string> {
  const asked = exchange !== null && currency !== null && assets.length > 0;
  const instruments = useQuery(
    api.market.instruments.queryOptions({ exchange: exchange ?? 'sim' }, { enabled: asked, retry: false }),
  ).data;
  const markets = (asked ? (instruments ?? []) : [])
    .filter(({ symbol, base, quote }) => symbol === `${base}/${quote}` && quote === currency && assets.includes(base))
    .slice(0, MOST_ASKED);
  return useQueries({
    queries: markets.map(({ symbol }) =>
      api.market.ticker.queryOptions(
        { exchange: exchange ?? 'sim', symbol },
        { refetchInterval: REFRESH_MS, retry: false },
      ),
    ),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }, index) => (data?.last ? [[markets[index]?.base ?? '', data.last] as const] : [])),
      ),
  });
}
