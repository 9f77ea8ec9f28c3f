import { readError } from '../http/verdict.ts';
import type { FailedVerdict, Verdict } from '../http/verdict.ts';
import type { SigningClient } from '../exchange/signing-client.ts';

/** The endpoints of one kind of account, by the names that ccxt gives them. */
export interface OrderFamily {
  name: 'hf' | 'classic';
  place: string;
  byClientId: string;
  byId: string;
  cancelByClientId: string;
  cancelById: string;
  done: string;
  fills: string;
  /** Every question of this family names its market, and lists go on after an id instead of by page. */
  needsSymbol: boolean;
  /** The kind of account that its orders are paid from. */
  accountType: 'trade_hf' | 'trade';
}

/**
 * KuCoin has two families of order endpoints, and which one is an account's own depends on the account: on a high-frequency
 * one the classic endpoints find no funds, and the other way round. Documentation (docs-new) names the first as the current
 * one and keeps the second under its "Abandoned Endpoints" as "Old", for accounts that were not moved. ccxt chooses by the
 * same question as `familyOf` and calls exactly these.
 */
const FAMILIES: Record<OrderFamily['name'], OrderFamily> = {
  hf: {
    name: 'hf',
    place: 'privatePostHfOrders',
    byClientId: 'privateGetHfOrdersClientOrderClientOid',
    byId: 'privateGetHfOrdersOrderId',
    cancelByClientId: 'privateDeleteHfOrdersClientOrderClientOid',
    cancelById: 'privateDeleteHfOrdersOrderId',
    done: 'privateGetHfOrdersDone',
    fills: 'privateGetHfFills',
    needsSymbol: true,
    accountType: 'trade_hf',
  },
  classic: {
    name: 'classic',
    place: 'privatePostOrders',
    byClientId: 'privateGetOrderClientOrderClientOid',
    byId: 'privateGetOrdersOrderId',
    cancelByClientId: 'privateDeleteOrderClientOrderClientOid',
    cancelById: 'privateDeleteOrdersOrderId',
    done: 'privateGetOrders',
    fills: 'privateGetFills',
    needsSymbol: false,
    accountType: 'trade',
  },
};

/** An account can be moved from one kind to the other. */
const KNOWN_FOR_MS = 3_600_000;
const GUESSED_FOR_MS = 60_000;

const known = new WeakMap<SigningClient, { family: OrderFamily; untilMs: number }>();

/** Orders that were prepared and not sent yet, with the family that is journaled with each. */
const prepared = new WeakMap<SigningClient, Map<string, OrderFamily>>();
/** Of orders that were never sent after all. */
const MAX_PREPARED = 1_000;

/** The family that the order will be sent in, for its journal. Throws `QtError`. */
export async function prepareFamily(client: SigningClient, clientOrderId: string): Promise<string> {
  const family = await familyOf(client);
  const orders = prepared.get(client) ?? new Map<string, OrderFamily>();
  prepared.set(client, orders);
  const [oldest] = orders.size >= MAX_PREPARED ? orders.keys() : [];
  if (oldest !== undefined) orders.delete(oldest);
  orders.set(clientOrderId, family);
  return family.name;
}

/**
 * The family of this order's journal, however long ago that was: what the venue has told since is another matter, because
 * the order will be looked up where its journal says. Null for an order that was not prepared.
 */
export function takeFamily(client: SigningClient, clientOrderId: string): OrderFamily | null {
  const orders = prepared.get(client);
  const family = orders?.get(clientOrderId) ?? null;
  orders?.delete(clientOrderId);
  return family;
}

/** The family that an order was sent in, by the note that was journaled with it. */
export function familyOfNote(note: string | null): OrderFamily | null {
  return note === 'hf' || note === 'classic' ? FAMILIES[note] : null;
}

/** Throws `QtError`. */
export async function familyOf(client: SigningClient): Promise<OrderFamily> {
  const told = await askFamily(client);
  if ('name' in told) return told;
  throw readError(told);
}

/** "Get Account Type - Spot", remembered for an hour. */
export async function askFamily(client: SigningClient): Promise<OrderFamily | FailedVerdict> {
  const remembered = known.get(client);
  if (remembered && client.time.nowMs() < remembered.untilMs) return remembered.family;
  const verdict = await client.read('privateGetHfAccountsOpened', {});
  if (verdict.kind === 'ok' && typeof verdict.document === 'boolean') {
    return remember(client, FAMILIES[verdict.document ? 'hf' : 'classic'], KNOWN_FOR_MS);
  }
  const mute = verdict.kind === 'ok' || verdict.kind === 'unknown' || isMissing(verdict);
  const guessed = mute ? await guessFamily(client) : null;
  if (guessed) return remember(client, guessed, GUESSED_FOR_MS);
  return verdict.kind === 'ok' ? { kind: 'unknown', message: 'the venue did not tell the kind of account' } : verdict;
}

/** For a venue in between that does not know the question: the first family that answers a harmless one. */
async function guessFamily(client: SigningClient): Promise<OrderFamily | null> {
  if ((await client.read('privateGetHfOrdersActiveSymbols', {})).kind === 'ok') return FAMILIES.hf;
  if ((await client.read('privateGetOrders', { status: 'active' })).kind === 'ok') return FAMILIES.classic;
  return null;
}

function isMissing(verdict: Verdict): boolean {
  return verdict.kind === 'refused' && verdict.code === 'VENUE_NOT_SUPPORTED';
}

function remember(client: SigningClient, family: OrderFamily, forMs: number): OrderFamily {
  known.set(client, { family, untilMs: client.time.nowMs() + forMs });
  return family;
}
