import type { VenueDeps } from '../deps.ts';
import { fetchOver } from '../http/guarded-fetch.ts';
import type { Wire } from '../http/wire.ts';
import type { MarketPlace } from '../market-place.ts';
import type { CcxtClient } from './ccxt-client.ts';
import type { ExchangeSettings } from './exchange-settings.ts';
import { loadExchangeClass } from './load-exchange.ts';
import { rebaseUrls } from './rebase-urls.ts';

/** A ccxt client that sends through `wire` and keeps nothing of what it sent. How fast it may is the wire's business. */
export async function openClient(
  place: MarketPlace,
  settings: ExchangeSettings,
  wire: Wire,
  deps: Pick<VenueDeps, 'clock'>,
): Promise<CcxtClient> {
  const ExchangeClass = await loadExchangeClass(settings.classId);
  const client = new ExchangeClass({
    // Its own pace would hold everything in one queue, on top of the governor's.
    enableRateLimit: false,
    number: String,
    userAgent: 'quantum-trader-console',
    fetchImplementation: fetchOver(wire),
    enableLastHttpResponse: false,
    enableLastResponseHeaders: false,
    has: { fetchCurrencies: settings.fetchCurrencies },
    options: {
      fetchCurrencies: settings.fetchCurrencies,
      fetchMargins: false,
      // KuCoin would load every ticker for the sake of its fee table.
      fetchMarkets: { fetchTickersFees: false, ...(settings.types && { types: [...settings.types] }) },
      recvWindow: 5_000,
    },
  });
  // It would keep the last address, signature included, and the headers, key included.
  client.setLastRequest = () => undefined;
  client.milliseconds = () => deps.clock.nowMs();
  // First the sandbox, which replaces the addresses, then ours.
  if (place.testnet) client.setSandboxMode(true);
  if (place.apiUrl !== null) client.urls['api'] = rebaseUrls(client.urls['api'], place.apiUrl);
  return client;
}
