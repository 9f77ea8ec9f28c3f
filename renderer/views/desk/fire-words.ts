import type { FireOutcome } from './fire.ts';
import type { Outcome } from './outcome.ts';

/** A firing that gave no order, in one sentence. */
export function errorTone(outcome: FireOutcome): Outcome {
  if (outcome.kind === 'unanswered') {
    return {
      tone: 'unknown',
      text: `${outcome.error.message} It may have been fired. Firing the same ticket again asks for the same signal; nothing is sent twice.`,
    };
  }
  const error = outcome.kind === 'answered' ? outcome.document.error : outcome.error;
  if (error?.code === 'CONFIRMATION_DECLINED') return { tone: 'calm', text: `Not fired. ${error.message}` };
  return { tone: 'bad', text: `Refused: ${error?.message ?? 'no order was made'}` };
}
