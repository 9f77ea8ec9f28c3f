import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEvents } from '../../../renderer/state/apply-events.ts';
import type { OrderPage, SignalPage } from '../../../renderer/state/lists.ts';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { GroupDocument } from '../../../shared/schema/group.ts';
import type { EngineEvent } from '../../../shared/schema/event.ts';
import type { RiskDocument, StopDocument } from '../../../shared/schema/risk.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { SystemDocument } from '../../../shared/schema/system.ts';
import { imported, order, row, status, worth } from '../documents.ts';

const at = (second: number): string => `2026-01-01T12:00:0${second}.000Z`;
const signals = (input: object, type: 'query' | 'infinite' = 'query') =>
  [['signals', 'list'], { input, type }] as const;
const orders = (input: object) => [['orders', 'list'], { input, type: 'query' }] as const;
const ids = (page: SignalPage | undefined): string[] => (page?.rows ?? []).map((each) => each.signal_id);

describe('deltas in the cache', () => {
  let cache: QueryClient;
  beforeEach(() => (cache = new QueryClient()));
  afterEach(() => cache.clear());

  it('puts a new signal in by its time and replaces a known one', () => {
    const key = signals({ limit: 200, source: null, account_name: null });
    cache.setQueryData<SignalPage>(key, {
      rows: [row({ signal_id: 'c', received_at: at(3) }), row({ signal_id: 'a', received_at: at(1) })],
      next_before: null,
    });
    applyEvents(cache, [
      { topic: 'signal', row: row({ signal_id: 'd', received_at: at(4) }) },
      { topic: 'signal', row: row({ signal_id: 'b', received_at: at(2) }) },
      { topic: 'signal', row: row({ signal_id: 'a', received_at: at(1), total_ms: 7 }) },
    ]);
    const page = cache.getQueryData<SignalPage>(key);
    expect(ids(page)).toEqual(['d', 'c', 'b', 'a']);
    expect(page?.rows.at(-1)?.total_ms).toBe(7);
  });

  it('puts in what accounts are worth, and asks anew for what is told from changed books', () => {
    const key = [['equity', 'summary'], { type: 'query' }];
    const [before, after] = [worth({ equity: '1' }), worth({ equity: '2' })];
    cache.setQueryData(key, { accounts: [before], totals: [] });
    const measured = applyEvents(cache, [{ topic: 'worth', summary: { accounts: [after], totals: [] } }]);
    expect([...measured]).toEqual(['equity.curve']);
    expect(cache.getQueryData(key)).toEqual({ accounts: [after], totals: [] });
    const outdated = applyEvents(cache, [{ topic: 'books', account_name: 'main_sim' }]);
    expect([...outdated].toSorted()).toEqual([
      'books.flows',
      'books.pnl',
      'books.trades',
      'equity.curve',
      'equity.feeDays',
      'equity.performance',
    ]);
  });

  it('keeps one import an account', () => {
    const key = [['history', 'list'], { type: 'query' }];
    cache.setQueryData(key, [imported(), imported({ account_name: 'swing_sim' })]);
    applyEvents(cache, [{ topic: 'history', history: imported({ state: 'running', parts: 3 }) }]);
    applyEvents(cache, [{ topic: 'history', history: imported({ account_name: 'new_sim' }) }]);
    expect(cache.getQueryData(key)).toEqual([
      imported({ state: 'running', parts: 3 }),
      imported({ account_name: 'swing_sim' }),
      imported({ account_name: 'new_sim' }),
    ]);
  });

  it('keeps what a filter excludes out, and takes out what it excludes now', () => {
    const key = signals({ source: 'default', account_name: 'main_sim' });
    cache.setQueryData<SignalPage>(key, { rows: [row({ signal_id: 'a' })], next_before: null });
    applyEvents(cache, [
      { topic: 'signal', row: row({ signal_id: 'b', source: 'strategy' }) },
      { topic: 'signal', row: row({ signal_id: 'c', account_name: 'other' }) },
      { topic: 'signal', row: row({ signal_id: 'a', source: 'rejected' }) },
    ]);
    expect(ids(cache.getQueryData(key))).toEqual([]);
  });

  it('adds new rows to the newest page of an infinite list alone, and none to an older page', () => {
    const infinite = signals({ source: null, account_name: null }, 'infinite');
    const older = signals({ source: null, account_name: null, before: 'cursor' });
    const oldRow = row({ signal_id: 'old', received_at: at(1) });
    cache.setQueryData(infinite, {
      pages: [
        { rows: [row({ signal_id: 'new', received_at: at(5) })], next_before: 'x' },
        { rows: [oldRow], next_before: null },
      ],
      pageParams: [null, 'x'],
    });
    cache.setQueryData<SignalPage>(older, { rows: [oldRow], next_before: null });
    applyEvents(cache, [
      { topic: 'signal', row: row({ signal_id: 'newest', received_at: at(6) }) },
      { topic: 'signal', row: { ...oldRow, total_ms: 3 } },
    ]);
    const pages = cache.getQueryData<{ pages: SignalPage[] }>(infinite)?.pages ?? [];
    expect(pages.map(ids)).toEqual([['newest', 'new'], ['old']]);
    expect(pages[1]?.rows[0]?.total_ms).toBe(3);
    expect(ids(cache.getQueryData(older))).toEqual(['old']);
  });

  it('moves an order along in every list that shows it, and out of those that no longer should', () => {
    const all = orders({ account_name: null, status: null });
    const unsettled = orders({ account_name: null, status: 'unsettled' });
    const open = orders({ account_name: null, status: 'open' });
    const log = signals({ source: null, account_name: null });
    for (const key of [all, unsettled, open])
      cache.setQueryData<OrderPage>(key, { orders: [order()], next_before: null });
    cache.setQueryData<SignalPage>(log, { rows: [row({ order: order() })], next_before: null });

    applyEvents(cache, [{ topic: 'order', order: order({ status: 'partially_filled', filled: '0.4' }) }]);
    expect(cache.getQueryData<OrderPage>(open)?.orders).toHaveLength(1);

    applyEvents(cache, [{ topic: 'order', order: order({ status: 'filled', filled: '1' }) }]);
    expect(cache.getQueryData<OrderPage>(all)?.orders[0]?.status).toBe('filled');
    expect(cache.getQueryData<OrderPage>(unsettled)?.orders).toEqual([]);
    expect(cache.getQueryData<OrderPage>(open)?.orders).toEqual([]);
    expect(cache.getQueryData<SignalPage>(log)?.rows[0]?.order?.filled).toBe('1');
  });

  it('replaces the status of one account and of one venue, and leaves their neighbours', () => {
    const accounts = [['accounts', 'statuses'], { type: 'query' }] as const;
    const system = [['system', 'status'], { type: 'query' }] as const;
    const venue = { exchange: 'sim', state: 'simulated', latency_ms: null, last_ok_at: null, detail: '' } as const;
    cache.setQueryData(accounts, [status(), status({ name: 'other' })]);
    cache.setQueryData(system, { venues: [venue] });
    applyEvents(cache, [
      { topic: 'account', status: status({ name: 'other' }, { unknown_orders: 2 }) },
      { topic: 'health', venue: { ...venue, exchange: 'firi', state: 'error' } },
    ]);
    const list = cache.getQueryData<AccountStatusDocument[]>(accounts) ?? [];
    expect(list.map((each) => [each.account.name, each.unknown_orders])).toEqual([
      ['main_sim', 0],
      ['other', 2],
    ]);
    expect(cache.getQueryData<SystemDocument>(system)?.venues.map((each) => each.state)).toEqual([
      'simulated',
      'error',
    ]);
  });

  it('outdates the preview when arming, routing, a balance or an order changed, and not for a price', () => {
    const outdates = (event: EngineEvent): boolean => applyEvents(cache, [event]).has('signals.preview');
    const ticker = { exchange: 'sim', symbol: 'BTC/USDT', bid: '1', ask: '2', last: null, at: at(1) };
    const maps = { accounts: {}, exchanges: {} };
    const routing = { revision: 2, maps, default_exchange: 'sim', can_undo: true } as const;
    expect(outdates({ topic: 'price', ticker })).toBe(false);
    expect(outdates({ topic: 'arming', arming: { real_accounts: 1, armed: [] } })).toBe(true);
    expect(outdates({ topic: 'routing', routing })).toBe(true);
    expect(outdates({ topic: 'account', status: status() })).toBe(true);
    expect(outdates({ topic: 'order', order: order() })).toBe(true);
  });

  it('gives a price to the ticker of its exchange and symbol alone', () => {
    const ticker = (exchange: string, symbol: string) =>
      [['market', 'ticker'], { input: { exchange, symbol }, type: 'query' }] as const;
    cache.setQueryData(ticker('sim', 'BTC/USDT'), { last: '1' });
    cache.setQueryData(ticker('firi', 'BTC/USDT'), { last: '1' });
    applyEvents(cache, [
      { topic: 'price', ticker: { exchange: 'sim', symbol: 'BTC/USDT', bid: null, ask: null, last: '2', at: at(1) } },
    ]);
    expect(cache.getQueryData(ticker('sim', 'BTC/USDT'))).toMatchObject({ last: '2' });
    expect(cache.getQueryData(ticker('firi', 'BTC/USDT'))).toMatchObject({ last: '1' });
  });

  it('takes groups that were changed elsewhere, and has what they would do asked again', () => {
    const key = [['groups', 'list'], { type: 'query' }] as const;
    cache.setQueryData(key, []);
    const group = { name: 'mine', revision: 2 } as GroupDocument;
    expect([...applyEvents(cache, [{ topic: 'groups', groups: [group] }])]).toEqual(['groups.preview']);
    expect(cache.getQueryData(key)).toEqual([group]);
    const outdated = applyEvents(cache, [{ topic: 'order', order: order() }]);
    for (const path of ['groups.firing', 'groups.firings', 'positions.list', 'signals.previewOverriding']) {
      expect(outdated).toContain(path);
    }
  });

  it('takes limits and gauges as they move, and asks previews and drafts again where the limits themselves changed', () => {
    const key = [['risk', 'current'], { type: 'query' }] as const;
    const risk = (revision: number): RiskDocument => ({ revision, updated_at: null, policy: NO_POLICY, accounts: [] });
    cache.setQueryData(key, risk(3));
    const moved = risk(3);
    expect([...applyEvents(cache, [{ topic: 'risk', risk: moved }])]).toEqual([]);
    expect(cache.getQueryData(key)).toEqual(moved);
    const outdated = applyEvents(cache, [{ topic: 'risk', risk: risk(4) }]);
    expect(outdated).toContain('risk.impact');
    expect(outdated).toContain('signals.preview');
    expect(cache.getQueryData<RiskDocument>(key)?.revision).toBe(4);
    cache.clear();
    expect(applyEvents(cache, [{ topic: 'risk', risk: risk(4) }]), 'nothing to compare with').toContain(
      'signals.preview',
    );
  });

  it('takes stops, and has previews and the history asked again', () => {
    const key = [['stops', 'current'], { type: 'query' }] as const;
    cache.setQueryData(key, { stops: [] });
    const stops = { stops: [{ id: 'stop_1' } as StopDocument] };
    const outdated = applyEvents(cache, [{ topic: 'stops', stops }]);
    expect(cache.getQueryData(key)).toEqual(stops);
    for (const path of ['signals.preview', 'groups.preview', 'log.query']) expect(outdated).toContain(path);
  });

  it('takes the signals that wait into their own list alone, and has the others asked again', () => {
    const key = (state: string | null) => [['approvals', 'list'], { input: { state }, type: 'query' }] as const;
    for (const state of ['waiting', 'approved', null]) cache.setQueryData(key(state), []);
    const approvals = [{ id: 'apr_1' } as ApprovalDocument];
    expect(applyEvents(cache, [{ topic: 'approvals', approvals }])).toContain('approvals.list');
    expect(['waiting', 'approved', null].map((state) => cache.getQueryData(key(state)))).toEqual([approvals, [], []]);
  });
});
