import { describe, expect, it } from 'vitest';
import { positionRows as rowsWith } from '../../../renderer/views/accounts/position-rows.ts';
import type { PositionDocument } from '../../../shared/schema/order.ts';
import { book } from '../documents.ts';

const position = (over: Partial<PositionDocument> = {}): PositionDocument => ({
  account_name: 'main_sim',
  exchange: 'sim',
  mode: 'paper',
  testnet: false,
  market: 'spot',
  symbol: 'BTC/USDT',
  side: 'long',
  amount: '2',
  entry_price: null,
  mark_price: '110',
  leverage: null,
  margin_mode: null,
  ...over,
});
const MARKS = {
  currency: 'USDT',
  at: '2026-01-01T12:00:00.000Z',
  prices: new Map([
    ['ETH', '2500'],
    ['SOL', '150'],
  ]),
};
const positionRows = (...[positions, books]: [PositionDocument[], Parameters<typeof rowsWith>[1]]) =>
  rowsWith(positions, books, MARKS);
const held = book({
  quantity: '2.0',
  cost: '200',
  average_cost: '100',
  mark: { price: '110', at: '2026-01-01T12:00:00.000Z', stale: false },
  value: '220',
  unrealised: '20',
});

describe('positions', () => {
  it('have the cost of the books, and the gain as a share of it', () => {
    expect(positionRows([position()], [held])).toEqual([
      {
        symbol: 'BTC/USDT',
        side: 'long',
        size: '2',
        shown: null,
        entry: '100',
        entryOf: 'books',
        mark: held.mark,
        quote: 'USDT',
        value: '220',
        unrealised: '20',
        percent: '10',
        position: position(),
      },
    ]);
  });

  it('say where the exchange shows another size or side; more on spot came in otherwise', () => {
    const shown = (over: Partial<PositionDocument>, of = held) => positionRows([position(over)], [of])[0]?.shown;
    expect(shown({ amount: '3' })).toEqual({ amount: '3', more: true });
    expect(shown({ amount: '1' })).toEqual({ amount: '1', more: false });
    expect(shown({ side: 'short' })).toEqual({ amount: '-2', more: false });
    expect(shown({ amount: '3' }, { ...held, market: 'swap' })).toEqual({ amount: '3', more: false });
  });

  it('are shown where only one of both knows them, and can be closed where the exchange does', () => {
    const eth = position({ symbol: 'ETH/USDT', entry_price: '7' });
    expect(positionRows([eth], [held])).toMatchObject([
      { symbol: 'ETH/USDT', entry: '7', entryOf: 'exchange', unrealised: null, value: '220', position: eth },
      { symbol: 'BTC/USDT', entry: '100', position: null },
    ]);
    expect(positionRows([], [book()])).toEqual([]);
  });

  it('from before the console are valued as the equity counts them, in the account’s currency alone', () => {
    const old = (over: Partial<PositionDocument>) => positionRows([position({ mark_price: null, ...over })], []);
    expect(old({ symbol: 'SOL/USDT' })).toMatchObject([{ mark: { price: '150', at: MARKS.at }, value: '300' }]);
    expect(old({ symbol: 'SOL/NOK' })).toMatchObject([{ mark: null, value: null, quote: 'NOK' }]);
    expect(old({ symbol: 'XYZ/USDT' })).toMatchObject([{ mark: null, value: null }]);
    expect(old({ symbol: 'SOL/USDT:USDT', market: 'swap' })).toMatchObject([
      { mark: null, value: null, quote: 'USDT' },
    ]);
  });

  it('without a mark have no value and no gain, and not nothing', () => {
    const [row] = positionRows([], [{ ...held, mark: null, value: null, unrealised: null }]);
    expect(row).toMatchObject({ mark: null, value: null, unrealised: null, percent: null });
  });

  it('that are short have a size above zero', () => {
    const short = { ...held, quantity: '-2', cost: '-200' };
    expect(positionRows([position({ side: 'short' })], [short])[0]).toMatchObject({
      side: 'short',
      size: '2',
      shown: null,
      percent: '10',
    });
  });
});
