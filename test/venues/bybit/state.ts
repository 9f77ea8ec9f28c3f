import { BybitError } from './errors.ts';

export interface BybitLimits {
  /** Orders a second for an account; above it 10006. */
  ordersPerSecond?: number;
}

/** What this venue remembers beside the core's books. */
export class VenueState {
  /** Names of accounts in hedge mode. */
  readonly hedged = new Set<string>();
  /** Ids of orders that were canceled on request; all others that are canceled were ended by the venue. */
  readonly canceledByUser = new Set<number>();
  readonly #limits: BybitLimits;
  readonly #now: () => number;
  readonly #orders = new Map<string, number[]>();

  constructor(limits: BybitLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  countOrder(account: string): void {
    const now = this.#now();
    const recent = (this.#orders.get(account) ?? []).filter((at) => at > now - 1_000);
    if (recent.length >= (this.#limits.ordersPerSecond ?? Infinity)) throw new BybitError(10006);
    this.#orders.set(account, [...recent, now]);
  }
}
