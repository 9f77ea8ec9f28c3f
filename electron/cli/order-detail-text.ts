import type { OrderDetailDocument, WatchDocument } from '../../shared/schema/order.ts';
import { decisionText } from './decision-text.ts';
import { orderColumns } from './order-columns.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { clockTime, orDash, statusWord } from './words.ts';

/** One order: its life and what belongs to its story, its fills, and why it went where it did. */
export function orderDetailText(detail: OrderDetailDocument, style: Style, nowMs: number): string {
  const { order, fills, decision } = detail;
  const named = (name: string, value: string): string => style.dim(name.padEnd(17)) + value;
  const sections = [
    table([order], orderColumns(style, nowMs), style, ''),
    [
      named('client order id', order.client_order_id),
      named('venue order id', orDash(order.venue_order_id)),
      named('signal', order.signal_id),
      ...(order.replaces ? [named('replaces', order.replaces)] : []),
      ...(order.replaced_by ? [named('replaced by', order.replaced_by)] : []),
      ...(order.late ? [named('late', style.yellow('more of it became known after it was final'))] : []),
      ...(order.note ? [named('note', order.note)] : []),
      ...(order.error ? [named('error', style.red(`${order.error.message} (${order.error.code})`))] : []),
    ].join('\n'),
    ...(order.watch ? [watchText(order.watch, style, nowMs)] : []),
    lifeLines(detail, style, nowMs).join('\n'),
    fills
      .map(
        (fill) =>
          `${clockTime(fill.at, nowMs)}  ${fill.amount} at ${fill.price}  fee ${orDash(fill.fee)} ${fill.fee_asset ?? ''}`,
      )
      .join('\n'),
    decisionText(decision, style),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function watchText(watch: WatchDocument, style: Style, nowMs: number): string {
  const time = (at: string | null): string => (at === null ? '–' : clockTime(at, nowMs));
  const checked = `looked up ${watch.checks} times, last at ${time(watch.last_check_at)}: ${orDash(watch.last_answer)}`;
  const next = `next at ${time(watch.next_check_at)}`;
  const ask = watch.needs_decision
    ? style.bold(
        style.yellow('needs your decision: qt orders resolve <id> --adopt <venue id> | --not-placed | --keep-watching'),
      )
    : `you are asked from ${time(watch.ask_at)} on`;
  return [checked, next, ask].join('\n');
}

/** Changes of status and evidence in the order in which they happened. */
function lifeLines({ transitions, evidence }: OrderDetailDocument, style: Style, nowMs: number): string[] {
  const moves = transitions.map((move) => ({
    at: move.at,
    text: `${statusWord(move.to, style)}  ${style.dim(`${move.cause}  ${move.detail}`)}`,
  }));
  const notes = evidence.map((entry) => ({
    at: entry.at,
    text: style.dim(`· ${entry.kind.replaceAll('_', ' ')}  ${entry.detail}`),
  }));
  return [...moves, ...notes]
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ at, text }) => `${clockTime(at, nowMs)}  ${text}`);
}
