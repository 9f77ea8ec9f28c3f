import type {
  GroupDocument,
  GroupLegDocument,
  GroupLegPreview,
  GroupMemberDocument,
  GroupPreviewDocument,
  GroupRetryDocument,
} from '../../shared/schema/group.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { modeWord, orDash, statusWord, waitingLines } from './words.ts';

export function groupsText(groups: readonly GroupDocument[], style: Style): string {
  return table(
    groups,
    [
      { title: 'GROUP', cell: (group) => style.bold(group.name) },
      { title: 'MODE', cell: (group) => modeWord(group, style) },
      { title: 'ALLOCATION', cell: (group) => group.allocation },
      { title: 'MEMBERS', cell: (group) => group.members.map((member) => member.account_name).join(', ') },
      { title: 'REVISION', align: 'right', cell: (group) => String(group.revision) },
      { title: 'NOTE', cell: (group) => problem(group.error, style) },
    ],
    style,
    'No groups.',
  );
}

export function groupText(group: GroupDocument, style: Style): string {
  const members = table<GroupMemberDocument>(
    group.members,
    [
      { title: 'ACCOUNT', cell: (member) => style.bold(member.account_name) },
      { title: 'MODE', cell: (member) => modeWord(member, style) },
      { title: 'EXCHANGE', cell: (member) => orDash(member.exchange) },
      { title: 'OWNER', cell: (member) => orDash(member.owner) },
      { title: 'WEIGHT', align: 'right', cell: (member) => orDash(member.weight) },
      { title: 'SIZE', align: 'right', cell: (member) => orDash(member.size) },
      { title: 'NOTE', cell: (member) => problem(member.error, style) },
    ],
    style,
    'No members.',
  );
  const head = `${style.bold(group.name)}  ${modeWord(group, style)}  ${group.allocation}  ${style.dim(`revision ${group.revision}`)}`;
  return [head, members, ...(group.error ? [problem(group.error, style)] : [])].join('\n');
}

export function previewText(preview: GroupPreviewDocument, style: Style): string {
  const legs = table<GroupLegPreview>(
    preview.legs,
    [
      { title: 'ACCOUNT', cell: (leg) => style.bold(leg.account_name) },
      { title: 'MODE', cell: (leg) => modeWord(leg, style) },
      { title: 'SHARE', align: 'right', cell: share },
      { title: 'ORDER', align: 'right', cell: (leg) => orDash(leg.order?.amount) },
      { title: 'PRICE', align: 'right', cell: (leg) => orDash(leg.order?.price ?? leg.order?.reference_price) },
      { title: 'ABOUT', align: 'right', cell: (leg) => orDash(leg.order?.notional) },
      { title: 'MINIMUM', align: 'right', cell: minimum },
      { title: 'CAN BE PLACED', cell: (leg) => (leg.error ? problem(leg.error, style) : style.green('yes')) },
    ],
    style,
    'No legs.',
  );
  const sum = `${preview.placeable} of ${preview.legs.length} legs  ${preview.placed_amount} in all, about ${orDash(preview.placed_notional)}`;
  const left = preview.unallocated === null ? [] : [`${style.dim('goes to nobody')}  ${preview.unallocated}`];
  return [legs, sum, ...left, ...(preview.error ? [problem(preview.error, style)] : [])].join('\n');
}

export function firedText(fired: FireDocument, style: Style): string {
  const legs = table<GroupLegDocument>(
    fired.legs ?? [],
    [
      { title: 'ACCOUNT', cell: (leg) => style.bold(leg.account_name) },
      { title: 'MODE', cell: (leg) => modeWord(leg, style) },
      { title: 'SHARE', align: 'right', cell: share },
      { title: 'AMOUNT', align: 'right', cell: (leg) => orDash(leg.order?.amount) },
      { title: 'FILLED', align: 'right', cell: (leg) => orDash(leg.order?.filled) },
      { title: 'AVERAGE', align: 'right', cell: (leg) => orDash(leg.order?.average) },
      { title: 'STATUS', cell: (leg) => (leg.order ? statusWord(leg.order.status, style) : statusOf(leg, style)) },
      { title: 'ORDER', cell: (leg) => style.dim(orDash(leg.order?.id)) },
      { title: 'NOTE', cell: (leg) => problem(leg.error, style) },
    ],
    style,
    '',
  );
  const refused = fired.error && fired.orders.length === 0 && !fired.approval ? [problem(fired.error, style)] : [];
  return [legs, ...refused, ...waitingLines(fired, style), style.dim(`signal  ${fired.signal_id}`)]
    .filter(Boolean)
    .join('\n');
}

export function retryText(again: GroupRetryDocument, style: Style): string {
  const tried = again.retried.length === 0 ? 'nothing to try again' : `tried again: ${again.retried.join(', ')}`;
  const left = again.left.map(({ account_name, error }) => `left alone: ${account_name}  ${problem(error, style)}`);
  return [firedText(again, style), tried, ...left].join('\n');
}

function share(leg: { amount: string | null; quote_amount: string | null }): string {
  if (leg.quote_amount !== null) return `${leg.quote_amount} quote`;
  return orDash(leg.amount);
}

function minimum({ minimum: least, order }: GroupLegPreview): string {
  if (!least) return '–';
  const bounds = [
    ...(least.amount === null ? [] : [least.amount]),
    ...(least.notional === null ? [] : [`${least.notional} ${order?.quote ?? ''}`.trim()]),
  ];
  return bounds.length === 0 ? `step ${least.step}` : bounds.join(' and ');
}

function statusOf(leg: GroupLegDocument, style: Style): string {
  return leg.state === 'not_placed' ? style.red('not placed') : leg.state;
}

function problem(error: { code: string; message: string } | null, style: Style): string {
  return error ? style.red(`${error.message} (${error.code})`) : '';
}
