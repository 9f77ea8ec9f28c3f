import type { AccountSource, Candidate, ExchangeSource } from '../schema/decision.ts';

/** What one tier of a step puts forward. `reason` says what it offers, or why it offers nothing. */
export interface Offer<S extends ExchangeSource | AccountSource> {
  source: S;
  value: string | null;
  reason: string;
}

/** The candidates of a step that chose `winner`: tiers that offered something else were overruled by it. */
export function chosen<S extends ExchangeSource | AccountSource>(
  offers: readonly Offer<S>[],
  winner: Offer<S>,
): Candidate[] {
  return offers.map((offer) => {
    if (offer === winner) return candidate(offer, 'chosen', offer.reason);
    if (offer.value === null) return candidate(offer, 'absent', offer.reason);
    return candidate(offer, 'overruled', `${offer.reason}, but ${winner.reason}`);
  });
}

/** The candidates of a step that refused: the tiers below the refused one are not even asked. */
export function refused<S extends ExchangeSource | AccountSource>(
  offers: readonly Offer<S>[],
  loser: Offer<S>,
  why: string,
): Candidate[] {
  return offers.map((offer) => {
    if (offer === loser) return candidate(offer, 'refused', why);
    if (offer.value === null) return candidate(offer, 'absent', offer.reason);
    return candidate(offer, 'not_reached', `${offer.reason}, but a refused choice is never replaced by another`);
  });
}

function candidate(
  offer: Offer<ExchangeSource | AccountSource>,
  verdict: Candidate['verdict'],
  reason: string,
): Candidate {
  return { source: offer.source, value: offer.value, verdict, reason };
}

/** Look-up that a strategy named `__proto__` or `constructor` cannot lead astray. */
export function ownEntry<V>(map: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
