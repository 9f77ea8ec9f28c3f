import { termsOf } from '../../../../shared/books/book.ts';
import { abs, lt } from '../../../../shared/money/decimal.ts';
import { mappedInParts } from './in-parts.ts';
import { moneyAt } from './money-at.ts';
import { FLOW_WORDS, ORIGIN_WORDS, statusWords } from './sheet-words.ts';
import { momentAt } from './statement-days.ts';
import type { StatementFacts } from './statement-facts.ts';
import { UNKNOWN, average, exact, money, placesOf, toneOf } from './statement-figures.ts';
import { MAX_ROWS } from './statement-sheet.ts';
import type { Cell, SheetColumn, SheetPart } from './statement-sheet.ts';
import type { RateBook } from '../books-ports.ts';

type Pause = () => Promise<void>;

const text = (title: string, share: number): SheetColumn => ({ title, share });
const figures = (title: string, share: number): SheetColumn => ({ title, share, figures: true });
const cell = (value: string, sub?: string): Cell => ({ text: value, sub });
const gain = (value: string | null, asset: string): Cell => ({
  text: money(value, asset, { signed: true }),
  tone: toneOf(value),
});

/** `2026-11-22` over `14:03:09`. */
function moment(zone: string, atMs: number): Cell {
  const [day = '', time = ''] = momentAt(zone, atMs).split(' ');
  return { text: day, sub: time };
}

export function symbolsPart({ symbols }: StatementFacts): SheetPart {
  return {
    title: 'By symbol',
    lead: 'In the currency that the symbol is quoted in.',
    table: {
      columns: [
        text('Symbol', 4),
        figures('Trades', 2),
        figures('Bought', 3),
        figures('Sold', 3),
        figures('Realised', 3),
        figures('Fees', 2.6),
        figures('Funding', 2.4),
        figures('Net', 3),
      ],
      rows: symbols.map((each) => [
        cell(each.symbol, each.quote === '' ? undefined : `in ${each.quote}`),
        cell(exact(String(each.trades))),
        cell(money(each.bought, each.quote)),
        cell(money(each.sold, each.quote)),
        gain(each.realised, each.quote),
        cell(money(each.fees, each.quote)),
        gain(each.funding, each.quote),
        gain(each.net, each.quote),
      ]),
      sums: [],
    },
    empty: 'No trades in this time.',
  };
}

export function feesPart({ fees, currency }: StatementFacts): SheetPart {
  return {
    title: 'Fees',
    lead: 'By the asset they were taken in. Below zero is what the exchange paid.',
    table: {
      columns: [
        text('Asset', 3),
        figures('Maker', 3),
        figures('Taker', 3),
        figures('Not told which', 3),
        figures('Total', 3),
        figures(`In ${currency}`, 3),
      ],
      rows: fees.map(({ asset, maker, taker, other, total, worth }) => {
        const places = placesOf([maker, taker, other, total]);
        return [
          cell(asset),
          ...[maker, taker, other, total].map((amount) => cell(exact(amount, places))),
          cell(money(worth, currency)),
        ];
      }),
      sums: [],
    },
    empty: 'No fees in this time.',
  };
}

export function holdingsPart({ holdings, days, asOfMs }: StatementFacts): SheetPart {
  return {
    title: 'Held at the end',
    lead: `By the books, at ${momentAt(days.zone, asOfMs)}.`,
    table: {
      columns: [
        text('Symbol', 4),
        text('Side', 2),
        figures('Size', 3),
        figures('Average cost', 3),
        figures('Mark', 3),
        figures('Value', 3),
        figures('Not realised', 3),
      ],
      rows: holdings.map(({ symbol, quote, quantity, averageCost, mark, value, unrealised }) => [
        cell(symbol, quote === '' ? undefined : `in ${quote}`),
        cell(lt(quantity, '0') ? 'short' : 'long'),
        cell(exact(abs(quantity))),
        cell(average(averageCost)),
        mark ? cell(average(mark.rate), momentAt(days.zone, mark.atMs)) : cell(UNKNOWN, 'not known'),
        cell(money(value, quote)),
        gain(unrealised, quote),
      ]),
      sums: [],
    },
    empty: 'Nothing was held.',
  };
}

