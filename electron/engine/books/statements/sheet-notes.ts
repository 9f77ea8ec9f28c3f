import type { PeriodSums } from './period-sums.ts';
import { dayWords, momentAt } from './statement-days.ts';
import type { StatementFacts } from './statement-facts.ts';
import { exact, money } from './statement-figures.ts';

const FEW = 7;

/** What is not known, and why; and what a reader must not take for more than it is. */
export function sheetNotes(facts: StatementFacts): string[] {
  return [
    ...timeNotes(facts),
    ...tradeNotes(facts),
    ...rateNotes(facts),
    'Profit is measured from what the account was worth; the result of trades is booked from trades alone. They differ by what prices did to what was held before and after.',
    'Amounts of money are rounded for print. The files of trades and gains have every figure in full.',
  ];
}

function timeNotes({ isOver, asOfMs, days, line, currency }: StatementFacts): string[] {
  const notes: string[] = [];
  if (!isOver) {
    notes.push(
      `Nothing was written down after ${momentAt(days.zone, asOfMs)}. Where the period was not over by then, the rest of it is missing.`,
    );
  }
  if (!line)
    return [
      ...notes,
      `The account was not measured in ${currency} in this time, so its equity and profit are not known.`,
    ];
  if (line.opening.at_ms > days.fromMs) {
    notes.push(
      `The account was first measured at ${momentAt(days.zone, line.opening.at_ms)}: profit counts from there.`,
    );
  }
  const missing = line.unmeasuredDays;
  if (missing.length > 0) {
    const which = missing.length > FEW ? '' : `: ${missing.map(dayWords).join(', ')}`;
    notes.push(`Not measured on ${missing.length} ${missing.length === 1 ? 'day' : 'days'} of the period${which}.`);
  }
  return notes;
}

function tradeNotes({ symbols, trades, orderCount, untoldFees, holdings, days }: StatementFacts): string[] {
  const notes = symbols.flatMap(({ symbol, quote, uncovered }) =>
    uncovered
      ? [
          `${symbol}: ${exact(uncovered.quantity)} were sold beyond what was bought in this market, for ${money(uncovered.proceeds, quote)} ${quote}. What they cost is not known, so no profit is told of them.`,
        ]
      : [],
  );
  const count = (many: number, what: string): string => `${many} ${many === 1 ? what : `${what}s`}`;
  const [imported, estimated] = (['imported', 'estimated'] as const).map(
    (origin) => trades.filter((trade) => trade.origin === origin).length,
  );
  if (imported) notes.push(`${count(imported, 'trade')} came from the history of the exchange (imported).`);
  if (estimated) {
    notes.push(
      `${count(estimated, 'trade')} ${estimated === 1 ? 'stands' : 'stand'} for fills that the exchange did not tell one by one: at the average of the order, or its limit (estimated).`,
    );
  }
  if (untoldFees > 0) {
    notes.push(
      `The fee of ${count(untoldFees, 'trade')} is not told, so what fees came to, and what is left after them, is not known.`,
    );
  }
  if (orderCount.open > 0) notes.push(`${count(orderCount.open, 'order')} of the period had not come to an end.`);
  for (const { symbol, mark } of holdings) {
    if (!mark)
      notes.push(`${symbol}: no price near the end of the period is known, so what is held has no value here.`);
    else if (mark.stale)
      notes.push(`${symbol}: its mark is of ${momentAt(days.zone, mark.atMs)}, and may be out of date.`);
  }
  return notes;
}

const PARTS: readonly [keyof PeriodSums, string][] = [
  ['realised', 'realised profit'],
  ['fees', 'fees'],
  ['funding', 'funding'],
  ['unrealised', 'profit that is not realised'],
];

function rateNotes({ own, inNok, currency }: StatementFacts): string[] {
  const sides: [string, PeriodSums][] =
    currency === 'NOK'
      ? [['NOK', inNok]]
      : [
          [currency, own],
          ['NOK', inNok],
        ];
  return sides.flatMap(([unit, sums]) => {
    const missing = new Set(PARTS.flatMap(([part]) => sums[part].missing));
    const unknown = PARTS.filter(([part]) => sums[part].missing.length > 0).map(([, words]) => words);
    const stale = PARTS.filter(([part]) => sums[part].stale).map(([, words]) => words);
    return [
      ...(unknown.length > 0
        ? [
            `In ${unit}, ${listed(unknown)} cannot be told: no rate of ${listed([...missing].sort())} was written down near its time.`,
          ]
        : []),
      ...(stale.length > 0
        ? [`In ${unit}, ${listed(stale)} used a rate further from its moment than it should be.`]
        : []),
    ];
  });
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
