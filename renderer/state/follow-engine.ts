import { announceSafety } from './announce-safety.ts';
import { announceEvents } from './announce.ts';
import { client, queryClient } from './api.ts';
import { applyEvents } from './apply-events.ts';
import { useConfirming } from './confirming.ts';
import { useLinkStore } from './link.ts';
import { startLive } from './live.ts';
import type { Live } from './live.ts';
import { tellOrderNews, tellOrderResync } from './order-feed.ts';
import { watchOvertaken } from './overtaken.ts';
import { createRefresher } from './refresher.ts';

let live: Live | null = null;

/** Follows the engine of this page until the returned function is called. */
export function followEngine(): () => void {
  const overtaken = watchOvertaken(queryClient);
  const refresher = createRefresher(queryClient);
  live = startLive({
    subscribe: (handlers) =>
      client.events.stream.subscribe(undefined, {
        onStarted: handlers.onStarted,
        onData: handlers.onData,
        onError: handlers.onError,
        onComplete: handlers.onComplete,
        // The HTTP link would reconnect by itself, in silence and at its own pace.
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'connecting' && error) handlers.onError();
        },
      }),
    onEvents: (events) => {
      overtaken.note(events);
      announceSafety(queryClient, events);
      refresher.outdate(applyEvents(queryClient, events));
      announceEvents(events);
      tellOrderNews(events);
    },
    onResync: () => {
      void queryClient.invalidateQueries();
      tellOrderResync();
    },
    setLink: (link) => useLinkStore.setState(link),
    onConfirmation: (waiting) => useConfirming.setState({ waiting }),
  });
  return () => {
    live?.stop();
    live = null;
    overtaken.stop();
    refresher.stop();
  };
}

/** Tries to reach the engine at once. */
export function retryLink(): void {
  live?.retryNow();
}
