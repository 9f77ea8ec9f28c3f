import type { Mode } from '../../shared/schema/exchange.ts';
import type { FireDocument, OrderStatus, ReconcileDocument } from '../../shared/schema/order.ts';
import type { Style } from './output.ts';

/** The mode as a word that nobody can miss. */
export function modeWord(of: { mode: Mode | null; testnet: boolean }, style: Style): string {
  if (of.mode === null) return '–';
  if (of.mode === 'paper') return style.cyan(of.testnet ? 'PAPER TESTNET' : 'PAPER');
  return of.testnet ? style.yellow('TESTNET') : style.bold(style.orange('REAL'));
}

export function statusWord(status: OrderStatus, style: Style): string {
  const word = status.replaceAll('_', ' ');
  if (status === 'filled') return style.green(word);
  if (status === 'rejected' || status === 'not_placed') return style.red(word);
  return status === 'unknown' ? style.bold(style.yellow(word)) : word;
}

/** How the comparison of an account with its exchange stands. */
export function reconcileWord({ state }: ReconcileDocument, style: Style): string {
  const word = state.replaceAll('_', ' ');
  if (state === 'failed') return style.red(word);
  return state === 'done' ? style.green(word) : word;
}

/** Of a fired signal that waits for the operator's yes: until when, and what to say yes to. */
export function waitingLines({ error, approval }: Pick<FireDocument, 'error' | 'approval'>, style: Style): string[] {
  if (!approval || !error) return [];
  return [`${style.yellow('waits')}  ${error.message} (${error.code})`, style.dim(`approval    ${approval.id}`)];
}

/** An unknown figure is a dash, never zero. */
export function orDash(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? '–' : String(value);
}

/** `12:29:04.123` of an ISO time; the day stands before it where it is not today's. */
export function clockTime(iso: string, nowMs: number): string {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 23)];
  return day === today ? time : `${day} ${time}`;
}
