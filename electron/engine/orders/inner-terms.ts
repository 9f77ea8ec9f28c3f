import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { EvaluationTerms } from './evaluate.ts';

/**
 * What goes with a signal that the console makes itself (the replacement of an amended order, the close of a position), and
 * that no door can ask for. Such a signal is about one account, so failover never moves it.
 */
export interface InnerTerms extends EvaluationTerms {
  /** The order whose place the new one takes. */
  replaces?: string;
  /** Asked in the turn of the commit: why nothing may be placed any more, or null. */
  objection?: () => ErrorDocument | null;
  /** Whatever else belongs into the commit that journals the order. */
  alsoCommit?: (orderId: string) => void;
  /** What the operator should know of the order. */
  note?: string;
}
