import { QtError } from '../../../../shared/schema/error-code.ts';
import type { RealAccount } from '../../accounts/account-config.ts';
import type { VenueDeps } from '../deps.ts';
import { instrumentOf } from '../instrument-of.ts';
import { createSentTimes } from '../http/sent-times.ts';
import { sparingErrors } from '../sparing-errors.ts';
import { openStream } from '../stream/open-stream.ts';
import type { MarketData, OrderChange, OrderRef, Venue } from '../venue.ts';
import type { Desk, ExchangeFacts } from './exchange-facts.ts';
import { openSigningClient } from './signing-client.ts';

/** What an order waits for before it is journaled can stand in a queue of reads. Its price is of when it was asked for. */
const MAX_PREPARE_MS = 10_000;

/**
 * A real account at an exchange that ccxt speaks. ccxt signs and addresses the requests; what they mean is judged by the
 * exchange's facts, from the wire. `market` is closed by its owner.
 */
export function openExchangeVenue(
  account: RealAccount,
  facts: ExchangeFacts,
  market: MarketData,
  deps: VenueDeps,
): Venue {
  const client = openSigningClient(account, facts, deps);
  const sentTimes = createSentTimes(client.time, deps.clock);
  const instrument: Desk['instrument'] = (symbol) => instrumentOf(market, facts.exchange, symbol);
  const desk: Desk = {
    client,
    account,
    instrument,
    bySymbolOfVenue: async (venueSymbol) => {
      for (const each of (await market.instruments()).values()) if (each.venue_symbol === venueSymbol) return each;
      return null;
    },
    instruments: async () => [...(await market.instruments()).values()],
    sentTimes,
  };
  const stream = facts.stream ? openStream(facts.stream, desk, deps) : null;
  const refusedBefore = (error: QtError) => ({ kind: 'refused', code: error.code, message: error.message }) as const;
  const { amend } = facts;

  return {
    market,
    orderTypes: 'market_and_limit',
    features: facts.features,
    // What an order would otherwise wait for after it was journaled is done here.
    prepare: async (order) => {
      await instrument(order.symbol);
      const fromMs = deps.clock.monotonicMs();
      await client.time.ensure();
      const note = (await facts.prepare?.(desk, order)) ?? null;
      const tookMs = deps.clock.monotonicMs() - fromMs;
      if (tookMs <= MAX_PREPARE_MS) return note;
      const took = `what has to be certain before an order took ${Math.round(tookMs / 1_000)} s to find out`;
      throw new QtError('VENUE_RATE_LIMIT', `${took}: the order would be late, and was not sent`);
    },
    place: (order) =>
      sparingErrors(
        async () => {
          const traded = await instrument(order.symbol);
          return sentTimes.during(order.clientOrderId, () => facts.place(desk, order, traded));
        },
        (error) => ({ kind: 'not_sent', code: error.code, message: error.message }),
      ),
    cancel: (ref, prepared) =>
      sparingErrors(async () => facts.cancel(desk, ref, await instrument(ref.symbol), prepared), refusedBefore),
    lookup: (ref, prepared) =>
      sparingErrors(
        async () => facts.lookup(desk, ref, await instrument(ref.symbol), prepared),
        (error) => ({ kind: 'failed', message: error.message }),
      ),
    ...(amend && {
      amend: (ref: OrderRef, change: OrderChange) =>
        sparingErrors(async () => amend(desk, ref, change, await instrument(ref.symbol)), refusedBefore),
    }),
    cancelExternal: ({ venueOrderId, symbol }) =>
      sparingErrors(async () => facts.cancelExternal(desk, venueOrderId, await instrument(symbol)), refusedBefore),
    openOrders: () => facts.openOrders(desk),
    fillsSince: async (symbol, sinceMs) => facts.fillsSince(desk, await instrument(symbol), sinceMs),
    history: facts.history(desk),
    positions: () => facts.positions(desk),
    subscribe: (listener) => stream?.subscribe(listener) ?? null,
    balances: () => facts.balances(desk),
    clockSkewMs: () => client.time.measure(),
    doubtClock: () => client.time.doubt(),
    key: () => facts.key(desk),
    close: () => {
      stream?.close();
      client.close();
      return Promise.resolve();
    },
  };
}
