import { get } from 'node:http';
import { startBinanceServer } from '../venues/binance-server.ts';
import { startFiriServer } from '../venues/firi-server.ts';
import type { LoggedRequest, VenueHandle } from '../venues/venue-server.ts';
import { plant, scanner } from './canary.ts';
import type { Canary } from './canary.ts';
import { startEchoProxy } from './echo-proxy.ts';
import type { EchoProxy } from './echo-proxy.ts';
import type { HttpAnswer, Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Binance refuses keys of other characters, so its odd key goes to an account that the venue does not know. */
export const BINANCE = {
  key: plant('Binance key', '#-_#'),
  secret: plant('Binance secret', '#+/=" \\#'),
  odd: plant('odd Binance key', '#+/=" #'),
};
export const FIRI = {
  key: plant('Firi key', '#+/=" #'),
  secret: plant('Firi secret', '# "=/+#'),
  client: plant('Firi client id', '#"+ /=#'),
  bare: plant('bare Firi key', '#/+= "#'),
};
const PAPER = {
  key: plant('paper key', '#+/=" #'),
  secret: plant('paper secret', '# "=/+#'),
  client: plant('paper client id', '#"+ /=#'),
};
const OTHERS = {
  okx: plant('OKX passphrase', '#+/=" #'),
  file: plant('secret of the env file', '#+/= #'),
  kraken: plant('older variable', '#+/="#'),
  mode: plant('credential given as mode', '#+/="#'),
  exchange: plant('credential given as exchange', '##'),
  url: plant('credential inside of a URL', '##'),
  misspelt: plant('credential of a misspelt variable', '#+/="#'),
};

export const BINANCE_NAMES = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6'];
export const FIRI_NAMES = ['f0', 'f1', 'f2', 'f3', 'f4'];
/** Behind the careless proxy. */
export const BINANCE_ECHO = ['be0', 'be1', 'be2'];
export const FIRI_ECHO = ['fe0', 'fe1', 'fe2'];
export const ODD = ['odd_binance', 'odd_firi'];

/** Accounts of one Firi key wait for each other, as they cannot tell their orders apart; so each has its own. */
const FIRI_SEATS = new Map(
  [...FIRI_NAMES, ...FIRI_ECHO].map((name, index) => [
    name,
    index === 0
      ? { key: FIRI.key, client: FIRI.client }
      : { key: plant(`Firi key of ${name}`, '#+/=" #'), client: plant(`Firi client id of ${name}`, '#"+ /=#') },
  ]),
);
export const CANARIES: Canary[] = [BINANCE, FIRI, PAPER, OTHERS, ...FIRI_SEATS.values()].flatMap((group) =>
  Object.values(group),
);

/** So many refusals and lost answers as are planted here would stop every account. */
export const NEVER_STOPS = { QT_STOP_AFTER_REFUSALS: 'off', QT_STOP_AFTER_UNKNOWN: 'off' };

export interface CanaryDesk {
  desk: Workspace;
  venues: { binance: VenueHandle; firi: VenueHandle };
  proxies: { binance: EchoProxy; firi: EchoProxy };
  events: { text: string; close(): void };
  served: Served;
  /** Stops what serves, cleanly or not, and serves again. */
  restart(how: 'stop' | 'kill'): Promise<void>;
  query(path: string, input?: unknown): Promise<HttpAnswer>;
  mutate(path: string, input: unknown): Promise<HttpAnswer>;
  arm(names: readonly string[]): Promise<void>;
  /** Looks through every file of the data directory and everything that went out since the last look. Tells each place once. */
  findings(): string[];
  close(): Promise<void>;
}

export async function openCanaryDesk(): Promise<CanaryDesk> {
  const balances = { BTC: '100', USDT: '9000000', ETH: '100', LTC: '1000', NOK: '90000000' };
  const permissions = { withdraw: true, transfer: true };
  const binanceKeys = { apiKey: BINANCE.key.value, apiSecret: BINANCE.secret.value };
  const venues = {
    binance: await startBinanceServer({ accounts: [{ name: 'one', ...binanceKeys, balances, permissions }] }),
    firi: await startFiriServer({
      accounts: [
        ...[...FIRI_SEATS].map(([name, { key, client }]) => ({
          name,
          apiKey: key.value,
          apiSecret: FIRI.secret.value,
          clientId: client.value,
          balances,
        })),
        { name: 'bare', apiKey: FIRI.bare.value, apiSecret: 'not used', balances },
      ],
    }),
  };
  const proxies = {
    binance: await startEchoProxy(venues.binance.url),
    firi: await startEchoProxy(venues.firi.url),
  };
  const desk = await openWorkspace({ ...environment(venues, proxies), ...NEVER_STOPS, QT_LOG_LEVEL: 'debug' });
  const filed = {
    EXCHANGE: 'binance',
    MODE: 'real',
    API_KEY: `'${OTHERS.file.value}'`,
    API_SECRET: `'${OTHERS.file.value}'`,
    API_URL: venues.binance.url,
  };
  const lines = Object.entries(filed).map(([field, value]) => `QT_ACCOUNT_FILED_${field}=${value}\n`);
  desk.write('data/accounts.env', lines.join(''));
  const served = await desk.serve();
  const told = new Set<string>();
  const one: CanaryDesk = {
    desk,
    venues,
    proxies,
    served,
    events: followEvents(served),
    restart: async (how) => {
      one.events.close();
      await (how === 'stop' ? one.served.stop() : one.served.kill());
      one.served = await desk.serve();
      one.events = followEvents(one.served, one.events.text);
    },
    query: (path, input) =>
      one.served.page(
        `/trpc/${path}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
      ),
    // Behind the page's own door the operator would have to confirm what is real.
    mutate: (path, input) => one.served.control(path, input),
    arm: async (names) => {
      for (const name of names) {
        const prepare = () => one.mutate('arming.prepare', { account_name: name, duration_ms: 600_000 });
        let prepared = await prepare();
        if (prepared.text.includes('KEY_CAN_WITHDRAW')) {
          await one.mutate('arming.acknowledgeKey', { account_name: name, typed: name });
          prepared = await prepare();
        }
        if (prepared.status !== 200) throw new Error(`${name} could not be armed: ${prepared.text}`);
        const { confirmation_id, phrase } = prepared.json.result.data;
        const armed = await one.mutate('arming.arm', { confirmation_id, typed: phrase });
        if (armed.status !== 200) throw new Error(`${name} was not armed: ${armed.text}`);
      }
    },
    findings: () => {
      const scan = scanner(CANARIES, signatures([...venues.binance.requests, ...venues.firi.requests]));
      // The env file is the operator's own, and where credentials belong.
      const files = [...desk.files()].filter(([file]) => !file.endsWith('accounts.env'));
      const found = [
        ...files.flatMap(([file, bytes]) => scan(file, bytes)),
        ...desk.transcript.splice(0).flatMap((text) => scan(`answer ${text.slice(0, 200)}`, text)),
        ...scan('stdout of serve', one.served.stdout()),
        ...scan('stderr of serve', one.served.stderr()),
        ...scan('events', one.events.text),
      ].map(({ what, where }) => `${what} in ${where}`);
      const fresh = found.filter((finding) => !told.has(finding));
      for (const finding of fresh) told.add(finding);
      return fresh;
    },
    close: async () => {
      one.events.close();
      await desk.close();
      await Promise.all([...Object.values(proxies), ...Object.values(venues)].map((each) => each.close()));
    },
  };
  return one;
}

function environment(venues: CanaryDesk['venues'], proxies: CanaryDesk['proxies']): Record<string, string> {
  const env: Record<string, string> = {};
  const set = (name: string, fields: Record<string, string>): void => {
    for (const [field, value] of Object.entries(fields)) env[`QT_ACCOUNT_${name.toUpperCase()}_${field}`] = value;
  };
  const real = { MODE: 'real' };
  const binance = { EXCHANGE: 'binance', ...real, API_KEY: BINANCE.key.value, API_SECRET: BINANCE.secret.value };
  const firi = {
    EXCHANGE: 'firi',
    ...real,
    API_KEY: FIRI.key.value,
    API_SECRET: FIRI.secret.value,
    CLIENT_ID: FIRI.client.value,
  };
  for (const name of BINANCE_NAMES) set(name, { ...binance, API_URL: venues.binance.url });
  for (const name of BINANCE_ECHO) set(name, { ...binance, API_URL: proxies.binance.url });
  for (const [name, { key, client }] of FIRI_SEATS) {
    const url = FIRI_ECHO.includes(name) ? proxies.firi.url : venues.firi.url;
    set(name, { ...firi, API_KEY: key.value, CLIENT_ID: client.value, API_URL: url });
  }
  set('bare_firi', { EXCHANGE: 'firi', ...real, API_KEY: FIRI.bare.value, API_URL: venues.firi.url });
  set('odd_binance', { ...binance, API_KEY: BINANCE.odd.value, API_URL: venues.binance.url });
  set('odd_firi', { ...firi, API_SECRET: BINANCE.odd.value, API_URL: venues.firi.url });
  const paper = { API_KEY: PAPER.key.value, API_SECRET: PAPER.secret.value, CLIENT_ID: PAPER.client.value };
  set('paper_binance', { EXCHANGE: 'binance', ...paper, API_URL: venues.binance.url });
  set('paper_firi', { EXCHANGE: 'firi', ...paper, API_URL: venues.firi.url });
  set('okx', { EXCHANGE: 'okx', ...real, ...paper, PASSPHRASE: OTHERS.okx.value });
  set('wrong_mode', { EXCHANGE: 'binance', MODE: OTHERS.mode.value });
  set('wrong_exchange', { EXCHANGE: OTHERS.exchange.value });
  set('wrong_url', { EXCHANGE: 'binance', API_URL: `https://me:${OTHERS.url.value}@example.com/` });
  set('misspelt', { EXCHANGE: 'binance', APIKEY: OTHERS.misspelt.value });
  env['KRAKEN_API_KEY'] = OTHERS.kraken.value;
  env['KRAKEN_API_SECRET'] = OTHERS.kraken.value;
  return env;
}

function signatures(requests: readonly LoggedRequest[]): string[] {
  return requests
    .map(({ params, headers }) => params['signature'] ?? headers['firi-user-signature'] ?? '')
    .filter((signature) => /^[0-9a-f]{64}$/i.test(signature));
}

function followEvents(served: Served, before = ''): CanaryDesk['events'] {
  const events = { text: before, close: () => void outgoing.destroy() };
  const headers = { authorization: `Bearer ${served.session}`, accept: 'text/event-stream' };
  const outgoing = get({ host: '127.0.0.1', port: served.port, path: '/trpc/events.stream', headers }, (incoming) => {
    incoming.setEncoding('utf8').on('data', (part: string) => (events.text += part));
    incoming.on('error', () => {});
  });
  outgoing.on('error', () => {});
  return events;
}
