import { VENUES, openVenue } from './venues-under-fault.ts';
import type { OpenVenue, VenueUnderFault } from './venues-under-fault.ts';

/*
 * The exchanges of the measured kill, in a process of their own, so that neither their work nor their clock is the trader's.
 * Told what to do by messages of its parent (see `kill-desk.ts`), which it answers one by one.
 */
export type VenuesTask =
  /** So many accounts at each of these; answers with the trader's environment. */
  | { do: 'open'; names: string[]; accountsEach: number }
  /** Orders and amends that came in since the last time. */
  | { do: 'arrivals' };

/** What reached an exchange, in ms of the machine's monotonic clock: the moment at which the request had been read. */
export interface Arrival {
  atMs: number;
  account: string | null;
  route: string;
}

/** The same in every process of this machine. */
const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;
const ACTS = /^order\.(place|amend)|leverage|margin/i;
const DEPTH = '100000';

const open: OpenVenue[] = [];
let arrivals: Arrival[] = [];

async function start(spec: VenueUnderFault): Promise<OpenVenue> {
  const venue = await openVenue(spec, { nowMs: () => Date.now() });
  const { server, accounts } = venue;
  for (const { market, bids, asks } of accounts.flatMap(({ markets }) => markets)) {
    const [[bid], [ask]] = [bids[0] ?? ['1'], asks[0] ?? ['2']];
    server.setBook(market, { bids: [[bid, DEPTH]], asks: [[ask, DEPTH]] });
  }
  // Never matches; it is asked the moment a request has been read.
  server.faults.always(
    ({ route, account }) => {
      if (ACTS.test(route)) arrivals.push({ atMs: machineMs(), account: account ?? null, route });
      return false;
    },
    { kind: 'drop_before' },
  );
  return venue;
}

async function carryOut(task: VenuesTask): Promise<unknown> {
  if (task.do === 'open') {
    const specs = VENUES.filter(({ name }) => task.names.includes(name));
    for (const spec of specs) {
      const [first, ...rest] = spec.seats;
      if (!first) throw new Error(`${spec.name} has no accounts`);
      const others = rest.reduce((sum, { count }) => sum + count, 0);
      const seats = [{ ...first, count: task.accountsEach - others }, ...rest];
      open.push(await start({ ...spec, seats }));
    }
    const accounts = open.flatMap((venue) =>
      venue.accounts.map(({ name, markets }) => ({ name, symbol: markets[0]?.symbol ?? '' })),
    );
    return { env: Object.assign({}, ...open.map(({ env }) => env)) as Record<string, string>, accounts };
  }
  const seen = arrivals;
  arrivals = [];
  return seen;
}

process.on('message', (task: VenuesTask) => {
  carryOut(task).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// The parent is gone, and nobody else asks.
process.on('disconnect', () => process.exit());
