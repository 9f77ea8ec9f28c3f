import { skipToken, useQuery } from '@tanstack/react-query';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { TickerDocument } from '../../../shared/schema/market.ts';
import { symbolSchema } from '../../../shared/schema/signal.ts';
import { api } from '../../state/api.ts';

/** The price of now; null while it is not known or the symbol is not one. */
export function useTicker(exchange: Exchange | null, symbol: string): TickerDocument | null {
  const parsed = symbolSchema.safeParse(symbol);
  const ask = exchange !== null && parsed.success;
  const query = useQuery(
    api.market.ticker.queryOptions(ask ? { exchange, symbol: parsed.data } : skipToken, {
      refetchInterval: 3_000,
      gcTime: 10_000,
    }),
  );
  return query.isError ? null : (query.data ?? null);
}
