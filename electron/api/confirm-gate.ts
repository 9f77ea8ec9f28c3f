import type { ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Mode } from '../../shared/schema/exchange.ts';
import type { Door } from '../../shared/schema/order.ts';
import type { AskOptions } from './confirm-desk.ts';
import type { ApiContext } from './trpc.ts';

/**
 * Doors behind which a page speaks, and so whatever script got into it. The others are held by the socket's mode and by the
 * token of other programs.
 */
export function asksOperator(door: Door): boolean {
  return door === 'desktop' || door === 'page';
}

/** Whether money of the real world can be spent there. */
export function isRealMoney({ mode, testnet }: { mode: Mode | null; testnet: boolean }): boolean {
  return mode === 'real' && !testnet;
}

/**
 * Asks the operator outside of the page, and keeps the yes in the audit chain. Throws CONFIRMATION_DECLINED,
 * CONFIRMATION_UNAVAILABLE where nobody can be asked, JOURNAL_UNAVAILABLE where the yes could not be kept.
 */
export async function confirmed(ctx: ApiContext, question: ConfirmQuestion, options: AskOptions): Promise<void> {
  if (!ctx.confirm) throw new QtError('CONFIRMATION_UNAVAILABLE');
  const said = await ctx.confirm.ask(question, options);
  if (!said.yes) {
    if (said.also === 'disarm') ctx.engine.arming.disarm(null, ctx.door);
    if (said.also === 'kill') ctx.engine.stops.kill({ scope: { kind: 'global' } }, ctx.door);
    throw new QtError('CONFIRMATION_DECLINED');
  }
  const { action, account_name, sentence, facts } = question;
  ctx.engine.confirmations.record({ action, account_name, by: said.by, sentence, facts }, ctx.door);
}
