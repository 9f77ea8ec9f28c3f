import { QtError } from '../../../shared/schema/error-code.ts';
import type { GroupLegDocument, ShownLeg } from '../../../shared/schema/group.ts';

/** A yes to some legs is none to another one, nor to a further attempt at the same. Throws REVISION_CONFLICT. */
export function expectShownLegs(legs: readonly GroupLegDocument[], shown: readonly ShownLeg[]): void {
  const now = legs.filter((leg) => leg.retryable);
  if (named(now) === named(shown)) return;
  throw new QtError('REVISION_CONFLICT', 'Other legs can be tried again by now than were shown. Look again.');
}

const named = (legs: readonly ShownLeg[]): string =>
  legs
    .map(({ account_name, attempt }) => `${account_name} ${attempt}`)
    .toSorted()
    .join();