export function flowsPart({ flows, days, currency, account }: StatementFacts, rates: Pick<RateBook, 'at'>): SheetPart {
  const money_ = moneyAt(rates, account.name, currency);
  const shown = flows.slice(0, MAX_ROWS);
  return {
    title: 'Money in and out',
    lead: leftOut(flows.length),
    table: {
      columns: [text('Time', 3), text('Kind', 5), text('Asset', 2), figures('Amount', 4), figures(`In ${currency}`, 3)],
      rows: shown.map(({ kind, asset, amount, symbol, at_ms: atMs }) => [
        moment(days.zone, atMs),
        cell(FLOW_WORDS[kind], symbol ?? undefined),
        cell(asset),
        cell(exact(amount, 0, { signed: true })),
        cell(money(money_.of(asset, amount, atMs)?.value ?? null, currency, { signed: true })),
      ]),
      sums: [],
    },
    empty: 'No deposit, withdrawal or funding is known in this time.',
  };
}

export async function ordersPart({ orders, orderCount, days }: StatementFacts, pause: Pause): Promise<SheetPart> {
  const places = placesBySymbol(orders, ({ amount, filled }) => [amount, filled]);
  const prices = placesBySymbol(orders, ({ price }) => (price === null ? [] : [price]));
  return {
    title: 'Orders',
    lead: leftOut(orderCount.all),
    table: {
      columns: [
        text('Time', 2.6),
        text('Symbol', 3.2),
        text('Side', 1.6),
        text('Type', 1.8),
        figures('Amount', 3),
        figures('Price', 3),
        figures('Filled', 3),
        figures('Average', 3),
        text('Outcome', 4),
      ],
      rows: await mappedInParts(orders, pause, (order) => [
        moment(days.zone, order.created_ms),
        cell(order.symbol, order.strategy_id ?? undefined),
        cell(order.side),
        cell(order.type),
        cell(exact(order.amount, places.get(order.symbol))),
        cell(order.price === null ? '' : exact(order.price, prices.get(order.symbol))),
        cell(exact(order.filled, places.get(order.symbol))),
        cell(average(order.average)),
        cell(statusWords(order.status), order.error_code ?? undefined),
      ]),
      sums: [],
    },
    empty: 'No orders in this time.',
  };
}

export async function tradesPart({ trades, days }: StatementFacts, pause: Pause): Promise<SheetPart> {
  const shown = trades.slice(0, MAX_ROWS);
  const amounts = placesBySymbol(shown, ({ amount }) => [amount]);
  const prices = placesBySymbol(shown, ({ price }) => [price]);
  return {
    title: 'Trades',
    lead: leftOut(trades.length),
    table: {
      columns: [
        text('Time', 2.6),
        text('Symbol', 3.2),
        text('Side', 1.6),
        figures('Amount', 3),
        figures('Price', 3),
        figures('Value', 3),
        figures('Fee', 3),
        text('Told by', 2.6),
      ],
      rows: await mappedInParts(shown, pause, (trade) => [
        moment(days.zone, trade.atMs),
        cell(trade.symbol, trade.strategyId ?? undefined),
        cell(trade.side),
        cell(exact(trade.amount, amounts.get(trade.symbol))),
        cell(exact(trade.price, prices.get(trade.symbol))),
        cell(money(trade.value, termsOf(trade.symbol).quote)),
        cell(exact(trade.fee), trade.fee === null ? 'not told' : (trade.feeAsset ?? undefined)),
        cell(ORIGIN_WORDS[trade.origin], trade.liquidity ?? undefined),
      ]),
      sums: [],
    },
    empty: 'No trades in this time.',
  };
}

function leftOut(count: number): string | null {
  if (count <= MAX_ROWS) return null;
  return `The first ${exact(String(MAX_ROWS))} of ${exact(String(count))}.`;
}

function placesBySymbol<Row extends { symbol: string }>(
  rows: readonly Row[],
  of: (row: Row) => readonly string[],
): Map<string, number> {
  const places = new Map<string, number>();
  for (const row of rows) places.set(row.symbol, Math.max(places.get(row.symbol) ?? 0, placesOf(of(row))));
  return places;
}
