/** A question is answered within this time, or taken for a no. */
export const CONFIRM_WITHIN_MS = 60_000;
/** No yes counts before the question was in sight this long, so that a press meant for what was there before is none. */
export const CONFIRM_UNSEEN_MS = 500;
/** Shortest hold that says yes. A safety delay: no setting makes it shorter. */
export const HOLD_MS = 1_200;
