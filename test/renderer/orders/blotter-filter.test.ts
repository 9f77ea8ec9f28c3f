import { describe, expect, it } from 'vitest';
import {
  HISTORY_STATUSES,
  NO_FILLS_FILTER,
  NO_FILTER,
  NO_HISTORY_FILTER,
  chosenCount,
  isFiltered,
  isShownExternal,
  isShownOpen,
  orderFilters,
  tradeFilters,
} from '../../../renderer/views/orders/blotter-filter.ts';
import { periodBounds, periodWords } from '../../../renderer/views/orders/period.ts';
import { tradeQuerySchema } from '../../../shared/schema/books.ts';
import { orderFiltersSchema } from '../../../shared/schema/order-page.ts';
import type { ExternalOrderDocument } from '../../../shared/schema/order.ts';
import { order } from '../documents.ts';

const NOW = Date.parse('2026-11-22T13:00:00.000Z');
const ALL = { kind: 'all' } as const;

describe('the filters as the engine takes them', () => {
  it('none at all are none', () => {
    expect(orderFilters(NO_FILTER, NO_HISTORY_FILTER, ALL, NOW)).toEqual({});
    expect(isFiltered(NO_FILTER)).toBe(false);
    expect(chosenCount(NO_HISTORY_FILTER) + chosenCount(NO_FILLS_FILTER)).toBe(0);
  });

  it('those of the bar and those of the columns come together, and the engine takes them', () => {
    const filter = { kind: 'testnet', account_name: 'main', symbol: 'BTC/USDT', strategy_id: null } as const;
    const columns = {
      ...NO_HISTORY_FILTER,
      symbol_part: 'btc',
      sides: ['sell' as const],
      statuses: ['filled' as const, 'expired' as const],
      strategy_ids: ['', 'swing'],
    };
    const query = orderFilters(filter, columns, { kind: 'today' }, NOW);
    expect(query).toEqual({
      kinds: ['testnet'],
      account_names: ['main'],
      symbols: ['BTC/USDT'],
      symbol_part: 'btc',
      sides: ['sell'],
      statuses: ['filled', 'expired'],
      strategy_ids: [null, 'swing'],
      since: '2026-11-22T00:00:00.000Z',
    });
    expect(orderFiltersSchema.safeParse(query).success).toBe(true);
    expect(chosenCount(columns)).toBe(4);
  });

  it('one account in the bar and others in the column leave nothing, and that is no question to the engine', () => {
    const filter = { ...NO_FILTER, account_name: 'main' };
    expect(orderFilters(filter, { ...NO_HISTORY_FILTER, account_names: ['friend'] }, ALL, NOW)).toBeNull();
    expect(orderFilters(filter, { ...NO_HISTORY_FILTER, account_names: ['friend', 'main'] }, ALL, NOW)).toEqual({
      account_names: ['main'],
    });
  });

  it('of fills likewise', () => {
    const filter = { kind: 'real', account_name: 'main', symbol: null, strategy_id: 'swing' } as const;
    const query = tradeFilters(filter, { side: 'buy', origin: 'imported' }, { kind: '7d' }, NOW);
    expect(tradeQuerySchema.parse(query)).toMatchObject({
      ...{ mode: 'real', account_name: 'main', symbol: null, strategy_id: 'swing', side: 'buy', origin: 'imported' },
      since: '2026-11-16T00:00:00.000Z',
    });
  });

  it('the states of the history are those that are final', () => {
    expect(HISTORY_STATUSES).toEqual(['filled', 'canceled', 'rejected', 'expired', 'not_placed']);
  });
});

describe('periods, in days of UTC', () => {
  it.each([
    [{ kind: 'today' }, { since: '2026-11-22T00:00:00.000Z' }, 'Today'],
    [{ kind: '30d' }, { since: '2026-10-24T00:00:00.000Z' }, '30 days'],
    [ALL, {}, 'All time'],
    [
      { kind: 'own', from: '2026-02-27', to: '2026-02-28' },
      { since: '2026-02-27T00:00:00.000Z', until: '2026-03-01T00:00:00.000Z' },
      '2026-02-27 to 2026-02-28',
    ],
    [{ kind: 'own', from: null, to: '2026-12-31' }, { until: '2027-01-01T00:00:00.000Z' }, 'until 2026-12-31'],
    [{ kind: 'own', from: '2026-05-01', to: null }, { since: '2026-05-01T00:00:00.000Z' }, 'since 2026-05-01'],
    [{ kind: 'own', from: '2026-99-01', to: null }, {}, 'since 2026-99-01'],
  ] as const)('%j', (period, bounds, words) => {
    expect(periodBounds(period, NOW)).toEqual(bounds);
    expect(periodWords(period)).toBe(words);
  });
});

describe('what is shown as open', () => {
  it('is not final, and fits', () => {
    expect(isShownOpen(order({ status: 'filled' }), NO_FILTER)).toBe(false);
    expect(isShownOpen(order({ status: 'unknown' }), NO_FILTER)).toBe(true);
    expect(isShownOpen(order({ mode: 'real', testnet: true }), { ...NO_FILTER, kind: 'real' })).toBe(false);
    expect(isShownOpen(order({ mode: 'real', testnet: true }), { ...NO_FILTER, kind: 'testnet' })).toBe(true);
    expect(isShownOpen(order({ strategy_id: 'a' }), { ...NO_FILTER, strategy_id: 'b' })).toBe(false);
    expect(isShownOpen(order(), { ...NO_FILTER, symbol: 'ETH/USDT' })).toBe(false);
    expect(isShownOpen(order(), { ...NO_FILTER, account_name: 'main_sim' })).toBe(true);
  });
  it('of external orders has no strategy and is never paper', () => {
    const outside = { account_name: 'a', symbol: 'BTC/USDT', testnet: false } as ExternalOrderDocument;
    expect(isShownExternal(outside, { ...NO_FILTER, kind: 'real' })).toBe(true);
    expect(isShownExternal(outside, { ...NO_FILTER, kind: 'paper' })).toBe(false);
    expect(isShownExternal(outside, { ...NO_FILTER, strategy_id: 'swing' })).toBe(false);
  });
});
