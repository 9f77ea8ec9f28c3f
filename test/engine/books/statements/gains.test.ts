import { expect, it } from 'vitest';
import { tempJournal } from '../../../support/temp-journal.ts';
import { LEDGER, measured, statementsOf } from './statement-world.ts';
import type { World } from './statement-world.ts';

const T = (day: number): number => Date.parse(`2026-10-${String(day).padStart(2, '0')}T12:00:00Z`);
/** A dollar is worth half a krone more every day. */
const USDT_NOK = (atMs: number): string => String(10 + (new Date(atMs).getUTCDate() - 1) / 2);

async function gains(world: World, from = '2026-10-01', to = '2026-10-31'): Promise<Record<string, string>[]> {
  const db = tempJournal();
  measured(db, 'USDT', [
    ['2026-10-01T00:00:00Z', '1000', '0'],
    ['2026-11-01T00:00:00Z', '1000', '0'],
  ]);
  const rates = { 'USDT NOK': USDT_NOK };
  const made = await statementsOf(db, { rates, ...world }).make({
    account_name: LEDGER.accountName,
    from,
    to,
    format: 'gains',
  });
  expect(made.media_type).toContain('text/csv');
  const [heads = '', ...rows] = made.content.trimEnd().split('\r\n');
  const cellsOf = (line: string): string[] =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return rows.map((row) => {
    const cells = cellsOf(row);
    expect(cells).toHaveLength(cellsOf(heads).length);
    return Object.fromEntries(cellsOf(heads).map((head, i) => [head, cells[i] ?? '']));
  });
}

const BTC = { symbol: 'BTC/USDT', feeAsset: 'USDT', fee: '0' } as const;
const TRADES: World['trades'] = [
  { ...BTC, side: 'buy', price: '100', amount: '1', atMs: T(1) },
  { ...BTC, side: 'buy', price: '200', amount: '1', atMs: T(3) },
  { ...BTC, side: 'sell', price: '300', amount: '1.5', atMs: T(5) },
];

it('oldest lots first: a row a lot, cost at the rate of the opening, proceeds at that of the closing', async () => {
  const rows = await gains({ trades: TRADES, settings: { cost_method: 'fifo' } });
  expect(rows).toHaveLength(2);
  // 1 at 300 bought at 100: 300 x 12 - 100 x 10 = 2600 kroner; 200 dollars of gain at 12 are 2400.
  expect(rows[0]).toMatchObject({
    ...{ kind: 'real', method: 'fifo', direction: 'long', quantity: '1', proceeds: '300', cost: '100', gain: '200' },
    ...{
      opened: '2026-10-01T12:00:00.000Z',
      closed: '2026-10-05T12:00:00.000Z',
      account_currency: 'USDT',
      account_gain: '200',
    },
    ...{ nok_proceeds: '3600', nok_cost: '1000', nok_gain: '2600', nok_gain_at_closing_rate: '2400' },
    ...{ nok_opening_rate: '10', nok_closing_rate: '12', nok_closing_rate_source: 'USDT/NOK', remark: '' },
  });
  // 0.5 at 300 bought at 200: 150 x 12 - 100 x 11 = 700.
  expect(rows[1]).toMatchObject({ quantity: '0.5', proceeds: '150', cost: '100', gain: '50', nok_gain: '700' });
});

it('average cost shares the cost of the sale among its lots', async () => {
  const rows = await gains({ trades: TRADES });
  // 1.5 of 2 that cost 300: 225, or 150 each.
  expect(rows.map(({ method, cost, gain }) => [method, cost, gain])).toEqual([
    ['average', '150', '150'],
    ['average', '75', '75'],
  ]);
  expect(rows[0]?.['remark']).toContain('cost by the average');
});

it('of a short the proceeds came first, and were at the rate of the opening', async () => {
  const short = { ...BTC, symbol: 'BTC/USDT:USDT' };
  const rows = await gains({
    trades: [
      { ...short, side: 'sell', price: '200', amount: '2', atMs: T(1) },
      { ...short, side: 'buy', price: '150', amount: '2', atMs: T(3) },
    ],
    settings: { cost_method: 'fifo' },
  });
  expect(rows).toMatchObject([
    {
      direction: 'short',
      proceeds: '400',
      cost: '300',
      gain: '100',
      nok_proceeds: '4000',
      nok_cost: '3300',
      nok_gain: '700',
    },
  ]);
});

it('what was never bought here has no cost and no gain, and says so; so has a rate that is missing', async () => {
  const uncovered = await gains({ trades: [{ ...BTC, side: 'sell', price: '50', amount: '3', atMs: T(2) }] });
  expect(uncovered).toMatchObject([
    { opened: '', proceeds: '150', cost: '', gain: '', nok_proceeds: '1575', nok_cost: '', nok_gain: '' },
  ]);
  expect(uncovered[0]?.['remark']).toContain('its cost is not known');
  const unrated = await gains({ trades: TRADES, rates: {} });
  expect(unrated[0]).toMatchObject({ gain: '150', account_gain: '150', nok_gain: '', nok_closing_rate: '' });
  expect(unrated[0]?.['remark']).toContain('a rate of USDT in NOK was not written down');
});

it('a lot that was opened before the period belongs to the period that closed it', async () => {
  expect(await gains({ trades: TRADES }, '2026-10-01', '2026-10-04')).toEqual([]);
  expect(await gains({ trades: TRADES }, '2026-10-05', '2026-10-05')).toHaveLength(2);
});
