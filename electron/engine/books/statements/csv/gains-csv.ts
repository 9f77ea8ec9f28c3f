import { termsOf } from '../../../../../shared/books/book.ts';
import { sub } from '../../../../../shared/money/decimal.ts';
import type { CostMethod } from '../../../../../shared/schema/books.ts';
import { isoTime } from '../../../ports.ts';
import type { LotClose, RateBook } from '../../books-ports.ts';
import { moneyAt } from '../money-at.ts';
import type { MoneyAt, Worth } from '../money-at.ts';
import { csvHeads, csvLine, figure, text } from './csv.ts';
import type { CsvCell } from './csv.ts';

export interface GainTerms {
  accountName: string;
  currency: string;
  method: CostMethod;
  kind: 'real' | 'testnet' | 'paper';
  rates: Pick<RateBook, 'at'>;
}

const READING =
  'proceeds are what was received and cost is what was paid, each converted at the rate of its own time; gain is proceeds minus cost; gain_at_closing_rate is the gain in the quote converted at the rate of the closing; fees are in none of them';

const HEADS = [
  ...['kind', 'account', 'method', 'opened', 'closed', 'symbol', 'direction', 'quantity', 'quote'],
  ...['proceeds', 'cost', 'gain'],
  ...moneyHeads('account'),
  ...moneyHeads('nok'),
  ...['opened_by_trade', 'closed_by_trade', 'strategy', 'remark', 'reading'],
];

function moneyHeads(name: string): string[] {
  const rates = ['opening', 'closing'].flatMap((end) =>
    ['rate', 'rate_source', 'rate_time'].map((what) => `${name}_${end}_${what}`),
  );
  return [
    `${name}_currency`,
    ...['proceeds', 'cost', 'gain', 'gain_at_closing_rate'].map((x) => `${name}_${x}`),
    ...rates,
  ];
}

export const GAINS_HEADS = csvHeads(HEADS);

/** Realised gains for a tax return: the line of one lot that was closed. What is not known is empty, never zero. */
export function gainLines(terms: GainTerms): (close: LotClose) => string {
  const monies = [terms.currency, 'NOK'].map((currency) => moneyAt(terms.rates, terms.accountName, currency));
  return (close) => {
    const gain = gainOf(close, terms.method);
    return csvLine([
      ...[terms.kind, close.accountName, terms.method].map(text),
      ...[close.opened && isoTime(close.opened.atMs), isoTime(close.closed.atMs)].map(text),
      ...[close.symbol, gain.direction].map(text),
      figure(close.quantity),
      text(gain.quote),
      ...[gain.proceeds, gain.cost, gain.gain].map(figure),
      ...monies.flatMap((money) => moneyCells(gain, money)),
      ...[close.opened?.tradeId ?? null, close.closed.tradeId].map(text),
      text(close.opened ? close.opened.strategyId : close.closed.strategyId),
      text(remarkOf(close, terms, monies)),
      text(READING),
    ]);
  };
}

interface Gain {
  direction: 'long' | 'short';
  quote: string;
  /** Received. */
  proceeds: string | null;
  proceedsMs: number | null;
  /** Paid. */
  cost: string | null;
  costMs: number | null;
  gain: string | null;
  closedMs: number;
  openedMs: number | null;
}

/** Of a short, what was received came at the opening, and what was paid at the closing. */
function gainOf(close: LotClose, method: CostMethod): Gain {
  const told = method === 'fifo' ? close.costFifo : close.costAverage;
  const [closedMs, openedMs] = [close.closed.atMs, close.opened?.atMs ?? null];
  const { quote } = termsOf(close.symbol);
  const gain = method === 'fifo' ? close.realisedFifo : close.realisedAverage;
  const common = { quote, gain, closedMs, openedMs };
  if (close.side === 'sell') {
    return {
      ...common,
      direction: 'long',
      proceeds: close.proceeds,
      proceedsMs: closedMs,
      cost: told,
      costMs: openedMs,
    };
  }
  return {
    ...common,
    direction: 'short',
    proceeds: told,
    proceedsMs: openedMs,
    cost: close.proceeds,
    costMs: closedMs,
  };
}

function moneyCells(gain: Gain, money: MoneyAt): CsvCell[] {
  const at = (amount: string | null, ms: number | null): Worth | null =>
    amount === null || ms === null ? null : money.of(gain.quote, amount, ms);
  const [proceeds, cost] = [at(gain.proceeds, gain.proceedsMs), at(gain.cost, gain.costMs)];
  const rates = [at('1', gain.openedMs), at('1', gain.closedMs)].flatMap((worth) => [
    figure(worth?.rate.rate ?? null),
    text(worth?.rate.source ?? null),
    text(worth ? isoTime(worth.rate.atMs) : null),
  ]);
  const closing = at(gain.gain, gain.closedMs);
  return [
    text(money.currency),
    figure(proceeds?.value ?? null),
    figure(cost?.value ?? null),
    figure(proceeds && cost ? sub(proceeds.value, cost.value) : null),
    figure(closing?.value ?? null),
    ...rates,
  ];
}

function remarkOf(close: LotClose, { method }: GainTerms, monies: readonly MoneyAt[]): string | null {
  const { quote } = termsOf(close.symbol);
  const times = [close.opened?.atMs, close.closed.atMs].filter((ms) => ms !== undefined);
  const remarks = new Set(
    [
      close.opened === null ? 'sold beyond what was bought in this market: its cost is not known' : '',
      close.opened !== null && method === 'average' ? 'cost by the average; opened is the oldest lot' : '',
      ...monies.flatMap((money) => {
        const rates = times.map((ms) => money.of(quote, '1', ms));
        if (rates.includes(null)) return [`a rate of ${quote} in ${money.currency} was not written down near its time`];
        return rates.some((worth) => worth?.rate.stale) ? [`a rate in ${money.currency} is far from its time`] : [];
      }),
    ].filter(Boolean),
  );
  return remarks.size > 0 ? [...remarks].join('; ') : null;
}
