import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REFRESH_PAUSE_MS, createRefresher } from '../../../renderer/state/refresher.ts';
import type { Refresher } from '../../../renderer/state/refresher.ts';

describe('asking again for what events outdated', () => {
  let refresher: Refresher;
  let asked: unknown[];

  beforeEach(() => {
    vi.useFakeTimers();
    const cache = new QueryClient();
    asked = [];
    vi.spyOn(cache, 'invalidateQueries').mockImplementation(async (filter) => {
      asked.push(filter?.queryKey?.[0]);
    });
    refresher = createRefresher(cache);
  });
  afterEach(() => {
    refresher.stop();
    vi.useRealTimers();
  });

  it('happens at once, and then in rounds: a burst asks twice, not a hundred times', () => {
    for (let n = 0; n < 100; n += 1) refresher.outdate(['signals.preview']);
    expect(asked).toEqual([['signals', 'preview']]);
    vi.advanceTimersByTime(REFRESH_PAUSE_MS);
    expect(asked).toHaveLength(2);
    vi.advanceTimersByTime(10 * REFRESH_PAUSE_MS);
    expect(asked).toHaveLength(2);
  });

  it('forgets nothing that was outdated during a pause', () => {
    refresher.outdate(['signals.preview']);
    refresher.outdate(['orders.get']);
    refresher.outdate(['routing.strategies', 'orders.get']);
    vi.advanceTimersByTime(REFRESH_PAUSE_MS);
    expect(asked).toEqual([
      ['signals', 'preview'],
      ['orders', 'get'],
      ['routing', 'strategies'],
    ]);
  });

  it('leaves no timer behind', () => {
    refresher.outdate(['orders.get']);
    refresher.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
