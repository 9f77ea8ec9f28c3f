import type { StopDocument, StopWorkDocument, StopsDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { clockTime, orDash } from './words.ts';

export function scopeText(scope: RiskScope): string {
  return scope.kind === 'global' ? 'everything' : `${scope.kind} ${scope.name}`;
}

export function stopsText({ stops }: StopsDocument, style: Style, nowMs: number): string {
  return table(
    stops,
    [
      { title: 'SINCE', cell: (stop) => clockTime(stop.at, nowMs) },
      { title: 'STOPPED', cell: (stop) => style.bold(style.red(scopeText(stop.scope))) },
      { title: 'BY', cell: (stop) => stop.by },
      { title: 'WHY', cell: (stop) => style.yellow(stop.code) },
      { title: 'REASON', cell: (stop) => orDash(stop.reason) },
      { title: 'WORK', cell: workWord },
      { title: 'WRITTEN', cell: (stop) => (stop.durable ? 'yes' : style.red('not yet')) },
    ],
    style,
    'Nothing is stopped.',
  );
}

/** One stop with what became of its work, account by account. */
export function stopText(stop: StopDocument, style: Style, nowMs: number): string {
  const stopped = stopsText({ stops: [stop] }, style, nowMs);
  if (stop.work.length === 0) return stopped;
  const work = table<StopWorkDocument>(
    stop.work,
    [
      { title: 'ACCOUNT', cell: (row) => style.bold(row.account_name) },
      { title: 'STAGE', cell: ({ stage }) => (stage === 'done' ? style.green(stage) : style.yellow(stage)) },
      { title: 'ATTEMPTS', align: 'right', cell: (row) => String(row.attempts) },
      { title: 'OPEN ORDERS', align: 'right', cell: (row) => String(row.open_orders) },
      { title: 'POSITIONS', align: 'right', cell: (row) => (stop.flatten ? orDash(row.positions) : '–') },
      { title: 'NOTE', cell: ({ error }) => (error ? style.red(`${error.message} (${error.code})`) : '') },
    ],
    style,
    '',
  );
  return `${stopped}\n\n${work}`;
}

function workWord({ cancel, flatten, work }: StopDocument): string {
  if (!cancel && !flatten) return '–';
  const left = work.filter(({ stage }) => stage !== 'done').length;
  return `${flatten ? 'flatten' : 'cancel'}: ${left === 0 ? 'done' : `${left} of ${work.length} accounts left`}`;
}
