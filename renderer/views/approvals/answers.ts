import { create } from 'zustand';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { ShownGroup } from '../../../shared/schema/group.ts';
import type { ShownRoute } from '../../../shared/schema/signal.ts';
import { announce } from '../../state/announce.ts';
import { api, client, queryClient } from '../../state/api.ts';
import { errorOf } from '../../state/transport/request-error.ts';
import type { Outcome } from '../desk/outcome.ts';
import { failedOutcome, firedOutcome } from './approval-outcome.ts';

export type Word = 'approve' | 'decline';

interface Answers {
  /** Signals whose answer is under way, by the id of the approval. */
  busy: Record<string, Word>;
  /** What became of the last answer. */
  last: { approval: ApprovalDocument; outcome: Outcome } | null;
}

/** Answers outlive the view: one that waits for a confirmation is not forgotten when the operator looks elsewhere. */
export const useAnswers = create<Answers>(() => ({ busy: {}, last: null }));

/** Says yes: it is fired where it was shown to go, or not at all. */
export function approve(approval: ApprovalDocument, shown: ShownRoute | ShownGroup): Promise<void> {
  return answer(approval, 'approve', async () =>
    firedOutcome(await client.approvals.approve.mutate({ id: approval.id, shown })),
  );
}

export function decline(approval: ApprovalDocument): Promise<void> {
  return answer(approval, 'decline', async () => {
    await client.approvals.decline.mutate({ id: approval.id });
    return { tone: 'calm', text: 'Declined. Nothing was sent.' };
  });
}

/** One answer a signal at a time, so that no press counts twice. */
async function answer(approval: ApprovalDocument, word: Word, run: () => Promise<Outcome>): Promise<void> {
  if (useAnswers.getState().busy[approval.id] !== undefined) return;
  useAnswers.setState(({ busy }) => ({ busy: { ...busy, [approval.id]: word } }));
  const outcome = await run().catch((error: unknown) => failedOutcome(approval.signal_id, word, errorOf(error)));
  useAnswers.setState(({ busy: { [approval.id]: _done, ...busy } }) => ({ busy, last: { approval, outcome } }));
  announce(outcome.tone === 'bad' || outcome.tone === 'unknown' ? 'assertive' : 'polite', outcome.text);
  void queryClient.invalidateQueries({ queryKey: api.approvals.pathKey() });
}
