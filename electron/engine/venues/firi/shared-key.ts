import { eq } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { RealAccount } from '../../accounts/account-config.ts';
import type { Clock } from '../../ports.ts';
import type { OrderRef } from '../venue.ts';
import { FIRI_URL } from './address.ts';
import { createTurns } from './market-turns.ts';
import type { MarketTurns } from './market-turns.ts';

type Terms = Pick<OrderRef, 'clientOrderId' | 'side' | 'price' | 'amount'>;

interface Unsettled extends Terms {
  account: string;
  marketId: string;
  /** Until then it may still appear at the venue; afterwards it is there, and in every list, or never will be. */
  untilMs: number;
}

/** What the accounts of this process know together of one key. Firi's lists are the key's: nothing in them tells accounts apart. */
interface KeyState {
  members: number;
  names: Set<string>;
  /** Venue id to our client order id: an order that is known to be one of ours is never taken for another. */
  owners: Map<string, string>;
  unsettled: Map<string, Unsettled>;
  turns: MarketTurns;
}

const states = new Map<string, KeyState>();

/** One account's part in its key. */
export interface SharedKey {
  readonly owners: Map<string, string>;
  /**
   * Waits for its turn in a market, before the list of orders is noted: whatever another account of this key sent before is
   * then in that list. Throws `QtError('OUTCOME_PENDING')` while the outcome of such an order is unknown, and whatever
   * `note` throws.
   */
  prepare(marketId: string, clientOrderId: string, note: () => Promise<string>): Promise<string>;
  /** Sends in its turn; null where another account of this key came in between, so that the noted list is out of date. */
  inTurn<T>(marketId: string, clientOrderId: string, send: () => Promise<T>): Promise<T | null>;
  /** An order whose outcome is unknown. Others of this key wait until it can no longer appear, or was found. */
  leaveOpen(marketId: string, order: Terms, untilMs: number): void;
  settle(clientOrderId: string): void;
  /** Whether another order of the same terms and of unknown outcome could be the one that was found. */
  hasRival(marketId: string, order: Terms): boolean;
  close(): void;
}

/** Joins the accounts of this process that use the same key, or the same client id, at the same address. */
export function joinKey(account: RealAccount, clock: Clock): SharedKey {
  const names = namesOf(account);
  const state = names.map((name) => states.get(name)).find((each) => each !== undefined) ?? openState(clock);
  state.members += 1;
  for (const name of names) {
    if (!states.has(name)) state.names.add(name);
    states.set(name, states.get(name) ?? state);
  }
  const { owners, unsettled, turns } = state;
  const pending = (marketId: string): Unsettled | undefined =>
    [...unsettled.values()].find(
      (each) => each.marketId === marketId && each.account !== account.name && clock.nowMs() < each.untilMs,
    );
  const refuseWhilePending = (marketId: string): void => {
    const other = pending(marketId);
    if (!other) return;
    const whose = `account ${other.account} has the same key, and an order of unknown outcome in this market`;
    throw new QtError('OUTCOME_PENDING', `${whose}: at Firi the two could not be told apart`);
  };
  let closed = false;

  return {
    owners,
    prepare: async (marketId, clientOrderId, note) => {
      refuseWhilePending(marketId);
      await turns.take(marketId, account.name, clientOrderId);
      try {
        refuseWhilePending(marketId);
        const noted = await note();
        turns.noted(marketId, clientOrderId);
        return noted;
      } catch (error) {
        turns.giveUp(marketId, clientOrderId);
        throw error;
      }
    },
    inTurn: async (marketId, clientOrderId, send) => {
      if (pending(marketId) || !turns.begin(marketId, account.name, clientOrderId)) return null;
      try {
        return await send();
      } finally {
        turns.end(marketId, clientOrderId);
      }
    },
    leaveOpen: (marketId, { clientOrderId, side, price, amount }, untilMs) => {
      unsettled.set(clientOrderId, { account: account.name, marketId, clientOrderId, side, price, amount, untilMs });
    },
    settle: (clientOrderId) => void unsettled.delete(clientOrderId),
    hasRival: (marketId, order) =>
      [...unsettled.values()].some(
        (each) => each.marketId === marketId && each.clientOrderId !== order.clientOrderId && sameTerms(each, order),
      ),
    close: () => {
      if (closed) return;
      closed = true;
      state.members -= 1;
      if (state.members > 0) return;
      turns.close();
      for (const name of state.names) states.delete(name);
    },
  };
}

/** Without the credentials themselves: fingerprints tell one from another and give nothing away. */
function namesOf({ apiUrl, credentials }: RealAccount): string[] {
  const base = apiUrl ?? FIRI_URL;
  const { apiKey, clientId } = credentials;
  return [`${base} key ${apiKey.fingerprint()}`, ...(clientId ? [`${base} client ${clientId.fingerprint()}`] : [])];
}

function openState(clock: Clock): KeyState {
  return { members: 0, names: new Set(), owners: new Map(), unsettled: new Map(), turns: createTurns(clock) };
}

function sameTerms(a: Terms, b: Terms): boolean {
  return a.side === b.side && a.price !== null && b.price !== null && eq(a.price, b.price) && eq(a.amount, b.amount);
}
