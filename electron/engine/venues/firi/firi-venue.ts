import type { RealAccount } from '../../accounts/account-config.ts';
import type { VenueDeps } from '../deps.ts';
import { instrumentOf } from '../instrument-of.ts';
import { createSentTimes } from '../http/sent-times.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { CancelOutcome, LookupOutcome, MarketData, OrderRef, PlaceOutcome, Venue } from '../venue.ts';
import { KEY_REPORT, readBalances } from './account-data.ts';
import { readAllOpen } from './open-orders.ts';
import { cancelListed, cancelOrder } from './cancel.ts';
import { openFiriClient } from './firi-client.ts';
import { firiHistory } from './history.ts';
import { CONCLUSIVE_AFTER_MS, lookupByDifference, lookupById } from './lookup.ts';
import { placeOrder } from './place.ts';
import { joinKey } from './shared-key.ts';
import { takeSnapshot } from './snapshot.ts';

const OVERTAKEN: PlaceOutcome = {
  kind: 'not_sent',
  code: 'OUTCOME_PENDING',
  message: 'another account with the same key sent an order in this market: the two could not be told apart',
};

/**
 * A real account at Firi, by our own client: ccxt has none. Limit orders only, and no client order ids, so what is sent
 * without an answer is found again by comparing lists. `market` is closed by its owner.
 */
export function openFiriVenue(account: RealAccount, market: MarketData, deps: VenueDeps): Venue {
  const client = openFiriClient(account, deps);
  const sentTimes = createSentTimes(client.time, deps.clock);
  const key = joinKey(account, deps.clock);
  const { owners } = key;
  const marketIdOf = async (symbol: string): Promise<string> =>
    (await instrumentOf(market, 'firi', symbol)).venue_symbol;

  const lookup = async (ref: OrderRef, note: string | null): Promise<LookupOutcome> => {
    const marketId = await marketIdOf(ref.symbol);
    const question = { client, ref, marketId, sentTimes };
    if (ref.venueOrderId !== null) {
      owners.set(ref.venueOrderId, ref.clientOrderId);
      key.settle(ref.clientOrderId);
      return lookupById(question, ref.venueOrderId);
    }
    // Also for an order from before this start, of which the other accounts of the key do not know yet.
    key.leaveOpen(marketId, ref, ref.sentAtMs + CONCLUSIVE_AFTER_MS);
    const others = [...owners].filter(([, owner]) => owner !== ref.clientOrderId).map(([id]) => id);
    const outcome = await lookupByDifference(question, note, new Set(others));
    if (outcome.kind === 'found' && key.hasRival(marketId, ref)) {
      return { kind: 'ambiguous', message: 'another order of unknown outcome has the same terms' };
    }
    if (outcome.kind === 'found') owners.set(outcome.report.venueOrderId, ref.clientOrderId);
    const settled = outcome.kind === 'found' || (outcome.kind === 'absent' && outcome.conclusive);
    if (settled) key.settle(ref.clientOrderId);
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
    tellsNoTrades: true,
    features: { postOnly: false, reduceOnly: false, amend: 'replace' },
    prepare: async ({ symbol, clientOrderId }) => {
      const marketId = await marketIdOf(symbol);
      return key.prepare(marketId, clientOrderId, () => takeSnapshot(client, marketId));
    },
    place: (order) =>
      sparingErrors(
        async () => {
          const marketId = await marketIdOf(order.symbol);
          const { clientOrderId } = order;
          const sentAtMs = deps.clock.nowMs();
          const outcome = await key.inTurn(marketId, clientOrderId, async () => {
            const sent = await sentTimes.during(clientOrderId, () => placeOrder(client, order, marketId));
            if (sent.kind === 'accepted') owners.set(sent.report.venueOrderId, clientOrderId);
            if (sent.kind === 'unknown') key.leaveOpen(marketId, order, sentAtMs + CONCLUSIVE_AFTER_MS);
            return sent;
          });
          return outcome ?? OVERTAKEN;
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
    history: firiHistory(client, market, deps.clock.nowMs),
    positions: () => Promise.resolve([]),
    subscribe: () => null,
    balances: () => readBalances(client),
    clockSkewMs: () => client.time.measure(),
    doubtClock: () => client.time.doubt(),
    key: () => Promise.resolve(KEY_REPORT),
    close: () => {
      client.close();
      key.close();
      return Promise.resolve();
    },
  };
}
