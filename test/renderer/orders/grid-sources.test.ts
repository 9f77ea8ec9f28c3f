import type { IGetRowsParams } from 'ag-grid-community';
import { describe, expect, it } from 'vitest';
import { createFillsSource } from '../../../renderer/views/orders/fills-source.ts';
import { createHistorySource } from '../../../renderer/views/orders/history-source.ts';
import type { TradeDocument } from '../../../shared/schema/books.ts';
import type { OrderPageInput } from '../../../shared/schema/order-page.ts';
import { order } from '../documents.ts';

interface Answered {
  rows: { id: string }[] | 'failed';
  last?: number | undefined;
}

/** What a grid asks for, and what it is given. */
function asking(
  source: { getRows(params: IGetRowsParams): void },
  startRow: number,
  sortModel: IGetRowsParams['sortModel'] = [],
): Promise<Answered> {
  return new Promise((resolve) => {
    source.getRows({
      ...{ startRow, endRow: startRow + 2, sortModel, filterModel: {} },
      successCallback: (rows: { id: string }[], last?: number) => resolve({ rows, last }),
      failCallback: () => resolve({ rows: 'failed' }),
    } as IGetRowsParams);
  });
}

describe('the history as a grid reads it', () => {
  function open(filters: Parameters<typeof createHistorySource>[0] = {}) {
    const asked: OrderPageInput[] = [];
    const seen: { totals: number[]; errors: unknown[] } = { totals: [], errors: [] };
    const state = { fail: false, as: 1 };
    const source = createHistorySource(filters, undefined, 2, {
      ask: async (query) => {
        asked.push(query);
        if (state.fail) throw new Error('gone');
        const orders = [0, 1].map((at) => order({ id: `o${(query.offset ?? 0) + at}`, updated_at: '2026-01-02' }));
        return { orders, total: 4, as_of: query.as_of ?? `${state.as}.1` };
      },
      onTotal: (total) => seen.totals.push(total),
      onError: (error) => seen.errors.push(error),
    });
    return { source, asked, seen, state };
  }

  it('asks for the first page before the grid does, and only once', async () => {
    const { source, asked, seen } = open();
    expect(asked).toHaveLength(1);
    const { rows, last } = await asking(source, 0);
    expect([rows, last]).toEqual([[expect.objectContaining({ id: 'o0' }), expect.objectContaining({ id: 'o1' })], 4]);
    expect(asked).toHaveLength(1);
    expect(seen.totals).toEqual([4]);
  });

  it('reads every page as of the first, until it is renewed', async () => {
    const { source, asked, state } = open();
    await Promise.all([asking(source, 0), asking(source, 2)]);
    state.as = 2;
    source.renew();
    await Promise.all([asking(source, 0), asking(source, 2)]);
    expect(asked.map(({ offset, as_of }) => [offset, as_of])).toEqual([
      [0, undefined],
      [2, '1.1'],
      [0, undefined],
      [2, '2.1'],
    ]);
  });

  it('sorts by what the engine has in order', async () => {
    const { source, asked } = open();
    await asking(source, 0, [{ colId: 'created_at', sort: 'asc' }] as IGetRowsParams['sortModel']);
    expect(asked.at(-1)?.sort).toEqual({ by: 'time', direction: 'asc' });
  });

  it('holds a newer state of an order against a page that was on its way', async () => {
    const { source } = open();
    source.note(order({ id: 'o0', status: 'filled', updated_at: '2026-01-03' }));
    source.note(order({ id: 'o1', status: 'filled', updated_at: '2026-01-01' }));
    expect((await asking(source, 0)).rows).toMatchObject([{ status: 'filled' }, { status: 'open' }]);
  });

  it('says what went wrong, and asks again; what was renewed meanwhile is not given', async () => {
    const { source, state, seen } = open();
    state.fail = true;
    source.renew();
    expect((await asking(source, 0)).rows).toBe('failed');
    expect(seen.errors).toHaveLength(1);
    state.fail = false;
    const late = asking(source, 0);
    source.renew();
    expect((await late).rows).toBe('failed');
    expect((await asking(source, 0)).rows).toHaveLength(2);
    expect(seen.errors).toHaveLength(1);
  });

  it('of which nothing can be is empty without a question', async () => {
    const { source, asked } = open(null);
    expect(await asking(source, 0)).toEqual({ rows: [], last: 0 });
    expect(asked).toEqual([]);
  });
});

describe('fills as a grid reads them', () => {
  function open(pages: Record<string, { ids: string[]; next: string | null }>) {
    const asked: (string | null | undefined)[] = [];
    const totals: number[] = [];
    const source = createFillsSource({}, 2, {
      ask: async ({ before }) => {
        asked.push(before);
        const page = pages[before ?? 'first']!;
        return { trades: page.ids.map((id) => ({ id }) as TradeDocument), next_before: page.next, total: 3 };
      },
      onTotal: (total) => totals.push(total),
      onError: () => {},
    });
    return { source, asked, totals };
  }

  it('each page begins where the one before ended, also when both are asked for at once', async () => {
    const { source, asked, totals } = open({ first: { ids: ['a', 'b'], next: 'b' }, b: { ids: ['c'], next: null } });
    const [first, second] = await Promise.all([asking(source, 0), asking(source, 2)]);
    expect([first.last, second.last]).toEqual([undefined, 3]);
    expect(second.rows).toEqual([{ id: 'c' }]);
    expect(asked).toEqual([null, 'b']);
    expect(totals).toEqual([3, 3]);
    expect((await asking(source, 6)).rows).toBe('failed');
    source.renew();
    expect((await asking(source, 2)).rows).toBe('failed');
    expect((await asking(source, 0)).rows).toHaveLength(2);
  });

  it('a list that ends with a page asks for no more', async () => {
    const { source, asked } = open({ first: { ids: ['a', 'b'], next: null } });
    expect((await asking(source, 0)).last).toBe(2);
    expect(await asking(source, 2)).toEqual({ rows: [], last: 2 });
    expect(asked).toEqual([null]);
  });
});
