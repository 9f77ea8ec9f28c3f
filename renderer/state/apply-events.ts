import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { AccountStatusDocument } from '../../shared/schema/account.ts';
import type { EngineEvent } from '../../shared/schema/event.ts';
import type { ImportDocument } from '../../shared/schema/history.ts';
import type { OrderDocument, SignalRowDocument } from '../../shared/schema/order.ts';
import type { RiskDocument } from '../../shared/schema/risk.ts';
import type { SystemDocument } from '../../shared/schema/system.ts';
import { withOrder, withOrderInRow, withRow } from './lists.ts';
import type { OrderFilter, OrderPage, SignalFilter, SignalPage } from './lists.ts';

interface Pages<P> {
  pages: P[];
  pageParams: unknown[];
}

/**
 * Writes the deltas of one frame into the query cache. Returns the paths of the procedures whose answers they outdate, and
 * that have to be asked again.
 */
export function applyEvents(cache: QueryClient, events: readonly EngineEvent[]): ReadonlySet<string> {
  const rows: SignalRowDocument[] = [];
  const orders: OrderDocument[] = [];
  const outdated = new Set<string>();
  for (const event of events) {
    if (event.topic === 'signal') rows.push(event.row);
    else if (event.topic === 'order') orders.push(event.order);
    else applyOne(cache, event, outdated);
  }
  if (rows.length > 0) {
    patchLists<SignalPage, SignalFilter>(cache, ['signals', 'list'], (page, filter, newest) =>
      rows.reduce((done, row) => withRow(done, row, filter, newest), page),
    );
    outdated.add('routing.strategies').add('groups.firing').add('groups.firings');
  }
  if (orders.length > 0) {
    patchLists<OrderPage, OrderFilter>(cache, ['orders', 'list'], (page, filter, newest) =>
      orders.reduce((done, order) => withOrder(done, order, filter, newest), page),
    );
    patchLists<SignalPage, SignalFilter>(cache, ['signals', 'list'], (page) => orders.reduce(withOrderInRow, page));
    // The status tells how long the last commit of the journal took.
    outdated.add('orders.get').add('system.status').add('positions.list').add('groups.firing').add('groups.firings');
    for (const path of PREVIEWS) outdated.add(path);
  }
  return outdated;
}

/** What is told from an account's books. */
const BOOKS = [
  'books.pnl',
  'books.trades',
  'books.flows',
  'equity.curve',
  'equity.performance',
  'equity.feeDays',
] as const;

/** What a firing would come to, of whichever kind. */
const PREVIEWS = ['signals.preview', 'signals.previewOverriding', 'groups.preview'] as const;

function applyOne(cache: QueryClient, event: EngineEvent, outdated: Set<string>): void {
  if (event.topic === 'account') {
    patch<AccountStatusDocument[]>(cache, ['accounts', 'statuses'], (list) => {
      const before = list.find((status) => status.account.name === event.status.account.name);
      // What is not ours is listed when an account is compared with its exchange.
      if (before?.reconcile.at !== event.status.reconcile.at) outdated.add('orders.external');
      const known = list.some((status) => status.account.name === event.status.account.name);
      if (!known) return [...list, event.status];
      return list.map((status) => (status.account.name === event.status.account.name ? event.status : status));
    });
    for (const path of PREVIEWS) outdated.add(path);
  } else if (event.topic === 'arming') {
    patch(cache, ['arming', 'current'], () => event.arming);
    for (const path of ['log.query', ...PREVIEWS]) outdated.add(path);
  } else if (event.topic === 'routing') {
    patch(cache, ['routing', 'current'], () => event.routing);
    for (const path of ['routing.strategies', 'routing.revisions', 'routing.impact', ...PREVIEWS]) outdated.add(path);
  } else if (event.topic === 'failover') {
    patch(cache, ['failover', 'current'], () => event.failover);
    for (const path of PREVIEWS) outdated.add(path);
  } else if (event.topic === 'groups') {
    patch(cache, ['groups', 'list'], () => event.groups);
    outdated.add('groups.preview');
  } else if (event.topic === 'risk') {
    // Gauges move with every price; what a draft or a signal would come to changes with the limits themselves.
    const known = cache.getQueriesData<RiskDocument>({ queryKey: [['risk', 'current']] });
    if (!known.some(([, risk]) => risk?.revision === event.risk.revision))
      for (const path of ['risk.impact', ...PREVIEWS]) outdated.add(path);
    patch(cache, ['risk', 'current'], () => event.risk);
  } else if (event.topic === 'stops') {
    patch(cache, ['stops', 'current'], () => event.stops);
    for (const path of ['log.query', ...PREVIEWS]) outdated.add(path);
  } else if (event.topic === 'approvals') {
    patch(
      cache,
      ['approvals', 'list'],
      () => event.approvals,
      (input) => input?.['state'] === 'waiting',
    );
    for (const path of ['approvals.list', 'approvals.get']) outdated.add(path);
  } else if (event.topic === 'health') {
    patch<SystemDocument>(cache, ['system', 'status'], (system) => ({
      ...system,
      venues: system.venues.some((venue) => venue.exchange === event.venue.exchange)
        ? system.venues.map((venue) => (venue.exchange === event.venue.exchange ? event.venue : venue))
        : [...system.venues, event.venue],
    }));
  } else if (event.topic === 'worth') {
    patch(cache, ['equity', 'summary'], () => event.summary);
    // A fill is measured a moment after it was booked.
    outdated.add('equity.curve');
  } else if (event.topic === 'books') {
    for (const path of BOOKS) outdated.add(path);
  } else if (event.topic === 'history') {
    const { history } = event;
    patch<ImportDocument[]>(cache, ['history', 'list'], (list) =>
      list.some((each) => each.account_name === history.account_name)
        ? list.map((each) => (each.account_name === history.account_name ? history : each))
        : [...list, history],
    );
    // Flows are no trades: the books say nothing of them.
    outdated.add('books.flows');
  } else if (event.topic === 'price') {
    const { exchange, symbol } = event.ticker;
    patch(
      cache,
      ['market', 'ticker'],
      () => event.ticker,
      (input) => input?.exchange === exchange && input?.symbol === symbol,
    );
  }
}

interface KeyOptions {
  input?: Record<string, unknown>;
  type?: 'query' | 'infinite';
}

const optionsOf = (key: QueryKey): KeyOptions => key[1] ?? {};

function patch<T>(
  cache: QueryClient,
  path: string[],
  change: (data: T) => T,
  accepts: (input: KeyOptions['input']) => boolean = () => true,
): void {
  for (const [key, data] of cache.getQueriesData<T>({ queryKey: [path] })) {
    if (data !== undefined && accepts(optionsOf(key).input)) cache.setQueryData<T>(key, change(data));
  }
}

/** Patches single pages and infinite lists alike; only the newest page takes new rows. */
function patchLists<P, F>(
  cache: QueryClient,
  path: string[],
  change: (page: P, filter: Partial<F>, newest: boolean) => P,
): void {
  for (const [key, data] of cache.getQueriesData<P | Pages<P>>({ queryKey: [path] })) {
    if (data === undefined) continue;
    const input = (optionsOf(key).input ?? {}) as Partial<F> & { before?: string | null };
    if (optionsOf(key).type === 'infinite') {
      const lists = data as Pages<P>;
      const pages = lists.pages.map((page, index) => change(page, input, index === 0));
      if (pages.some((page, index) => page !== lists.pages[index])) cache.setQueryData(key, { ...lists, pages });
    } else {
      cache.setQueryData<P | Pages<P>>(key, change(data as P, input, (input.before ?? null) === null));
    }
  }
}
