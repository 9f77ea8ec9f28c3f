import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Clock } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { VenueEvent } from '../venues/venue.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderTracker } from './order-tracker.ts';

export type StreamState = 'none' | 'connecting' | 'live' | 'down';

/** Listens to what venues tell of orders by themselves. Polling goes on beside it, only more slowly while it is live. */
export interface OrderStreams {
  /** Listens from now on. Asked for again it changes nothing. */
  listen(accountName: string): void;
  /** Stops listening where nothing of the account is unsettled and nobody watches it. */
  release(accountName: string): void;
  state(accountName: string): StreamState;
  isLive(accountName: string): boolean;
  /** What was told until now may have holes (the machine slept): everything unsettled is asked about. */
  doubt(): void;
  close(): void;
}

interface Listening {
  state: StreamState;
  stop: (() => void) | null;
  cancelReread: (() => void) | null;
}

/** `certain` false: it may be about another order, so the venue is asked about this one instead. */
interface Ours {
  order: OrderRow;
  certain: boolean;
}

/** Several events about orders that are not ours are one reason to read the list again. */
const REREAD_AFTER_MS = 500;

export function createOrderStreams(deps: {
  registry: AccountRegistry;
  pool: VenuePool;
  journal: OrderJournal;
  tracker: OrderTracker;
  clock: Clock;
  log: Log;
  /** Accounts that are listened to all the time. */
  attended: boolean;
  refreshBalances: (accountName: string) => void;
  /** Reads the open orders of the account again. */
  rereadOpen: (accountName: string) => void;
  /** The stream began, was replaced, or skipped something: compare the account with its venue. */
  onGap: (accountName: string) => void;
  onState: (accountName: string) => void;
  /** A word came with the exchange's own time, epoch ms. For measuring; must not throw. */
  onTold?: ((exchange: Exchange, saidMs: number) => void) | undefined;
}): OrderStreams {
  const { journal, tracker, pool, clock, log } = deps;
  const listening = new Map<string, Listening>();
  let closed = false;

  function setState(accountName: string, entry: Listening, state: StreamState): void {
    if (entry.state === state) return;
    const wasLive = entry.state === 'live';
    entry.state = state;
    if (wasLive !== (state === 'live')) tracker.repace(accountName);
    deps.onState(accountName);
  }

  /** Ours by the client order id, which nobody else can have; or by the venue's id, at the seat where it was given. */
  function ours(accountName: string, event: Extract<VenueEvent, { kind: 'order' }>): Ours | null {
    const byClient = event.clientOrderId === null ? null : journal.byClientOrderId(event.clientOrderId);
    if (byClient) {
      const { venue_order_id: known } = byClient;
      return { order: byClient, certain: known === null || known === event.venueOrderId };
    }
    const seat = pool.seatMark(accountName);
    const order = journal.byVenueOrderId({ accountName, seat, venueOrderId: event.venueOrderId, symbol: null });
    // With another client order id it is one that was adopted, or one of another market: such ids are not each one's own.
    return order && { order, certain: event.clientOrderId === null };
  }

  function reread(accountName: string, entry: Listening): void {
    entry.cancelReread ??= clock.after(REREAD_AFTER_MS, () => {
      entry.cancelReread = null;
      deps.rereadOpen(accountName);
    });
  }

  function askAll(accountName: string): void {
    tracker.lookupAll(accountName).catch((error: unknown) => {
      log.error('Orders could not be looked up', { account_name: accountName, detail: String(error) });
    });
  }

  function askOne(accountName: string, { id }: OrderRow): void {
    tracker.ask(id, { evenFinal: true }).catch((error: unknown) => {
      log.error('An order could not be looked up', { account_name: accountName, order_id: id, detail: String(error) });
    });
  }

  function hear(accountName: string, entry: Listening, event: VenueEvent): void {
    switch (event.kind) {
      case 'live':
        setState(accountName, entry, 'live');
        askAll(accountName);
        return;
      case 'gap':
        log.warn('The order stream has a gap', { account_name: accountName, detail: event.detail });
        askAll(accountName);
        deps.onGap(accountName);
        return;
      case 'down':
        log.warn('The order stream is down', { account_name: accountName, detail: event.detail });
        setState(accountName, entry, 'down');
        return;
      case 'balances':
        deps.refreshBalances(accountName);
        return;
      case 'order': {
        const { updatedAtMs } = event.report;
        const exchange = deps.registry.config(accountName)?.exchange;
        if (updatedAtMs !== undefined && exchange) deps.onTold?.(exchange, updatedAtMs);
        const own = ours(accountName, event);
        if (own?.certain) tracker.book(own.order.id, event.report, 'stream', 'told by the exchange');
        else reread(accountName, entry);
        if (own?.certain === false) askOne(accountName, own.order);
      }
    }
  }

  function listen(accountName: string): void {
    if (closed || listening.has(accountName)) return;
    const config = deps.registry.config(accountName);
    if (config?.mode !== 'real') return;
    const entry: Listening = { state: 'connecting', stop: null, cancelReread: null };
    listening.set(accountName, entry);
    try {
      entry.stop = pool.venue(accountName).subscribe((event) => {
        if (closed || listening.get(accountName) !== entry) return;
        try {
          hear(accountName, entry, event);
        } catch (error) {
          // What could not be booked is asked for again by polling.
          log.error('A word of the order stream could not be booked', {
            account_name: accountName,
            detail: String(error),
          });
        }
      });
    } catch (error) {
      log.warn('There is no order stream', { account_name: accountName, detail: String(error) });
    }
    if (!entry.stop) entry.state = 'none';
    deps.onState(accountName);
  }

  function stop(accountName: string): void {
    const entry = listening.get(accountName);
    listening.delete(accountName);
    entry?.cancelReread?.();
    entry?.stop?.();
  }

  return {
    listen,
    release(accountName) {
      if (deps.attended || !listening.has(accountName) || journal.unsettledOf(accountName).length > 0) return;
      stop(accountName);
    },
    state: (accountName) => listening.get(accountName)?.state ?? 'none',
    isLive: (accountName) => listening.get(accountName)?.state === 'live',
    doubt() {
      for (const [accountName, entry] of listening) if (entry.stop) askAll(accountName);
    },
    close() {
      closed = true;
      for (const accountName of [...listening.keys()]) stop(accountName);
    },
  };
}
