import { describe, expect, it } from 'vitest';
import { EMPTY_ANCHOR, held, matches } from '../../../renderer/views/desk/follow.ts';
import { outcomeOf } from '../../../renderer/views/desk/outcome.ts';
import { ORDER_STATUSES } from '../../../shared/schema/order.ts';
import { order, row } from '../documents.ts';

const rows = ['c', 'b', 'a'].map((signal_id) => row({ signal_id }));

describe('follow and pause', () => {
  it('shows all while following', () => {
    expect(held(rows, null)).toEqual({ rows, fresh: 0 });
  });
  it('holds back and counts what came since the pause', () => {
    const { rows: shown, fresh } = held(rows, 'b');
    expect(shown.map((each) => each.signal_id)).toEqual(['b', 'a']);
    expect(fresh).toBe(1);
  });
  it('holds back everything where the pause began before the first row', () => {
    expect(held([], EMPTY_ANCHOR)).toEqual({ rows: [], fresh: 0 });
    expect(held(rows, EMPTY_ANCHOR)).toEqual({ rows: [], fresh: 3 });
  });
  it('shows all when the row of the pause is gone', () => {
    expect(held(rows, 'gone').rows).toHaveLength(3);
  });
});

describe('the filter of the log', () => {
  const one = row({ strategy_id: 'grid_sol', order: order({ status: 'unknown' }) });
  it.each([
    ['', true],
    ['GRID', true],
    ['grid unknown', true],
    ['grid filled', false],
  ])('%o matches: %o', (query, expected) => {
    expect(matches(one, query)).toBe(expected);
  });
});

describe('the outcome of a signal', () => {
  it('has a sentence for every status, and never calls an unknown one failed', () => {
    for (const status of ORDER_STATUSES) expect(outcomeOf(row({ order: order({ status }) })).text).not.toBe('');
    expect(outcomeOf(row({ order: order({ status: 'unknown' }) })).tone).toBe('unknown');
  });
  it('says why it was refused', () => {
    expect(outcomeOf(row({ error: { code: 'NO_DEFAULT_ACCOUNT', message: 'No main account.' } }))).toEqual({
      tone: 'bad',
      text: 'No main account.',
    });
  });
  it('tells the average in full, or at the tick', () => {
    const filled = row({ order: order({ status: 'filled', filled: '1', average: '70390.86444' }) });
    expect(outcomeOf(filled).text).toBe('Filled 1 at 70,390.86444');
    expect(outcomeOf(filled, { tickDecimals: 1 }).text).toBe('Filled 1 at 70,390.8');
    expect(outcomeOf(filled, { tickDecimals: undefined }).text).toBe('Filled 1 at 70,390.86');
  });
  it('says how much of a cancelled order was filled', () => {
    expect(outcomeOf(row({ order: order({ status: 'canceled' }) })).text).toBe('Cancelled, nothing filled');
    expect(outcomeOf(row({ order: order({ status: 'canceled', filled: '0.4', average: '100' }) })).text).toBe(
      'Cancelled after 0.4 of 1 at 100',
    );
  });
});
