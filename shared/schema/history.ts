import type { ErrorDocument } from './error-code.ts';
import type { Exchange, Mode } from './exchange.ts';

/** `unavailable`: this account's venue has no history to ask for (paper). `idle`: never asked for. */
export type ImportState = 'unavailable' | 'idle' | 'running' | 'paused' | 'done' | 'failed';

/** The import of an account's past at its exchange. */
export interface ImportDocument {
  account_name: string;
  exchange: Exchange | null;
  mode: Mode;
  testnet: boolean;
  state: ImportState;
  /** Parts are what the exchange is asked for one by one: a symbol's trades, a ledger. */
  parts_done: number;
  parts: number;
  /** What is being asked for now. */
  current: string | null;
  trades: number;
  flows: number;
  /** Of the oldest trade or flow that was imported. */
  oldest_at: string | null;
  started_at: string | null;
  updated_at: string | null;
  /** What the exchange does not tell, so that nobody takes silence for nothing. */
  limits: string[];
  error: ErrorDocument | null;
}

export const FLOW_KINDS = ['deposit', 'withdrawal', 'transfer', 'funding', 'fee', 'conversion', 'other'] as const;
/** `transfer`: between accounts of the same person at the exchange. `conversion`: dust and swaps of one asset into another without a trade. */
export type FlowKind = (typeof FLOW_KINDS)[number];

export interface FlowDocument {
  id: string;
  account_name: string;
  kind: FlowKind;
  asset: string;
  /** Received above zero. */
  amount: string;
  /** Of funding: the symbol. */
  symbol: string | null;
  at: string;
}
