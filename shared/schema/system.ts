import type { Exchange } from './exchange.ts';

export interface VenueHealthDocument {
  exchange: Exchange;
  /** `idle`: no account of this exchange was used yet. */
  state: 'simulated' | 'ok' | 'slow' | 'error' | 'idle';
  latency_ms: number | null;
  last_ok_at: string | null;
  detail: string;
}

export interface SystemDocument {
  version: string;
  pid: number;
  started_at: string;
  data_dir: string;
  /** True when no account was configured and the built-in demo accounts are shown. */
  demo: boolean;
  default_exchange: Exchange;
  venues: VenueHealthDocument[];
  /** Problems of the registry as a whole, such as a refused env file. */
  problems: { code: string; message: string }[];
  /** The last durable commit of the order journal took this long; null before the first. */
  journal_commit_ms: number | null;
  signal_intake: { url: string } | null;
}
