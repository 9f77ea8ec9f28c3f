import type { GroupInput } from '../../shared/schema/group.ts';
import type { OrderDocument } from '../../shared/schema/order.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import type { Chance } from './chance.ts';
import type { TradedMarket } from './traded-markets.ts';
import type { Trader } from './trader.ts';
import type { OpenVenue, TradingAccount } from './venues-under-fault.ts';

/** An order that its owner placed on the exchange's own site. */
export interface OutsideOrder {
  account: string;
  venueOrderId: string;
}

export interface TradedGroup {
  input: GroupInput;
  market: TradedMarket;
}

/** What a season knows of itself, over all the lives of its trader. */
export interface World {
  venues: readonly OpenVenue[];
  groups: readonly TradedGroup[];
  signals: SignalInput[];
  outside: OutsideOrder[];
  /** Orders from outside that the trader was told to cancel: account and the venue's id. */
  mayCancel: Set<string>;
  /** By how much the trader's wall clock is wrong. */
  offsetMs: number;
  /** A venue's clock went back: its times no longer tell what came first. */
  timesTell: boolean;
}

export interface Seat {
  venue: OpenVenue;
  account: TradingAccount;
}

export function anySeat({ venues }: World, chance: Chance): Seat {
  const venue = chance.pick(venues);
  return { venue, account: chance.pick(venue.accounts) };
}

export function seatOf({ venues }: World, accountName: string): Seat | null {
  for (const venue of venues) {
    const account = venue.accounts.find(({ name }) => name === accountName);
    if (account) return { venue, account };
  }
  return null;
}

/** Orders that the trader told of in this life, as they were when it did. */
export function knownOrders(trader: Trader): OrderDocument[] {
  const told = [...trader.answers('unsettled'), ...trader.answers('fired')].flatMap(({ orders }) => orders);
  const known = new Map<string, OrderDocument>();
  for (const order of told) {
    if ((known.get(order.id)?.updated_at ?? '') <= order.updated_at) known.set(order.id, order);
  }
  return [...known.values()];
}

/** A group for each symbol that two accounts or more trade. The seed decides how each divides. */
export function formGroups(venues: readonly OpenVenue[], chance: Chance): TradedGroup[] {
  const bySymbol = new Map<string, { market: TradedMarket; names: string[] }>();
  for (const { accounts } of venues) {
    for (const { name, markets } of accounts) {
      for (const market of markets) {
        const entry = bySymbol.get(market.symbol) ?? { market, names: [] };
        entry.names.push(name);
        bySymbol.set(market.symbol, entry);
      }
    }
  }
  const shared = [...bySymbol.values()].filter(({ names }) => names.length > 1);
  return shared.map(({ market, names }, index) => {
    const allocation = chance.pick(['equal', 'weights', 'sizes', 'equity'] as const);
    const members = names.map((account_name) => ({
      account_name,
      ...(allocation === 'weights' ? { weight: String(chance.whole(1, 5)) } : {}),
      ...(allocation === 'sizes' ? { size: chance.pick(market.amounts) } : {}),
    }));
    return { market, input: { name: `group-${index + 1}`, allocation, members } };
  });
}
