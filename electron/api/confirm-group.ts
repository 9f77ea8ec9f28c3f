import { QtError } from '../../shared/schema/error-code.ts';
import type {
  GroupPreviewDocument,
  GroupRetryDocument,
  GroupSignal,
  ShownGroup,
  ShownLeg,
} from '../../shared/schema/group.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { asksOperator, confirmed, isRealMoney } from './confirm-gate.ts';
import { groupWords, retryWords } from './group-words.ts';
import type { ApiContext } from './trpc.ts';

type Abort = AbortSignal | undefined;

/** Fires a signal to a group; one of real money only after the operator's yes, and as the group that was asked about. */
export async function fireGroup(
  ctx: ApiContext,
  signal: GroupSignal,
  shown: ShownGroup | undefined,
  abort: Abort,
  fire = (as: ShownGroup | undefined): Promise<FireDocument> => ctx.engine.groups.fire(signal, ctx.door, as),
): Promise<FireDocument> {
  // The engine refuses it as any other group, so nobody has to be asked.
  if (!asksOperator(ctx.door) || (shown && !isRealMoney(shown))) return fire(shown);
  const preview = await ctx.engine.groups.preview(signal);
  const { revision, mode, testnet } = preview;
  const asked: ShownGroup | null = mode === null ? null : { revision, mode, testnet };
  if (!asked) throw refusal(preview);
  if (shown && (shown.revision !== revision || shown.mode !== mode || shown.testnet !== testnet)) {
    throw new QtError('REVISION_CONFLICT', `The group ${signal.group} is another one by now than was shown.`);
  }
  if (!isRealMoney(asked)) return fire(asked);
  const failing = preview.legs.length - preview.placeable;
  if (preview.error || preview.placeable === 0 || (failing > 0 && signal.unplaceable !== 'rest'))
    throw refusal(preview);
  await confirmed(ctx, groupWords(preview, signal), { signal: abort });
  // A leg that could not be placed when the operator was asked must not be one that he did not see.
  if (failing > 0 && payers(await ctx.engine.groups.preview(signal)) !== payers(preview)) {
    throw new QtError('REVISION_CONFLICT', 'Other accounts would pay by now than were shown. Look again.');
  }
  return fire(asked);
}

const payers = ({ legs }: GroupPreviewDocument): string =>
  legs.flatMap((leg) => (leg.error ? [] : [leg.account_name])).join();

/** Tries legs again that are proven not placed; of real money only after the operator's yes, and those he was asked about. */
export async function retryGroup(ctx: ApiContext, groupSignal: string, abort: Abort): Promise<GroupRetryDocument> {
  if (asksOperator(ctx.door)) {
    const firing = ctx.engine.groups.firing(groupSignal);
    // Any leg, not only those that can be tried again now: by the time of the retry it can be another one.
    const real = (firing.legs ?? []).some(isRealMoney);
    if (real) {
      const shown = (firing.legs ?? [])
        .filter((leg) => leg.retryable)
        .map(({ account_name, attempt }): ShownLeg => ({ account_name, attempt }));
      if (shown.length === 0) throw new QtError('REVISION_CONFLICT', 'No leg can be tried again by now. Look again.');
      await confirmed(ctx, retryWords(firing, ctx.engine.accounts.list()), { signal: abort });
      return ctx.engine.groups.retry(groupSignal, ctx.door, shown);
    }
  }
  return ctx.engine.groups.retry(groupSignal, ctx.door);
}

function refusal({ error, legs }: GroupPreviewDocument): QtError {
  const why = error ?? legs.find((leg) => leg.error)?.error;
  return why ? new QtError(why.code, why.message) : new QtError('GROUP_INVALID');
}
