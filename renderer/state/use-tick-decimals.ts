import { useQuery } from '@tanstack/react-query';
import type { Exchange } from '../../shared/schema/exchange.ts';
import { decimalsOf } from '../widgets/format-decimal.ts';
import { api } from './api.ts';

/**
 * Decimals of a symbol's tick, where this window knows them: they are read of what was asked for already, because looking
 * at an old order is no reason to ask its exchange. The built-in market is always asked.
 */
export function useTickDecimals(exchange: Exchange | null | undefined, symbol: string | undefined): number | undefined {
  return useQuery(
    api.market.instruments.queryOptions(
      { exchange: exchange ?? 'sim' },
      {
        enabled: exchange === 'sim',
        select: (instruments) => {
          const tick = exchange ? instruments.find((each) => each.symbol === symbol)?.tick : undefined;
          return tick ? decimalsOf(tick) : undefined;
        },
      },
    ),
  ).data;
}
