import { add, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import type { PeriodSums } from './period-sums.ts';
import { rateWords } from './sheet-head.ts';
import { METHOD_WORDS } from './sheet-words.ts';
import { momentAt } from './statement-days.ts';
import type { StatementFacts } from './statement-facts.ts';
import { money, toneOf } from './statement-figures.ts';
import type { Tone } from './statement-figures.ts';
import type { Cell, SheetPart } from './statement-sheet.ts';

/** From what the account was worth at first to what it was worth in the end, as a bank would show it. */
export function equityPart({ line, nok, days, currency: unit }: StatementFacts): SheetPart {
  const row = (text: string, subText: string, value: string, { signed = false, tone = null as Tone } = {}): Cell[] => [
    { text, sub: subText },
    { text: money(value, unit, { signed }), tone },
    { text: money(nok && mul(value, nok.rate), 'NOK', { signed }), tone },
  ];
  const table = {
    columns: [
      { title: '', share: 5 },
      { title: unit, figures: true, share: 2 },
      { title: 'NOK', figures: true, share: 2 },
    ],
    rows: line
      ? [
          row('Opening equity', `measured ${momentAt(days.zone, line.opening.at_ms)}`, line.opening.equity),
          row('Deposits less withdrawals', 'all that came or went without a trade', line.moved, { signed: true }),
          row('Profit', 'by trades, prices, fees and funding', line.profit, {
            signed: true,
            tone: toneOf(line.profit),
          }),
        ]
      : [],
    sums: line
      ? [row('Closing equity', `measured ${momentAt(days.zone, line.closing.at_ms)}`, line.closing.equity)]
      : [],
  };
  const rate = rateWords(nok, unit, days.zone);
  const lead =
    line && `Everything held, at its marks. ${nok ? `NOK at one rate: ${rate}` : `NOK is not told: ${rate}`}.`;
  return { title: 'Equity', lead, table, empty: 'The account was not measured in this time.' };
}

/** What trades came to, in the account's currency and in NOK. */
export function resultPart({ own, inNok, currency, method }: StatementFacts): SheetPart {
  const row = (text: string, subText: string, of: (sums: PeriodSums) => string | null): Cell[] => {
    const [mine, nok] = [of(own), of(inNok)];
    return [
      { text, sub: subText },
      { text: money(mine, currency, { signed: true }), tone: toneOf(mine) },
      { text: money(nok, 'NOK', { signed: true }), tone: toneOf(nok) },
    ];
  };
  const paid = ({ fees }: PeriodSums): string | null => (fees.value === null ? null : neg(fees.value));
  const net = (sums: PeriodSums): string | null => {
    const { realised, fees, funding } = sums;
    if (realised.value === null || fees.value === null || funding.value === null) return null;
    return sub(add(realised.value, funding.value), fees.value);
  };
  return {
    title: 'Result of trades',
    lead: 'Booked from trades alone, each amount converted at the rate of its own time.',
    table: {
      columns: [
        { title: '', share: 5 },
        { title: currency, figures: true, share: 2 },
        { title: 'NOK', figures: true, share: 2 },
      ],
      rows: [
        row('Realised', `by ${METHOD_WORDS[method]}, without fees`, ({ realised }) => realised.value),
        row('Fees', 'paid below zero', paid),
        row('Funding', 'received above zero', ({ funding }) => funding.value),
      ],
      sums: [
        row('Realised, after fees', 'and funding', net),
        row('Not realised', 'what is still held at the end, at its marks', ({ unrealised }) => unrealised.value),
      ],
    },
    empty: '',
  };
}
