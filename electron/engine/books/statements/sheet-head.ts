import { add, div, isPositive, mul, sub } from '../../../../shared/money/decimal.ts';
import type { RecordedRate } from '../books-ports.ts';
import { EXCHANGE_NAMES } from './exchange-names.ts';
import { METHOD_WORDS, kindOf } from './sheet-words.ts';
import { momentAt, periodWords } from './statement-days.ts';
import type { StatementFacts } from './statement-facts.ts';
import { UNKNOWN, exact, money, toneOf } from './statement-figures.ts';
import type { Sheet, SheetCurve, SheetFigure } from './statement-sheet.ts';

/** Whose account it is, what it is counted in, and the four figures that are asked for first. */
export function sheetHead(facts: StatementFacts): Omit<Sheet, 'parts' | 'notes'> {
  const { account, ledger, days, currency, method, asOfMs } = facts;
  const kind = kindOf(ledger);
  const period = periodWords(days);
  const market = account.market === 'swap' ? 'perpetual swaps' : 'spot';
  return {
    ...kind,
    account: account.name,
    period,
    facts: [
      { label: 'Owner', value: account.owner === 'me' ? 'the operator of this console' : account.owner },
      { label: 'Exchange', value: `${EXCHANGE_NAMES[ledger.exchange]}, ${market}` },
      { label: 'Counted in', value: currency },
      { label: 'Cost of what is sold', value: METHOD_WORDS[method] },
      { label: 'Time zone', value: days.zone },
      { label: 'Booked up to', value: momentAt(days.zone, asOfMs) },
    ],
    figures: [...worthFigures(facts), resultFigure(facts)],
    curve: curveOf(facts),
    foot: `${account.name}  ·  ${kind.kindWord}  ·  ${period}`,
    asOfMs,
  };
}

function worthFigures({ line, nok, days, currency }: StatementFacts): SheetFigure[] {
  if (!line) {
    const unknown = { value: UNKNOWN, unit: '', sub: 'not measured in this time', tone: null };
    return ['Equity at the end', 'Profit', 'Profit in NOK'].map((label) => ({ label, ...unknown }));
  }
  const { closing, opening, profit } = line;
  const inNok = nok && mul(profit, nok.rate);
  return [
    {
      label: 'Equity at the end',
      value: money(closing.equity, currency),
      unit: currency,
      sub: `measured ${momentAt(days.zone, closing.at_ms)}`,
      tone: null,
    },
    {
      label: 'Profit',
      value: money(profit, currency, { signed: true }),
      unit: currency,
      sub: percentWords(profit, opening.equity),
      tone: toneOf(profit),
    },
    {
      label: 'Profit in NOK',
      value: money(inNok, 'NOK', { signed: true }),
      unit: inNok === null ? '' : 'NOK',
      sub: rateWords(nok, currency, days.zone),
      tone: toneOf(inNok),
    },
  ];
}

function resultFigure({ own, currency }: StatementFacts): SheetFigure {
  const { realised, fees, funding } = own;
  const [gain, paid, received] = [realised.value, fees.value, funding.value];
  const net = gain === null || paid === null || received === null ? null : sub(add(gain, received), paid);
  return {
    label: 'Realised, after fees',
    value: money(net, currency, { signed: true }),
    unit: net === null ? '' : currency,
    sub: net === null ? 'a rate or a fee is missing; see the notes' : 'booked from trades alone',
    tone: toneOf(net),
  };
}

function percentWords(profit: string, opening: string): string {
  if (!isPositive(opening)) return 'deposits and withdrawals are not in it';
  const percent = div(mul(profit, '100'), opening, { places: 2, rounding: 'half_even' });
  return `${exact(percent, 2, { signed: true })} % of the equity at the start`;
}

/** The rate with its source and its moment: without them a converted figure says little. */
export function rateWords(rate: RecordedRate | null, currency: string, zone: string): string {
  if (!rate) return `no rate of ${currency} in NOK was written down`;
  if (currency === 'NOK') return 'the account is counted in NOK';
  const age = rate.stale ? ', further from its moment than it should be' : '';
  return `1 ${currency} = ${rate.rate} NOK, ${rate.source}, ${momentAt(zone, rate.atMs)}${age}`;
}

function curveOf({ line, days, currency }: StatementFacts): SheetCurve | null {
  const [first, last] = [line?.points[0], line?.points.at(-1)];
  if (!line || !first || !last || first.atMs === last.atMs) return null;
  const { points, highest, lowest, opening, profit } = line;
  const amount = (value: string): string => `${money(value, currency)} ${currency}`;
  const kept = add(opening.equity, profit);
  return {
    // For drawing only: what is read are the words beside it.
    points: points.map(({ atMs, equity }) => ({ atMs, value: Number(equity) })),
    fromMs: days.fromMs,
    untilMs: days.untilMs,
    highest: money(highest, currency),
    lowest: money(lowest, currency),
    first: days.from,
    last: days.to,
    title: 'Equity, without deposits and withdrawals of the period',
    words: `Without deposits and withdrawals, equity went from ${amount(opening.equity)} to ${amount(kept)}, between ${amount(lowest)} and ${amount(highest)}.`,
  };
}
