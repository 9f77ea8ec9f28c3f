import type { QueryClient } from '@tanstack/react-query';
import type { ApprovalDocument } from '../../shared/schema/approval.ts';
import type { EngineEvent } from '../../shared/schema/event.ts';
import type { StopDocument, StopsDocument } from '../../shared/schema/risk.ts';
import { announce } from './announce.ts';
import { scopeWords } from './stop-words.ts';

/** Says stops at once and new signals that wait politely. Call it before the events are written into the cache. */
export function announceSafety(cache: QueryClient, events: readonly EngineEvent[]): void {
  for (const event of events) {
    if (event.topic === 'stops') {
      const before = cache.getQueryData<StopsDocument>([['stops', 'current'], { type: 'query' }])?.stops;
      const news = before && stopNews(before, event.stops.stops);
      if (news) announce('assertive', news);
    } else if (event.topic === 'approvals') {
      const key = [['approvals', 'list'], { input: { state: 'waiting' }, type: 'query' }];
      const before = cache.getQueryData<ApprovalDocument[]>(key);
      const news = before && approvalNews(before, event.approvals);
      if (news) announce('polite', news);
    }
  }
}

/** What began and what was released, in one sentence; null where neither did. */
export function stopNews(before: readonly StopDocument[], after: readonly StopDocument[]): string | null {
  const has = (list: readonly StopDocument[], { id }: StopDocument): boolean => list.some((each) => each.id === id);
  const begun = after.filter((stop) => !has(before, stop));
  const released = before.filter((stop) => !has(after, stop));
  const sentences = [
    ...begun.map(({ cause, scope, reason }) =>
      cause === 'kill' ? `Killed: ${scopeWords(scope)}` : `Stopped by a rule: ${scopeWords(scope)}, ${reason}`,
    ),
    ...(released.length === 0 ? [] : [`Released: ${released.map(({ scope }) => scopeWords(scope)).join(', ')}`]),
  ];
  return sentences.length === 0 ? null : sentences.join('. ');
}

/** The newest signal that began to wait, and how many more; null for none. */
export function approvalNews(before: readonly ApprovalDocument[], after: readonly ApprovalDocument[]): string | null {
  const fresh = after.filter(({ id }) => !before.some((each) => each.id === id));
  const [newest] = fresh.toSorted((a, b) => b.received_at.localeCompare(a.received_at));
  if (!newest) return null;
  const { side, symbol } = newest.signal;
  const more = fresh.length > 1 ? `, and ${fresh.length - 1} more` : '';
  return `A signal waits for your yes: ${side === 'long' ? 'buy' : 'sell'} ${symbol} on ${newest.account_name}${more}`;
}
