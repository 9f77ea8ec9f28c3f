import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announceSafety, approvalNews, stopNews } from '../../../renderer/state/announce-safety.ts';
import { useAnnouncements } from '../../../renderer/state/announce.ts';
import { approval, stop } from '../safety-documents.ts';

describe('news of stops', () => {
  it('are what began and what was released', () => {
    const rule = stop({ id: 'b', scope: { kind: 'account', name: 'x' }, cause: 'automatic', reason: 'clock' });
    expect(stopNews([], [stop(), rule])).toBe('Killed: everything. Stopped by a rule: account x, clock');
    expect(stopNews([stop(), rule], [rule])).toBe('Released: everything');
  });

  it('are none where only the work went on', () => {
    expect(stopNews([stop()], [stop({ cancel: true, durable: false })])).toBeNull();
  });
});

describe('news of approvals', () => {
  it('name the newest and count the others', () => {
    const newer = approval({
      id: 'apr_2',
      received_at: '2026-01-01T13:00:00.000Z',
      signal: { symbol: 'ETH/USDT', side: 'short', amount: '1', type: 'market' },
    });
    expect(approvalNews([], [approval(), newer])).toBe(
      'A signal waits for your yes: sell ETH/USDT on main_sim, and 1 more',
    );
    expect(approvalNews([approval()], [approval()])).toBeNull();
    expect(approvalNews([approval()], [])).toBeNull();
  });
});

describe('saying them', () => {
  let cache: QueryClient;
  const said = () => useAnnouncements.getState();
  beforeEach(() => {
    cache = new QueryClient();
    useAnnouncements.setState({ polite: { key: 0, text: '' }, assertive: { key: 0, text: '' } });
  });
  afterEach(() => cache.clear());

  it('is at once for a stop, and polite for a signal that waits', () => {
    cache.setQueryData([['stops', 'current'], { type: 'query' }], { stops: [] });
    cache.setQueryData([['approvals', 'list'], { input: { state: 'waiting' }, type: 'query' }], []);
    announceSafety(cache, [
      { topic: 'stops', stops: { stops: [stop()] } },
      { topic: 'approvals', approvals: [approval()] },
    ]);
    expect(said().assertive.text).toBe('Killed: everything');
    expect(said().polite.text).toContain('buy BTC/USDT on main_sim');
  });

  it('is nothing where it is not known what was there before', () => {
    announceSafety(cache, [{ topic: 'stops', stops: { stops: [stop()] } }]);
    expect(said().assertive.text).toBe('');
  });
});
