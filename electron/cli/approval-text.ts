import type { ApprovalDocument, ApprovalState } from '../../shared/schema/approval.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { clockTime, orDash } from './words.ts';

export function approvalsText(approvals: readonly ApprovalDocument[], style: Style, nowMs: number): string {
  return table(
    approvals,
    [
      { title: 'TIME', cell: (approval) => clockTime(approval.received_at, nowMs) },
      { title: 'APPROVAL', cell: (approval) => style.dim(approval.id) },
      { title: 'ACCOUNT', cell: (approval) => style.bold(destination(approval)) },
      { title: 'STRATEGY', cell: ({ signal }) => orDash(signal.strategy_id) },
      { title: 'SIGNAL', cell: (approval) => signalWords(approval, style) },
      { title: 'STATE', cell: ({ state }) => stateWord(state, style) },
      { title: 'UNTIL', cell: (approval) => clockTime(approval.expires_at, nowMs) },
      { title: 'BY', cell: ({ decided_by: by }) => orDash(by) },
      { title: 'NOTE', cell: ({ error }) => (error ? style.red(error.code) : '') },
    ],
    style,
    'No approvals.',
  );
}

export function approvalText(approval: ApprovalDocument, style: Style): string {
  const { id, state, door, signal_id, because, received_at, expires_at, decided_at, decided_by, error } = approval;
  return [
    `${stateWord(state, style)}  ${signalWords(approval, style)}  ${style.dim(`for ${destination(approval)}`)}`,
    style.dim(`approval    ${id}`),
    style.dim(`signal      ${signal_id}, by ${door} at ${received_at}`),
    style.dim(`waits for   ${because}, until ${expires_at}`),
    ...(decided_at === null ? [] : [style.dim(`decided     by ${orDash(decided_by)} at ${decided_at}`)]),
    ...(error ? [`${style.red('refused')}  ${error.message} (${error.code})`] : []),
  ].join('\n');
}

function destination({ signal, account_name }: ApprovalDocument): string {
  return signal.group === undefined ? account_name : `group ${signal.group}`;
}

function signalWords({ signal }: ApprovalDocument, style: Style): string {
  const { side, amount, quote_amount, symbol, type, price } = signal;
  const size = amount ?? (quote_amount === undefined ? '' : `for ${quote_amount}`);
  const words = side === 'long' ? style.green('LONG') : style.red('SHORT');
  return [words, size, symbol, type, price === undefined ? '' : `at ${price}`].filter(Boolean).join(' ');
}

function stateWord(state: ApprovalState, style: Style): string {
  if (state === 'waiting') return style.bold(style.yellow(state));
  return state === 'approved' ? style.green(state) : style.red(state);
}
