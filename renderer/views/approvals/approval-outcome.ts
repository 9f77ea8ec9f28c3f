import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';
import { outcomeOfError } from '../desk/fire.ts';
import type { Outcome } from '../desk/outcome.ts';
import { outcomeOfOrder } from '../desk/outcome.ts';

/** What became of a signal that was approved, in one sentence. */
export function firedOutcome({ orders, error, group }: FireDocument): Outcome {
  const [order] = orders;
  if (error && !order) return { tone: 'bad', text: `Approved, and refused: ${error.message} (${error.code})` };
  if (!order) return { tone: 'bad', text: 'Approved, but no order was made.' };
  if (group)
    return { tone: 'calm', text: `Approved: ${orders.length} orders of group ${group.name}. Groups tells more.` };
  const { tone, text } = outcomeOfOrder(order);
  return { tone, text: `Approved. ${text}` };
}

/** What an answer that failed means for the signal. */
export function failedOutcome(signalId: string, word: 'approve' | 'decline', error: ErrorDocument): Outcome {
  if (word === 'approve' && outcomeOfError(signalId, error).kind === 'unanswered') {
    return {
      tone: 'unknown',
      text: `${error.message} It may have been fired: the routing log tells. Approving again never sends it twice.`,
    };
  }
  return { tone: 'bad', text: `Not ${word === 'approve' ? 'approved' : 'declined'}: ${error.message} (${error.code})` };
}
