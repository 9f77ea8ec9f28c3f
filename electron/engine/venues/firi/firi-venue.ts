import type { RealAccount } from '../../accounts/account-config.ts';
import type { VenueDeps } from '../deps.ts';
import { instrumentOf } from '../instrument-of.ts';
import { createSentTimes } from '../http/sent-times.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { CancelOutcome, LookupOutcome, MarketData, OrderRef, Venue } from '../venue.ts';
import { KEY_REPORT, readBalances } from './account-data.ts';
import { readAllOpen } from './open-orders.ts';
import { cancelListed, cancelOrder } from './cancel.ts';
import { openFiriClient } from './firi-client.ts';
import { lookupByDifference, lookupById } from './lookup.ts';
import { placeOrder } from './place.ts';
import { takeSnapshot } from './snapshot.ts';

/**
 * A real account at Firi, by our own client: ccxt has none. Limit orders only, and no client order ids, so what is sent
 * without an answer is found again by comparing lists. `market` is closed by its owner.
 */
export function openFiriVenue(account: RealAccount, market: MarketData, deps: VenueDeps): Venue {
  const client = openFiriClient(account, deps);
  const sentTimes = createSentTimes(client.time, deps.clock);
  /** Venue id to our client order id: an order that is known to be one of ours is never taken for another. */
  const owners = new Map<string, string>();
  const marketIdOf = async (symbol: string): Promise<string> =>
    (await instrumentOf(market, 'firi', symbol)).venue_symbol;

  const lookup = async (ref: OrderRef, note: string | null): Promise<LookupOutcome> => {
    const question = { client, ref, marketId: await marketIdOf(ref.symbol), sentTimes };
    if (ref.venueOrderId !== null) owners.set(ref.venueOrderId, ref.clientOrderId);
    const others = [...owners].filter(([, owner]) => owner !== ref.clientOrderId).map(([id]) => id);
    const outcome =
      ref.venueOrderId === null
        ? await lookupByDifference(question, note, new Set(others))
        : await lookupById(question, ref.venueOrderId);
    if (outcome.kind === 'found') owners.set(outcome.report.venueOrderId, ref.clientOrderId);
    return outcome;
  };
  const safeLookup = (ref: OrderRef, note: string | null): Promise<LookupOutcome> =>
    sparingErrors<LookupOutcome>(
      () => lookup(ref, note),
      (error) => ({ kind: 'failed', message: error.message }),
    );

  return {
    market,
    orderTypes: 'limit_only',
    oneInFlightPerMarket: true,
    features: { postOnly: false, reduceOnly: false, amend: 'replace' },
    prepare: async (order) => takeSnapshot(client, await marketIdOf(order.symbol)),
    place: (order) =>
      sparingErrors(
        async () => {
          const marketId = await marketIdOf(order.symbol);
          const outcome = await sentTimes.during(order.clientOrderId, () => placeOrder(client, order, marketId));
          if (outcome.kind === 'accepted') owners.set(outcome.report.venueOrderId, order.clientOrderId);
          return outcome;
        },
        (error) => ({ kind: 'not_sent', code: error.code, message: error.message }),
      ),
    cancel: (ref, note) =>
      sparingErrors(
        async () => {
          const known = ref.venueOrderId === null ? await lookup(ref, note) : null;
          const id = known?.kind === 'found' ? known.report.venueOrderId : ref.venueOrderId;
          if (id === null)
            return { kind: 'unknown', message: 'the order is not found at the venue, so it cannot be canceled' };
          const identified = { ...ref, venueOrderId: id };
          return cancelOrder(client, id, await marketIdOf(ref.symbol), () => safeLookup(identified, note));
        },
        (error) => ({ kind: 'refused', code: error.code, message: error.message }),
      ),
    lookup: safeLookup,
    cancelExternal: ({ venueOrderId, symbol }) =>
      sparingErrors<CancelOutcome>(
        async () => cancelListed(client, venueOrderId, await marketIdOf(symbol)),
        (error) => ({ kind: 'refused', code: error.code, message: error.message }),
      ),
    openOrders: async () => readAllOpen(client, await market.instruments()),
    // Firi lists orders and no trades; what an order traded is told by the order itself.
    fillsSince: () => Promise.resolve([]),
    positions: () => Promise.resolve([]),
    subscribe: () => null,
    balances: () => readBalances(client),
    clockSkewMs: () => client.time.measure(),
    key: () => Promise.resolve(KEY_REPORT),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}
