import type { Instrument } from '../../../../shared/schema/market.ts';
import type { RealAccount } from '../../accounts/account-config.ts';
import type { VenueDeps } from '../deps.ts';
import { instrumentOf } from '../instrument-of.ts';
import { createSentTimes } from '../http/sent-times.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { MarketData, Venue } from '../venue.ts';
import { readBalances, readKey } from './account-data.ts';
import { openBinanceClient } from './binance-client.ts';
import { cancelOrder } from './cancel.ts';
import { lookupOrder } from './lookup.ts';
import { placeOrder } from './place.ts';

/**
 * A real account at Binance spot. ccxt signs and addresses the requests; what they mean is judged here, from the wire.
 * `market` is closed by its owner.
 */
export function openBinanceVenue(account: RealAccount, market: MarketData, deps: VenueDeps): Venue {
  const client = openBinanceClient(account, deps);
  const sentTimes = createSentTimes(client.time, deps.clock);
  const instrument = (symbol: string): Promise<Instrument> => instrumentOf(market, 'binance', symbol);

  return {
    market,
    orderTypes: 'market_and_limit',
    // Nothing to remember, as orders are found by our own id. What an order would otherwise wait for is done here.
    prepare: async (order) => {
      await instrument(order.symbol);
      await client.time.ensure();
      return null;
    },
    place: (order) =>
      sparingErrors(
        async () => {
          const { venue_symbol: symbol } = await instrument(order.symbol);
          return sentTimes.during(order.clientOrderId, () => placeOrder(client, order, symbol));
        },
        (error) => ({ kind: 'not_sent', code: error.code, message: error.message }),
      ),
    cancel: (ref) =>
      sparingErrors(
        async () => cancelOrder(client, ref, (await instrument(ref.symbol)).venue_symbol),
        (error) => ({ kind: 'refused', code: error.code, message: error.message }),
      ),
    lookup: (ref) =>
      sparingErrors(
        async () => lookupOrder(client, ref, (await instrument(ref.symbol)).venue_symbol, sentTimes),
        (error) => ({ kind: 'failed', message: error.message }),
      ),
    balances: () => readBalances(client),
    clockSkewMs: () => client.time.measure(),
    key: () => readKey(client, account.testnet),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}
