import { eq } from '../../shared/money/decimal.ts';
import type { OrderDetailDocument } from '../../shared/schema/order.ts';
import { compareBooks, sentTwice } from './compare-books.ts';
import { compareMoney } from './compare-money.ts';
import type { Dump } from './trader-talk.ts';
import type { OpenVenue, TradingAccount } from './venues-under-fault.ts';
import type { World } from './world.ts';

/** All that the trader says in the end against all that the venues know. */
export function compareAll(world: World, dump: Dump): { wrong: string[]; orders: number; fills: number } {
  const wrong: string[] = [];
  let orders = 0;
  let fills = 0;
  for (const venue of world.venues) {
    const nameless = venue.spec.exchange === 'firi';
    for (const account of venue.accounts) {
      const own = world.outside.filter((each) => each.account === account.name);
      const outside = new Set(own.map(({ venueOrderId }) => venueOrderId));
      const ledger = venue.server.ledger(account.name);
      orders += ledger.orders.length - outside.size;
      fills += ledger.trades.length;
      wrong.push(...compareBooks(account.name, dump.orders, ledger, { outside, nameless, timesTell: world.timesTell }));
      wrong.push(...compareOutside(venue, account, world, dump));
      wrong.push(...comparePositions(venue, account, dump));
      wrong.push(...compareMoney(account, dump, ledger, { outside, nameless }));
    }
    wrong.push(...(nameless ? sentTooOften(venue, dump.orders) : sentTwice(placements(venue))));
  }
  wrong.push(...checkGroups(dump));
  return { wrong, orders, fills };
}

/** What rests there and is not ours is shown, all of it and nothing else, and nobody canceled it who was not told to. */
function compareOutside({ server }: OpenVenue, { name }: TradingAccount, world: World, dump: Dump): string[] {
  const there = new Map(server.ledger(name).orders.map((order) => [order.id, order]));
  const shown = new Set(dump.external.filter((each) => each.account_name === name).map((each) => each.venue_order_id));
  const own = world.outside.filter(({ account }) => account === name).map(({ venueOrderId }) => venueOrderId);
  const wrong = own.flatMap((id) => {
    const status = there.get(id)?.status;
    if (status === 'canceled' && !world.mayCancel.has(`${name} ${id}`))
      return [`${id} was placed outside, and is canceled`];
    const rests = status === 'open' || status === 'partially_filled';
    return rests === shown.has(id)
      ? []
      : [`${id} was placed outside, is ${status}, and is${rests ? ' not' : ''} shown`];
  });
  const strange = [...shown].filter((id) => !own.includes(id)).map((id) => `${id} is shown as not ours, and is`);
  return [...wrong, ...strange].map((what) => `${name}: ${what}`);
}

function comparePositions({ server }: OpenVenue, { name, markets, rig }: TradingAccount, dump: Dump): string[] {
  if (rig.market !== 'swap') return [];
  const { positions } = server.ledger(name);
  return markets.flatMap(({ symbol, market }) => {
    const here = dump.positions.find((each) => each.account_name === name && each.symbol === symbol);
    const signed = here ? `${here.side === 'short' ? '-' : ''}${here.amount}` : '0';
    const there = positions[market] ?? '0';
    return eq(signed, there) ? [] : [`${name}: a position of ${signed} ${symbol} here and ${there} there`];
  });
}

/** Each account has at most one live order of a signal to a group, and every leg knows what became of it. */
function checkGroups({ firings, orders }: Dump): string[] {
  const byId = new Map(orders.map((detail) => [detail.order.id, detail]));
  return firings.flatMap(({ signal_id: id, fired }) => {
    const wrong = (fired.legs ?? []).flatMap(({ account_name: name, state, order }) => {
      const own = orders.filter(
        ({ order: each }) =>
          each.account_name === name &&
          [`${id}~${name}`, `${id}~${name}~`].some(
            (start) => each.signal_id === start || (start.endsWith('~') && each.signal_id.startsWith(start)),
          ),
      );
      // The operator may say of an order that is on its way that it was never placed; what he fires after that is his.
      const live = own.filter((each) => !isNothing(each) && !wasDeclared(each));
      const twice = live.length > 1 ? [`${name} has ${live.length} orders of one leg`] : [];
      const status = order && byId.get(order.id)?.order.status;
      const should = !order || status === 'not_placed' || status === 'rejected' ? 'not_placed' : 'placed';
      return state === should ? twice : [...twice, `the leg of ${name} is ${state}, and its order ${status ?? 'none'}`];
    });
    return wrong.map((what) => `group signal ${id}: ${what}`);
  });
}

function isNothing({ order }: OrderDetailDocument): boolean {
  return order.status === 'not_placed' || order.status === 'rejected';
}

function wasDeclared({ transitions }: OrderDetailDocument): boolean {
  return transitions.some(({ to, cause }) => to === 'not_placed' && cause === 'operator');
}

/** The client order ids of all requests that would place an order. */
function placements({ server, accounts }: OpenVenue): string[] {
  const routes = new Set(accounts.map(({ rig }) => rig.routes.place));
  return server.requests
    .filter(({ route }) => routes.has(route))
    .map(({ params }) => CLIENT_ID.map((name) => params[name]).find((id) => id !== undefined) ?? '');
}

/** What the exchanges call our id. */
const CLIENT_ID = ['newClientOrderId', 'orderLinkId', 'clOrdId', 'clientOid', 'cl_ord_id'];

/** Where requests carry no id of ours, there must not be more of them than orders. */
function sentTooOften({ server, accounts }: OpenVenue, orders: readonly OrderDetailDocument[]): string[] {
  return accounts.flatMap(({ name, rig }) => {
    const sent = server.requests.filter(({ route, account }) => route === rig.routes.place && account === name).length;
    const ours = orders.filter(({ order }) => order.account_name === name).length;
    return sent > ours ? [`${name}: ${sent} orders were sent, and ${ours} are known`] : [];
  });
}
