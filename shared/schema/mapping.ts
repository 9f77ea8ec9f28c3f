import { z } from 'zod';
import { exchangeSchema } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { accountNameSchema, strategyIdSchema } from './signal.ts';

/** The two strategy maps as one value. Keys are strategy ids. */
export interface StrategyMaps {
  accounts: Record<string, string>;
  exchanges: Record<string, Exchange>;
}

/** One edit. `value: null` removes the entry. */
export const mappingChangeSchema = z.discriminatedUnion('map', [
  z.strictObject({ map: z.literal('account'), strategy_id: strategyIdSchema, value: accountNameSchema.nullable() }),
  z.strictObject({ map: z.literal('exchange'), strategy_id: strategyIdSchema, value: exchangeSchema.nullable() }),
]);
export type MappingChange = z.infer<typeof mappingChangeSchema>;

/** A numbered state of the maps: who made it, when, and what it changed against the one before. */
export interface RevisionDocument {
  revision: number;
  at: string;
  by: string;
  kind: 'change' | 'undo' | 'seed';
  changes: { map: 'account' | 'exchange'; strategy_id: string; from: string | null; to: string | null }[];
}

export interface RoutingDocument {
  revision: number;
  maps: StrategyMaps;
  default_exchange: Exchange;
  can_undo: boolean;
}

/** What a draft would have changed, replayed over stored signals by the same kernel that routes them. */
export interface ImpactDocument {
  since: string;
  signals: number;
  moved: number;
  refused: number;
  rows: {
    signal_id: string;
    received_at: string;
    symbol: string;
    side: 'long' | 'short';
    strategy_id: string | null;
    from: string | null;
    to: string | null;
    error: string | null;
  }[];
}

export interface StrategyDocument {
  strategy_id: string;
  account_name: string | null;
  exchange: Exchange | null;
  signals_24h: number;
}
