import type { Query, QueryClient } from '@tanstack/react-query';
import type { EngineEvent } from '../../shared/schema/event.ts';

/** What each topic is written into. */
const PATHS: Record<EngineEvent['topic'], readonly string[]> = {
  signal: ['signals.list'],
  order: ['orders.list', 'signals.list'],
  account: ['accounts.statuses'],
  arming: ['arming.current'],
  routing: ['routing.current'],
  groups: ['groups.list'],
  failover: ['failover.current'],
  risk: ['risk.current'],
  stops: ['stops.current'],
  approvals: ['approvals.list'],
  worth: ['equity.summary'],
  // Nothing is written: what is told from books is asked for again.
  books: [],
  history: ['history.list'],
  price: ['market.ticker'],
  health: ['system.status'],
  log: [],
};
const PAUSE_MS = 500;

export interface Overtaken {
  /** Call it with the events that were just applied. */
  note(events: readonly EngineEvent[]): void;
  stop(): void;
}

/**
 * An answer that was under way when an event came may be older than the event, and overwrites it. Such an answer is asked
 * for once more, after a pause, so that a steady stream of events costs two requests a second and not an endless chase.
 */
export function watchOvertaken(cache: QueryClient): Overtaken {
  const marked = new Set<string>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const unsubscribe = cache.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    if (!marked.delete(event.query.queryHash)) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void cache.invalidateQueries({ queryKey: event.query.queryKey, exact: true });
    }, PAUSE_MS);
    timers.add(timer);
  });

  return {
    note: (events) => {
      const paths = new Set(events.flatMap((event) => PATHS[event.topic]));
      if (paths.size === 0) return;
      for (const query of cache.getQueryCache().findAll({ fetchStatus: 'fetching' })) {
        if (paths.has(pathOf(query))) marked.add(query.queryHash);
      }
    },
    stop: () => {
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** tRPC's keys begin with the path: `[['signals', 'list'], …]`. */
function pathOf({ queryKey: [path] }: Query): string {
  return Array.isArray(path) ? path.join('.') : '';
}
