import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../renderer/views/orders/csv.ts';
import { linesOf, orderLines, tradeLines } from '../../../renderer/views/orders/export-rows.ts';
import type { ExportProgress } from '../../../renderer/views/orders/export-rows.ts';
import type { TradeDocument } from '../../../shared/schema/books.ts';
import type { OrderPageInput } from '../../../shared/schema/order-page.ts';
import { order } from '../documents.ts';

describe('a line of a file', () => {
  it.each([
    [['a', null, 'b c'], 'a,,b c'],
    [['with, comma', 'with "quotes"', 'two\nlines'], '"with, comma","with ""quotes""","two\nlines"'],
    [['=1+1', '+1 2', '-cmd', '@sum', '\tx'], "'=1+1,'+1 2,'-cmd,'@sum,'\tx"],
    [['=HYPERLINK("x","y")'], `"'=HYPERLINK(""x"",""y"")"`],
    [['-2.6', '-0', '1.50'], '-2.6,-0,1.50'],
    [['-2.6e5', '-1,5'], `'-2.6e5,"'-1,5"`],
  ])('%j', (cells, line) => expect(csvLine(cells)).toBe(line));
});

async function all(parts: AsyncGenerator<ExportProgress, void>): Promise<{ rows: string[]; steps: string[] }> {
  let text = '';
  const steps: string[] = [];
  for await (const { lines, done, total } of parts) {
    text += lines;
    steps.push(`${done}/${total}`);
  }
  expect(text.endsWith('\r\n')).toBe(true);
  return { rows: text.split('\r\n').slice(0, -1), steps };
}

describe('a whole list', () => {
  it('of orders is read page by page, all as of the first, with its progress', async () => {
    const many = Array.from({ length: 2_300 }, (_, at) => order({ id: `o${at}`, note: '=1' }));
    const asked: OrderPageInput[] = [];
    const { rows, steps } = await all(
      orderLines({ view: 'history', filters: { sides: ['buy'] } }, async (query) => {
        asked.push(query);
        const { offset = 0, limit = 0 } = query;
        return { orders: many.slice(offset, offset + limit), total: many.length, as_of: '9.9' };
      }),
    );
    expect(rows).toHaveLength(2_301);
    expect(new Set(rows).size).toBe(2_301);
    expect(rows[1]).toContain('main_sim,paper,sim,BTC/USDT,buy,market');
    expect(steps).toEqual(['0/0', '1000/2300', '2000/2300', '2300/2300']);
    expect(asked.map(({ as_of, offset }) => [as_of, offset])).toEqual([
      [null, 0],
      ['9.9', 1_000],
      ['9.9', 2_000],
    ]);
    expect(asked.every(({ filters }) => filters?.sides?.[0] === 'buy')).toBe(true);
  });

  it('of fills follows the cursor to its end', async () => {
    const trade = { id: 'f1', account_name: '=a', mode: 'real', testnet: true, fee: '-0.1' } as TradeDocument;
    const asked: unknown[] = [];
    const { rows, steps } = await all(
      tradeLines({ side: 'sell' }, async (query) => {
        asked.push(query.before);
        return { trades: [trade], next_before: query.before === null ? 'next' : null, total: 2 };
      }),
    );
    expect(asked).toEqual([null, 'next']);
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/^,'=a,testnet,/);
    expect(rows[1]).toContain(',-0.1,');
    expect(steps.at(-1)).toBe('2/2');
  });

  it('that is at hand is written at once', async () => {
    expect((await all(linesOf([order()]))).rows).toHaveLength(2);
  });
});
