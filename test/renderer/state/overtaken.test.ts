import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchOvertaken } from '../../../renderer/state/overtaken.ts';
import type { Overtaken } from '../../../renderer/state/overtaken.ts';
import type { EngineEvent } from '../../../shared/schema/event.ts';

const ARMING: EngineEvent = { topic: 'arming', arming: { real_accounts: 1, armed: [] } };
const KEY = [['arming', 'current'], { type: 'query' }];

describe('an answer that an event overtook', () => {
  let cache: QueryClient;
  let watch: Overtaken;
  let asked: number;
  let answer: (value: string) => void;
  const ask = () =>
    cache.fetchQuery({
      queryKey: KEY,
      queryFn: () => {
        asked += 1;
        return new Promise<string>((resolve) => (answer = resolve));
      },
    });

  beforeEach(() => {
    vi.useFakeTimers();
    cache = new QueryClient();
    watch = watchOvertaken(cache);
    asked = 0;
  });
  afterEach(() => {
    watch.stop();
    cache.clear();
    vi.useRealTimers();
  });

  it('is marked to be asked for again', async () => {
    const first = ask();
    await vi.advanceTimersByTimeAsync(0);
    watch.note([ARMING]);
    cache.setQueryData(KEY, 'of the event');
    answer('older');
    await first;
    expect(cache.getQueryState(KEY)?.isInvalidated).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    expect(cache.getQueryState(KEY)?.isInvalidated).toBe(true);
    expect(asked).toBe(1);
  });

  it('is left alone when the event came before the question, or was of another kind', async () => {
    watch.note([ARMING]);
    const first = ask();
    await vi.advanceTimersByTimeAsync(0);
    watch.note([
      { topic: 'price', ticker: { exchange: 'sim', symbol: 'BTC/USDT', bid: null, ask: null, last: null, at: '' } },
    ]);
    answer('newest');
    await first;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(cache.getQueryState(KEY)?.isInvalidated).toBe(false);
  });

  it('leaves no timer behind', async () => {
    const first = ask();
    await vi.advanceTimersByTimeAsync(0);
    watch.note([ARMING]);
    answer('older');
    await first;
    watch.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(cache.getQueryState(KEY)?.isInvalidated).toBe(false);
  });
});
