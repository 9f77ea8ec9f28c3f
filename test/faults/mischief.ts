import type { FaultMatch } from '../venues/http/faults.ts';
import type { Fault } from '../venues/venue-server.ts';
import type { Chance } from './chance.ts';
import type { OpenVenue, TradingAccount } from './venues-under-fault.ts';

/** A fault of the network or of the exchange, as real ones happen. Times are real milliseconds. */
export function anyFault(chance: Chance): Fault {
  // Not at all, at once, or behind an answer that says nothing of it: the gateway has given up, the request has not.
  const processed = chance.pick([true, false, { afterMs: chance.whole(10, 450) }]);
  return chance.pick<() => Fault>([
    () => ({ kind: 'drop_before' }),
    () => ({ kind: 'drop_after' }),
    () => ({ kind: 'delay', ms: chance.whole(5, 700), when: 'before' }),
    () => ({ kind: 'delay', ms: chance.whole(5, 400), when: 'after' }),
    () => ({ kind: 'hang', processed }),
    () => ({ kind: 'hang', processed: { afterMs: chance.whole(10, 900) } }),
    () => ({ kind: 'garbage_200', processed }),
    () => ({ kind: 'truncated_200', cutSocket: chance.percent(50) }),
    () => ({ kind: 'empty_200', processed }),
    () => ({ kind: 'status', status: chance.pick([403, 404, 500, 502, 503, 504]), processed }),
    () => ({ kind: 'rate_limit', retryAfter: 1 }),
  ])();
}

/** What the exchange itself documents: refusals, answers that leave it open, a clock that it does not like. */
function documentedFault({ rig }: TradingAccount, chance: Chance): Fault {
  const refusals = rig.refusals.flatMap(({ fault, code }) => (fault && code !== 'VENUE_RATE_LIMIT' ? [fault] : []));
  const uncertain = rig.uncertain.map(({ fault }) => fault);
  const pool = chance.percent(70) ? uncertain : [...refusals, ...(rig.clockRefusal ? [rig.clockRefusal] : [])];
  return pool.length > 0 ? chance.pick(pool) : anyFault(chance);
}

/** Lays faults before the next requests of a venue. Returns how many. */
export function layFaults(venue: OpenVenue, chance: Chance): number {
  const { server, accounts } = venue;
  const count = chance.whole(0, 5);
  for (let i = 0; i < count; i += 1) {
    const account = chance.pick(accounts);
    const { routes } = account.rig;
    const roll = chance.whole(1, 100);
    if (roll <= 20) {
      // Its own words, to an order of this kind of account.
      const of = names(venue, account);
      server.faults.next(
        (request) => request.route === routes.place && of.has(request.account ?? ''),
        documentedFault(account, chance),
      );
    } else {
      server.faults.next(targetOf(routes, roll, chance), anyFault(chance), chance.whole(1, 2));
    }
  }
  // A half-dead exchange: everything is read, and nothing of one kind gets through.
  if (!chance.percent(6)) return count;
  const { routes } = chance.pick(accounts).rig;
  server.faults.always(chance.pick([routes.place, routes.cancel, ...routes.lookup]), anyFault(chance));
  return count + 1;
}

function names({ accounts }: OpenVenue, { rig }: TradingAccount): Set<string> {
  return new Set(accounts.filter((each) => each.rig === rig).map(({ name }) => name));
}

function targetOf(routes: TradingAccount['rig']['routes'], roll: number, chance: Chance): FaultMatch {
  if (roll <= 50) return routes.place;
  if (roll <= 60) return routes.cancel;
  if (roll <= 68) return routes.amend ?? routes.cancel;
  if (roll <= 76) return chance.pick(routes.lookup);
  if (roll <= 84) return chance.pick([...routes.lists, routes.openOrders]);
  if (roll <= 88) return routes.trades;
  if (roll <= 92) return ({ route }) => route === routes.balances || route === routes.time;
  if (roll <= 95) return ({ route }) => /leverage|margin|position|config/i.test(route);
  return '*';
}

/** Something of the streams goes wrong. */
export function botherStreams(venue: OpenVenue, chance: Chance): void {
  const { streams } = venue.server;
  const garbage = venue.accounts.flatMap(({ rig }) => rig.unreadable);
  chance.pick<() => void>([
    () => streams.dropAll(),
    () => streams.repeat(chance.whole(1, 8)),
    () => streams.swallow(chance.whole(1, 3)),
    () => streams.hold(),
    () => streams.release(),
    () => streams.inject(garbage.length > 0 ? chance.pick(garbage) : '{"'),
    () => streams.inject(chance.pick(['', '{}', '[]', 'null', '{"a":', '\u0000', '9'.repeat(5_000)])),
  ])();
}

/** Whatever was laid is taken away. */
export function calmDown({ server }: OpenVenue): void {
  server.faults.clear();
  server.streams.release();
  server.streams.refuse(false);
  server.streams.swallow(0);
  server.setLatency(0);
}
