import { parseArgs } from 'node:util';
import { startBinanceFuturesServer } from './binance-futures-server.ts';
import { startBinanceServer } from './binance-server.ts';
import { startBybitServer } from './bybit-server.ts';
import { startControl } from './control-server.ts';
import { startFiriServer } from './firi-server.ts';
import { startKrakenServer } from './kraken-server.ts';
import { startKucoinServer } from './kucoin-server.ts';
import { startOkxServer } from './okx-server.ts';
import type { VenueHandle, VenueOptions } from './venue-server.ts';

/*
 * node test/venues/start.ts binance|binance-futures|bybit|firi|kraken|kucoin|okx [--name main] [--balances '{"USDT":"10000"}'] [--accounts '[{…}]']
 * Keys come from --api-key, --api-secret, --client-id and --passphrase, or VENUE_API_KEY and so on.
 * Prints one JSON line {venue, url, control_url, pid}; ends on SIGTERM or SIGINT.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string', default: 'main' },
    'api-key': { type: 'string' },
    'api-secret': { type: 'string' },
    'client-id': { type: 'string' },
    passphrase: { type: 'string' },
    balances: { type: 'string' },
    accounts: { type: 'string' },
  },
});

const START: Record<
  string,
  { open: (options: VenueOptions) => Promise<VenueHandle>; balances: Record<string, string> }
> = {
  binance: { open: startBinanceServer, balances: { BTC: '1', ETH: '10', USDT: '10000' } },
  'binance-futures': { open: startBinanceFuturesServer, balances: { USDT: '10000' } },
  bybit: { open: startBybitServer, balances: { BTC: '1', ETH: '10', USDT: '10000' } },
  firi: { open: startFiriServer, balances: { BTC: '1', ETH: '10', NOK: '1000000' } },
  // Its secrets are base64.
  kraken: { open: startKrakenServer, balances: { BTC: '1', ETH: '10', USD: '10000' } },
  kucoin: { open: startKucoinServer, balances: { BTC: '1', ETH: '10', USDT: '10000' } },
  okx: { open: startOkxServer, balances: { BTC: '1', ETH: '10', USDT: '10000' } },
};

const venue = positionals[0] ?? '';
const start = START[venue];
if (!start)
  throw new Error('usage: node test/venues/start.ts binance|binance-futures|bybit|firi|kraken|kucoin|okx [options]');

const clientId = values['client-id'] ?? process.env['VENUE_CLIENT_ID'];
const passphrase = values.passphrase ?? process.env['VENUE_PASSPHRASE'] ?? 'test-passphrase';
const one = {
  name: values.name,
  apiKey: values['api-key'] ?? process.env['VENUE_API_KEY'] ?? 'test-key',
  apiSecret: values['api-secret'] ?? process.env['VENUE_API_SECRET'] ?? 'test-secret',
  passphrase,
  ...(clientId === undefined ? {} : { clientId }),
  balances: values.balances === undefined ? start.balances : (JSON.parse(values.balances) as Record<string, string>),
};
const accounts = values.accounts === undefined ? [one] : (JSON.parse(values.accounts) as VenueOptions['accounts']);

const handle = await start.open({ accounts });
const control = await startControl(handle);
console.log(JSON.stringify({ venue, url: handle.url, control_url: control.url, pid: process.pid }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void Promise.all([handle.close(), control.close()]).then(() => process.exit(0));
  });
}
