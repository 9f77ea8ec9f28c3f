import type { EquityDocument, PerformanceDocument } from '../../shared/schema/equity.ts';
import { figure, gain } from './figure-text.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { modeWord, orDash } from './words.ts';

const KINDS = {
  real: { mode: 'real', testnet: false },
  testnet: { mode: 'real', testnet: true },
  paper: { mode: 'paper', testnet: false },
} as const;

export function performanceText(rows: readonly PerformanceDocument[], style: Style): string {
  const percent = (value: string | null): string => (value === null ? orDash(value) : `${figure(value)} %`);
  const lines = table(
    rows,
    [
      { title: (rows[0]?.by ?? 'key').toUpperCase(), cell: ({ key }) => style.bold(key) },
      { title: 'MODE', cell: ({ kind }) => modeWord(KINDS[kind], style) },
      { title: 'TRADES', align: 'right', cell: ({ trades }) => String(trades) },
      { title: 'CLOSED', align: 'right', cell: ({ closed }) => String(closed) },
      { title: 'WON', align: 'right', cell: ({ win_rate: rate }) => percent(rate) },
      { title: 'FACTOR', align: 'right', cell: ({ profit_factor: factor }) => figure(factor) },
      { title: 'REALISED', align: 'right', cell: ({ realised }) => gain(realised, style) },
      { title: 'WORST', align: 'right', cell: ({ largest_loss: loss }) => gain(loss, style) },
      { title: 'FEES', align: 'right', cell: ({ fees }) => figure(fees) },
      { title: 'TURNOVER', align: 'right', cell: ({ turnover }) => figure(turnover) },
      { title: 'IN', cell: ({ currency }) => currency },
      { title: 'HELD', align: 'right', cell: ({ time_in_market_percent: held }) => percent(held) },
      { title: 'SLIP BPS', align: 'right', cell: ({ slippage_bps: bps }) => figure(bps) },
      { title: 'FILL MS', align: 'right', cell: ({ fill_p50_ms: ms }) => orDash(ms) },
    ],
    style,
    'No trades.',
  );
  const unsure = rows.flatMap(({ key, missing, stale }) => [
    ...(missing.length > 0 ? [style.yellow(`${key}: without ${missing.join(', ')}, whose worth is not known`)] : []),
    ...(stale ? [style.yellow(`${key}: a rate is further from its time than it should be`)] : []),
  ]);
  return [lines, ...unsure].join('\n');
}

/** At most so many lines: the document has every point. */
const LINES = 40;

export function curveText(
  { account_name: name, currency, points, worst, since }: EquityDocument,
  style: Style,
): string {
  const step = Math.max(1, Math.ceil(points.length / LINES));
  const shown = points.filter((_, i) => i % step === 0 || i === points.length - 1);
  const time = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return [
    `${style.bold(name)}  ${style.dim(`in ${currency}, measured since ${since ?? 'never'}; times are UTC`)}`,
    table(
      shown,
      [
        { title: 'TIME', cell: ({ at_ms: ms }) => time(ms) },
        { title: 'EQUITY', align: 'right', cell: ({ equity }) => figure(equity) },
        { title: 'PROFIT', align: 'right', cell: ({ profit }) => gain(profit, style) },
        { title: 'DRAWDOWN %', align: 'right', cell: ({ drawdown_percent: drawdown }) => figure(drawdown) },
      ],
      style,
      'Not measured in this time.',
    ),
    ...(worst ? [style.dim(`worst drawdown ${figure(worst.drawdown_percent)} % at ${time(worst.at_ms)}`)] : []),
  ].join('\n');
}
