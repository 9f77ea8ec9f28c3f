import type { RealAccount } from '../../../../electron/engine/accounts/account-config.ts';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { systemIds } from '../../../../electron/engine/seams.ts';
import { openKeepAliveFetch } from '../../../../electron/engine/venues/http/keep-alive-fetch.ts';
import { openMarketData, openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import type {
  CancelOutcome,
  LookupOutcome,
  OrderRef,
  OrderReport,
  PlaceOutcome,
  Venue,
  VenueEvent,
  VenueOrder,
} from '../../../../electron/engine/venues/venue.ts';
import type { OrderRecord, VenueAccountOptions, VenueHandle } from '../../../venues/venue-server.ts';
import { depsWith, movableClock, realAccount } from '../rig.ts';
import type { MovableClock } from '../rig.ts';
import type { VenueRig } from './venue-rig.ts';

export const CANARIES = {
  apiKey: 'canaryKEY0123456789',
  apiSecret: 'canarySECRET9876543210',
  passphrase: 'canaryPASS77777',
  clientId: 'canaryCLIENT55555',
};

/** An order that was sent, with all that the engine would have kept of it. */
export interface Sent {
  order: VenueOrder;
  ref: OrderRef;
  note: string | null;
  outcome: PlaceOutcome;
}

/** What the stream has told so far. */
export interface Heard {
  events: VenueEvent[];
  /** Reports of one order, in the order they were told. */
  reports(sent: Sent): OrderReport[];
  /** Waits until an event satisfies it, those told before included; fails after ten seconds. */
  until(what: string, satisfied: (event: VenueEvent, index: number) => boolean): Promise<VenueEvent>;
  stop(): void;
}

export interface World {
  rig: VenueRig;
  venue: Venue;
  server: VenueHandle;
  clock: MovableClock;
  keys: typeof CANARIES;
  /** A limit order that rests, unless changed. */
  order(change?: Partial<VenueOrder>): VenueOrder;
  marketOrder(change?: Partial<VenueOrder>): VenueOrder;
  /** Prepares and places, as the engine does. */
  send(order: VenueOrder): Promise<Sent>;
  lookup(sent: Sent): Promise<LookupOutcome>;
  /** The report of a look-up that must find it. */
  found(sent: Sent): Promise<OrderReport>;
  cancel(sent: Sent): Promise<CancelOutcome>;
  listen(): Heard;
  orders(): OrderRecord[];
  /** The venue's own record of the order that this sending made. */
  atVenue(sent: Sent): OrderRecord;
  /** Requests of these routes so far. */
  count(...routes: (string | null)[]): number;
  pause(ms: number): Promise<void>;
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  account?: Partial<RealAccount>;
  permissions?: VenueAccountOptions['permissions'];
  wrongSecret?: boolean;
}

/** Levels of the book at the start of every point: enough for parts, the same at every venue. */
export const PRICES = { rest: '50000', bid: '59990', ask: '60010', worseBid: '59980', worseAsk: '60020', up: '50100' };
export const LEVEL = '0.5';

/** The exchange's test server with one account, and the seat of that account as the engine opens it. */
export async function openWorld(rig: VenueRig, options: WorldOptions = {}): Promise<World> {
  const clock = movableClock();
  const keys = { ...CANARIES, ...rig.keys };
  const { permissions } = options;
  const balances = rig.balances ?? { [rig.base]: '10', [rig.quote]: '1000000' };
  const server = await rig.start({
    accounts: [{ name: 'main', ...keys, balances, ...(permissions && { permissions }) }],
    clock: () => Math.floor(clock.nowMs()),
  });
  server.setBook(rig.marketId, {
    bids: [
      [PRICES.bid, LEVEL],
      [PRICES.worseBid, '5'],
    ],
    asks: [
      [PRICES.ask, LEVEL],
      [PRICES.worseAsk, '5'],
    ],
  });
  const terms = rig.swap && { leverage: rig.swap.leverage, marginMode: rig.swap.marginMode };
  const apiSecret = options.wrongSecret ? (rig.wrongSecret ?? 'notTheSecret0000000000') : keys.apiSecret;
  const account = realAccount(rig.exchange, server.url, {
    market: rig.market,
    credentials: {
      apiKey: new Secret(keys.apiKey),
      apiSecret: new Secret(apiSecret),
      passphrase: new Secret(keys.passphrase),
      clientId: new Secret(keys.clientId),
    },
    ...terms,
    ...rig.account,
    ...options.account,
  });
  const connections = openKeepAliveFetch();
  const deps = depsWith(clock, connections.fetch);
  const market = openMarketData(account, deps);
  const venue = openRealVenue(account, market, deps);
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= server.close());
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

  const order: World['order'] = (change) => ({
    clientOrderId: systemIds.clientOrderId(),
    symbol: rig.symbol,
    side: 'buy',
    type: 'limit',
    timeInForce: 'gtc',
    postOnly: false,
    reduceOnly: false,
    amount: '0.01',
    price: PRICES.rest,
    ...change,
  });
  const orders = (): OrderRecord[] => server.ledger('main').orders;
  const lookup: World['lookup'] = ({ ref, note }) => venue.lookup(ref, note);

  return {
    rig,
    venue,
    server,
    clock,
    keys,
    order,
    marketOrder: (change) => order({ type: 'market', price: null, timeInForce: null, ...change }),
    send: async (wanted) => {
      const note = await venue.prepare(wanted);
      const ref: OrderRef = { ...wanted, venueOrderId: null, sentAtMs: clock.nowMs() };
      const outcome = await venue.place(wanted);
      if (outcome.kind === 'accepted') ref.venueOrderId = outcome.report.venueOrderId;
      return { order: wanted, ref, note, outcome };
    },
    lookup,
    found: async (sent) => {
      const outcome = await lookup(sent);
      if (outcome.kind !== 'found') throw new Error(`not found, but ${JSON.stringify(outcome)}`);
      return outcome.report;
    },
    cancel: ({ ref, note }) => venue.cancel(ref, note),
    listen: () => listenTo(venue, clock),
    orders,
    atVenue: ({ order: { clientOrderId }, outcome }) => {
      const id = outcome.kind === 'accepted' ? outcome.report.venueOrderId : null;
      const mine = orders().filter((each) => (id === null ? each.clientOrderId === clientOrderId : each.id === id));
      if (mine.length !== 1) throw new Error(`the venue has ${mine.length} orders of this id`);
      return mine[0]!;
    },
    count: (...routes) => server.requests.filter(({ route }) => routes.includes(route)).length,
    pause,
    stopServer: async () => {
      await stop();
      await pause(50);
    },
    close: async () => {
      const dangerous = server.requests.filter((request) => request.dangerous).map(({ route }) => route);
      await venue.close();
      await market.close();
      connections.close();
      await stop();
      if (dangerous.length > 0) throw new Error(`sent what it never may: ${dangerous.join(', ')}`);
    },
  };
}

function listenTo(venue: Venue, clock: MovableClock): Heard {
  const events: VenueEvent[] = [];
  const waiting = new Set<() => void>();
  const stop = venue.subscribe((event) => {
    events.push(event);
    for (const check of [...waiting]) check();
  });
  if (!stop) throw new Error('this venue has no stream');
  return {
    events,
    reports: ({ order }) =>
      events.flatMap((event) =>
        event.kind === 'order' && event.clientOrderId === order.clientOrderId ? [event.report] : [],
      ),
    until: (what, satisfied) =>
      new Promise((resolve, reject) => {
        const giveUp = clock.after(10_000, () => {
          waiting.delete(check);
          reject(new Error(`waited in vain: ${what}; heard ${JSON.stringify(events)}`));
        });
        const check = (): void => {
          const event = events.find((each, index) => satisfied(each, index));
          if (!event) return;
          giveUp();
          waiting.delete(check);
          resolve(event);
        };
        waiting.add(check);
        check();
      }),
    stop,
  };
}
