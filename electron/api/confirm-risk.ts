import type { AccountDocument } from '../../shared/schema/account.ts';
import type { ArmConfirmationDocument, ArmedDocument } from '../../shared/schema/arming.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ReleaseConfirmationDocument, StopDocument, StopsDocument } from '../../shared/schema/risk.ts';
import type { KillInput, RiskScope } from '../../shared/schema/risk-policy.ts';
import { asksOperator, confirmed, isRealMoney } from './confirm-gate.ts';
import { acknowledgeWords, armWords, flattenWords, releaseWords } from './risk-words.ts';
import type { ApiContext } from './trpc.ts';

type Abort = AbortSignal | undefined;

/** Confirmations of the engine that a page asked for and has not used; older ones have long expired. */
const MAX_MINTED = 32;

function remember<T extends { confirmation_id: string }>(minted: Map<string, T> | undefined, document: T): T {
  minted?.set(document.confirmation_id, document);
  const [oldest] = minted?.keys() ?? [];
  if (minted && minted.size > MAX_MINTED && oldest !== undefined) minted.delete(oldest);
  return document;
}

function take<T>(minted: Map<string, T> | undefined, id: string): T {
  const document = minted?.get(id);
  minted?.delete(id);
  if (!document) throw new QtError('CONFIRMATION_INVALID');
  return document;
}

export async function prepareArming(
  ctx: ApiContext,
  accountName: string,
  durationMs: number,
): Promise<ArmConfirmationDocument> {
  return remember(ctx.confirm?.minted.armings, await ctx.engine.arming.prepare(accountName, durationMs));
}

/** Arms what was prepared. Behind a page the words are typed on the surface, and what the page sends as typed counts for nothing. */
export async function arm(
  ctx: ApiContext,
  given: { confirmation_id: string; typed: string },
  abort: Abort,
): Promise<ArmedDocument> {
  if (!asksOperator(ctx.door)) return ctx.engine.arming.arm(given.confirmation_id, given.typed, ctx.door);
  const prepared = take(ctx.confirm?.minted.armings, given.confirmation_id);
  await confirmed(ctx, armWords(prepared, ctx.engine.accounts.get(prepared.account_name)), { signal: abort });
  return ctx.engine.arming.arm(given.confirmation_id, prepared.phrase, ctx.door);
}

export async function acknowledgeKey(
  ctx: ApiContext,
  given: { account_name: string; typed: string },
  abort: Abort,
): Promise<void> {
  const account = ctx.engine.accounts.get(given.account_name);
  if (!asksOperator(ctx.door)) return ctx.engine.arming.acknowledgeKey(account.name, given.typed, ctx.door);
  await confirmed(ctx, acknowledgeWords(account), { signal: abort });
  ctx.engine.arming.acknowledgeKey(account.name, account.name, ctx.door);
}

export function prepareRelease(ctx: ApiContext, scope: RiskScope): ReleaseConfirmationDocument {
  return remember(ctx.confirm?.minted.releases, ctx.engine.stops.prepareRelease(scope));
}

export async function release(
  ctx: ApiContext,
  given: { confirmation_id: string; typed: string },
  abort: Abort,
): Promise<StopsDocument> {
  if (!asksOperator(ctx.door)) return ctx.engine.stops.release(given.confirmation_id, given.typed, ctx.door);
  const prepared = take(ctx.confirm?.minted.releases, given.confirmation_id);
  const stops = ctx.engine.stops.current().stops.filter(({ id }) => prepared.stops.includes(id));
  await confirmed(ctx, releaseWords(prepared, stops), { signal: abort });
  return ctx.engine.stops.release(given.confirmation_id, prepared.phrase, ctx.door);
}

/**
 * Stops at once, whatever else is asked for. Where positions of real money are to be closed as well, the stop is in effect
 * before anybody is asked about that, and stays so whatever the answer.
 */
export async function kill(ctx: ApiContext, input: KillInput, abort: Abort): Promise<StopDocument> {
  const real = input.flatten === true && asksOperator(ctx.door) ? realAccountsIn(ctx, input.scope) : [];
  if (real.length === 0) return ctx.engine.stops.kill(input, ctx.door);
  ctx.engine.stops.kill({ ...input, cancel: true, flatten: false }, ctx.door);
  await confirmed(ctx, flattenWords(input.scope, real), { signal: abort, urgent: true });
  return ctx.engine.stops.kill(input, ctx.door);
}

/** A strategy has no positions of its own: the engine refuses to flatten one. */
function realAccountsIn(ctx: ApiContext, scope: RiskScope): AccountDocument[] {
  return ctx.engine.accounts.list().filter((account) => {
    if (account.error || !isRealMoney(account)) return false;
    if (scope.kind === 'global') return true;
    if (scope.kind === 'owner') return account.owner === scope.name;
    return scope.kind === 'account' && account.name === scope.name;
  });
}
