import type { PreviewDocument } from '../../shared/schema/decision.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../shared/schema/error-code.ts';
import type { ShownGroup } from '../../shared/schema/group.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import type { ShownRoute, Signal } from '../../shared/schema/signal.ts';
import type { FireTerms } from '../engine/engine-interface.ts';
import { asksOperator, confirmed, isRealMoney } from './confirm-gate.ts';
import { fireGroup } from './confirm-group.ts';
import { fireWords } from './fire-words.ts';
import type { ApiContext } from './trpc.ts';

type Abort = AbortSignal | undefined;

/**
 * Fires a signal; one to real money only after the operator's yes outside of the page. Where it goes is the engine's word, and
 * the engine is held to it: a route that is another one by the time of firing is refused, so that neither a yes nor the
 * freedom of a paper account is ever spent on another account.
 */
export async function fireSignal(
  ctx: ApiContext,
  signal: Signal,
  terms: FireTerms,
  abort: Abort,
): Promise<FireDocument> {
  const { group } = signal;
  const fire = (shown: ShownRoute | undefined): Promise<FireDocument> =>
    ctx.engine.signals.fire(signal, ctx.door, { ...terms, shown });
  if (!asksOperator(ctx.door)) return fire(terms.shown);
  // A group is shown leg by leg: the engine refuses the terms of a single order for it.
  if (group !== undefined && !terms.shown && !terms.override_pending) {
    return fireGroup(ctx, { ...signal, group }, undefined, abort);
  }
  return throughRoute(ctx, signal, terms, abort, fire);
}

/** Fires a signal that waited for a yes; as `fireSignal`. */
export async function approveSignal(
  ctx: ApiContext,
  id: string,
  shown: ShownRoute | ShownGroup | undefined,
  abort: Abort,
): Promise<FireDocument> {
  const approve = (as: ShownRoute | ShownGroup | undefined): Promise<FireDocument> =>
    ctx.engine.approvals.approve(id, ctx.door, as);
  if (!asksOperator(ctx.door)) return approve(shown);
  const { signal } = ctx.engine.approvals.get(id);
  const { group } = signal;
  const shownGroup = shown && 'revision' in shown ? shown : undefined;
  const shownRoute = shown && !('revision' in shown) ? shown : undefined;
  // What was shown is of the other kind: the engine refuses that.
  if (group === undefined ? shownGroup : shownRoute) return approve(shown);
  if (group !== undefined) return fireGroup(ctx, { ...signal, group }, shownGroup, abort, approve);
  return throughRoute(ctx, signal, { shown: shownRoute }, abort, approve);
}

async function throughRoute(
  ctx: ApiContext,
  signal: Signal,
  { shown, override_pending }: FireTerms,
  abort: Abort,
  go: (route: ShownRoute) => Promise<FireDocument>,
): Promise<FireDocument> {
  // The engine refuses it anywhere else, so nobody has to be asked.
  if (shown && !isRealMoney(shown)) return go(shown);
  const preview = await ctx.engine.signals.preview(signal, { override_pending });
  const route = routeOf(preview);
  if (!route) throw refusal(preview.error);
  if (shown && !sameRoute(shown, route)) {
    throw new QtError('REVISION_CONFLICT', `It was shown to go to ${shown.account_name}, and goes elsewhere by now.`);
  }
  if (!isRealMoney(route)) return go(route);
  if (preview.error || !preview.order) throw refusal(preview.error);
  const account = ctx.engine.accounts.get(route.account_name);
  const question = fireWords({ preview, order: preview.order, signal, account, overriding: override_pending === true });
  await confirmed(ctx, question, { signal: abort });
  return go(route);
}

function routeOf({ decision }: PreviewDocument): ShownRoute | null {
  const { account_name, exchange, mode, testnet } = decision;
  return account_name !== null && exchange !== null && mode !== null ? { account_name, exchange, mode, testnet } : null;
}

function sameRoute(a: ShownRoute, b: ShownRoute): boolean {
  return a.account_name === b.account_name && a.exchange === b.exchange && a.mode === b.mode && a.testnet === b.testnet;
}

/** Nothing is fired that a preview refuses: what it would have come to by the time of firing nobody has seen. */
function refusal(error: ErrorDocument | null): QtError {
  return error ? new QtError(error.code, error.message) : new QtError('INTERNAL');
}
