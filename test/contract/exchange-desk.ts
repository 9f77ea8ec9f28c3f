import type { VenueHandle } from '../venues/venue-server.ts';
import { SEATS, SEAT_NAMES, keysOf, openVenue, seatEnv } from './exchange-seats.ts';
import type { Seat, SeatKeys, SeatName } from './exchange-seats.ts';
import { foreignHosts, preload } from './preload.ts';
import type { Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { RanJson, Workspace } from './workspace.ts';

/** A real account at each of several exchanges, named as its seat. */
export interface ExchangeDesk extends Workspace {
  venues: Record<SeatName, VenueHandle>;
  arm(name: SeatName): Promise<void>;
  /** `qt signal fire` on a seat's own symbol, of its usual size unless `options` say otherwise. */
  fire(name: SeatName, ...options: string[]): Promise<RanJson>;
  /** The same by `POST /signals`. */
  post(served: Served, name: SeatName, more?: Record<string, unknown>): ReturnType<Served['signal']>;
}

export async function openExchangeDesk(
  names: readonly SeatName[] = SEAT_NAMES,
  keys: (name: SeatName) => SeatKeys = keysOf,
): Promise<ExchangeDesk> {
  const opened = await Promise.all(names.map(async (name) => [name, await openVenue(name, keys(name))] as const));
  const env = opened.map(([name, { url }]) => seatEnv(name, url, keys(name)));
  const desk = await openWorkspace(Object.assign({}, ...env) as Record<string, string>);
  Object.assign(desk.env, preload(desk.home, 0));
  return {
    ...desk,
    venues: Object.fromEntries(opened) as Record<SeatName, VenueHandle>,
    arm: async (name) => {
      const { code, document } = await desk.json('arm', name, '--for', '1h', '--yes');
      if (code !== 0) throw new Error(`${name} was not armed: ${JSON.stringify(document)}`);
    },
    fire: (name, ...options) => desk.json('signal', 'fire', ...signalArgs(name), ...options),
    post: (served, name, more = {}) => {
      const { symbol, amount } = SEATS[name];
      return served.signal({ symbol, side: 'long', amount, account_name: name, ...more });
    },
    close: async () => {
      const foreign = foreignHosts(desk.home);
      await desk.close();
      await Promise.all(opened.map(([, venue]) => venue.close()));
      // With API_URL set, no address of the exchange's own is left.
      if (foreign.length > 0) throw new Error(`tried to reach ${foreign.join(', ')}`);
    },
  };
}

export function signalArgs(name: SeatName): string[] {
  const { symbol, amount }: Seat = SEATS[name];
  return ['--account', name, '--symbol', symbol, '--side', 'long', '--amount', amount];
}

/** Options of a limit order that rests. */
export const limitArgs = (name: SeatName): string[] => ['--type', 'limit', '--price', SEATS[name].low];
