import { create } from 'zustand';

/**
 * What is known of the engine: `live` frames arrive; `stale` none came for three heartbeats; `disconnected` the stream
 * failed and is tried again at `retryAtMs`.
 */
export type LinkState = 'connecting' | 'live' | 'stale' | 'disconnected';

export interface Link {
  state: LinkState;
  /** When the last frame came, epoch milliseconds; null before the first. */
  lastFrameAtMs: number | null;
  /** When the next try is due, epoch milliseconds; null unless disconnected. */
  retryAtMs: number | null;
  attempt: number;
}

export const useLinkStore = create<Link>(() => ({
  state: 'connecting',
  lastFrameAtMs: null,
  retryAtMs: null,
  attempt: 0,
}));

/** State of the link to the engine. */
export function useLink(): LinkState {
  return useLinkStore((link) => link.state);
}
