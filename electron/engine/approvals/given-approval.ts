import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Mode } from '../../../shared/schema/exchange.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';

/**
 * The operator's yes, as it goes with the signal that waited for it. What it says is asked in the turn of the commit that
 * journals the signal, and is decided in that commit: so a signal is either waiting or journaled, whatever happens.
 */
export interface GivenApproval {
  /** Where the signal was to go when it arrived; of a group, every account. */
  accountName: string;
  /** When the signal arrived. */
  receivedMs: number;
  /** For the story of the order that comes of it. */
  words: string;
  /**
   * Why it is no yes for where the signal goes now: it arrived for another kind of money (paper, a test network, real). What
   * waited as the one never becomes the other.
   */
  crossed(goesTo: { mode: Mode | null; testnet: boolean }): ErrorDocument | null;
  /** What the signal came to meanwhile, if it does not wait any more. Then nothing is to be journaled. */
  settled(): FireDocument | null;
  /** That the time for a yes is over. */
  lapsed(): ErrorDocument | null;
  /** Within the commit. `error`: why the signal is refused, or null. */
  decide(error: ErrorDocument | null): void;
  /** After the commit. */
  tell(): void;
}
