import { startBinanceFuturesServer } from '../../venues/binance-futures-server.ts';
import { startBinanceServer } from '../../venues/binance-server.ts';
import { startBybitServer } from '../../venues/bybit-server.ts';
import type { VenueAccountOptions, VenueHandle } from '../../venues/venue-server.ts';
import { foreignHosts, preload } from '../preload.ts';
import type { Served } from '../serve-process.ts';
import { openWorkspace } from '../workspace.ts';
import type { Workspace } from '../workspace.ts';

const HOUR_MS = 3_600_000;

const PLACES = {
  spot: { open: startBinanceServer, place: 'order.place', fields: { EXCHANGE: 'binance' } },
  swap: {
    open: startBinanceFuturesServer,
    place: 'order.place',
    fields: { EXCHANGE: 'binance', MARKET: 'swap', LEVERAGE: '2' },
  },
  bybit: { open: startBybitServer, place: 'order.create', fields: { EXCHANGE: 'bybit' } },
} as const;
type PlaceName = keyof typeof PLACES;

/** An account with a key at one of the exchange servers of the desk. */
export interface DeskAccount extends Pick<VenueAccountOptions, 'permissions' | 'balances'> {
  name: string;
  at: PlaceName;
  /** Absent: real. */
  mode?: 'paper';
  armed?: true;
}

/** Accounts at exchange servers on loopback, and one `qt serve` over all of them. */
export interface CodeDesk extends Workspace {
  venues: Record<PlaceName, VenueHandle>;
  served(): Served;
  /** Starts `qt serve`, and arms the accounts that are to be. */
  start(): Promise<void>;
  /** Ends `qt serve`, and starts it with other variables; nothing is armed then. */
  restart(env: Record<string, string>): Promise<void>;
  /** How many requests to place an order reached any of the exchanges. */
  placements(): number;
}

export async function openCodeDesk(accounts: readonly DeskAccount[], env: Record<string, string>): Promise<CodeDesk> {
  const names = Object.keys(PLACES) as PlaceName[];
  const opened = await Promise.all(
    names.map(async (place) => {
      const here = accounts.filter(({ at }) => at === place).map(venueAccount);
      return [place, await PLACES[place].open({ accounts: here })] as const;
    }),
  );
  const venues = Object.fromEntries(opened) as Record<PlaceName, VenueHandle>;
  const envs = accounts.map((account) => accountEnv(account, venues[account.at].url));
  const desk = await openWorkspace(Object.assign({}, ...envs, env) as Record<string, string>);
  Object.assign(desk.env, preload(desk.home, HOUR_MS));
  let served: Served | null = null;
  return {
    ...desk,
    venues,
    served() {
      if (!served) throw new Error('qt serve was not started');
      return served;
    },
    async start() {
      served = await desk.serve();
      for (const { name, armed } of accounts) {
        const ran = armed && (await desk.json('arm', name, '--yes'));
        if (ran && ran.code !== 0) throw new Error(`${name} was not armed: ${ran.stdout}`);
      }
    },
    async restart(change) {
      await served?.stop();
      Object.assign(desk.env, change);
      served = await desk.serve();
    },
    placements: () =>
      opened.reduce((sum, [place, { requests }]) => {
        return sum + requests.filter(({ route }) => route === PLACES[place].place).length;
      }, 0),
    close: async () => {
      const foreign = foreignHosts(desk.home);
      await desk.close();
      await Promise.all(opened.map(([, venue]) => venue.close()));
      if (foreign.length > 0) throw new Error(`tried to reach ${foreign.join(', ')}`);
    },
  };
}

const keysOf = (name: string) => ({
  apiKey: `key-of-${name.replace('_', '-')}-0123456789`,
  apiSecret: `secret-of-${name.replace('_', '-')}-0123456789`,
});

function venueAccount({
  name,
  balances = { USDT: '100000', BTC: '1' },
  permissions,
}: DeskAccount): VenueAccountOptions {
  return { name, ...keysOf(name), balances, ...(permissions && { permissions }) };
}

function accountEnv({ name, at, mode }: DeskAccount, url: string): Record<string, string> {
  const { apiKey, apiSecret } = keysOf(name);
  const fields = { ...PLACES[at].fields, MODE: mode ?? 'real', API_URL: url, API_KEY: apiKey, API_SECRET: apiSecret };
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name.toUpperCase()}_${field}`, value]),
  );
}
