import { add, eq, lt } from '../../shared/money/decimal.ts';
import type { OrderDecision, OrderDocument } from '../../shared/schema/order.ts';
import type { SignalInput } from '../../shared/schema/signal.ts';
import type { Chance } from './chance.ts';
import { botherStreams } from './mischief.ts';
import type { TradedMarket } from './traded-markets.ts';
import type { Trader } from './trader.ts';
import { anySeat, knownOrders, seatOf } from './world.ts';
import type { Seat, World } from './world.ts';

type Act = (trader: Trader, world: World, chance: Chance) => void;

/** What happens in a life, each with its share of a hundred. */
const ACTS: readonly [share: number, act: Act][] = [
  [38, fire],
  [9, fireGroup],
  [8, fireAgain],
  [4, retryGroup],
  [6, cancel],
  [10, amend],
  [2, cancelAll],
  [4, decide],
  [3, closePosition],
  [3, placeOutside],
  [1, cancelOutside],
  [6, fillSomething],
  [3, (_, world, chance) => botherStreams(chance.pick(world.venues), chance)],
  [1, putClockRight],
  [1, skewVenue],
  [1, (trader, world, chance) => trader.ask({ ask: 'reconcile', account_name: anySeat(world, chance).account.name })],
];

export function act(trader: Trader, world: World, chance: Chance): void {
  let roll = chance.fraction() * ACTS.reduce((sum, [share]) => sum + share, 0);
  for (const [share, one] of ACTS) {
    roll -= share;
    if (roll < 0) return one(trader, world, chance);
  }
}

function fire(trader: Trader, world: World, chance: Chance): void {
  const { account } = anySeat(world, chance);
  const market = chance.pick(account.markets);
  const signal: SignalInput = { ...anyTerms(market, world, chance), account_name: account.name };
  if (account.rig.market === 'swap' && chance.percent(25)) signal.reduce_only = true;
  world.signals.push(signal);
  trader.ask({ ask: 'fire', signal, override: chance.percent(8) });
}

function anyTerms(market: TradedMarket, world: World, chance: Chance): SignalInput {
  const side = chance.percent(50) ? 'long' : 'short';
  const index = world.signals.length;
  const amount = chance.pick(market.amounts);
  const base = {
    id: `s${index}`,
    symbol: market.symbol,
    side,
    // Mostly sizes that tell one order from another, as a person does who wants to find his orders again.
    amount: chance.percent(70) && !amount.includes('.00') ? add(amount, ((index % 900) / 1_000).toFixed(3)) : amount,
  } as const;
  if (chance.percent(40)) return { ...base, type: 'market' };
  const [own, other] = [
    market.resting[side === 'long' ? 'buy' : 'sell'],
    market.resting[side === 'long' ? 'sell' : 'buy'],
  ];
  const price = chance.percent(60) ? own[0] : other[0];
  return { ...base, type: 'limit', price, ...(chance.percent(20) ? { post_only: true } : {}) };
}

function fireGroup(trader: Trader, world: World, chance: Chance): void {
  if (world.groups.length === 0) return fire(trader, world, chance);
  const { input, market } = chance.pick(world.groups);
  const { amount, id: _, ...terms } = anyTerms(market, world, chance);
  const signal: SignalInput = {
    ...terms,
    id: `g${world.signals.length}`,
    group: input.name,
    ...(input.allocation === 'sizes' ? {} : { amount }),
    ...(chance.percent(60) ? { unplaceable: 'rest' } : {}),
  };
  world.signals.push(signal);
  trader.ask({ ask: 'fire', signal });
}

/** A sender that never got its answer asks again: the same id must never make a second order. */
function fireAgain(trader: Trader, world: World, chance: Chance): void {
  if (world.signals.length > 0) trader.ask({ ask: 'fire', signal: chance.pick(world.signals) });
}

function retryGroup(trader: Trader, world: World, chance: Chance): void {
  const fired = world.signals.flatMap(({ id, group }) => (group === undefined || id === undefined ? [] : [id]));
  if (fired.length > 0) trader.ask({ ask: 'retry', signal_id: chance.pick(fired.slice(-6)) });
}

function cancel(trader: Trader, _world: World, chance: Chance): void {
  const known = knownOrders(trader);
  if (known.length > 0) trader.ask({ ask: 'cancel', order_id: chance.pick(known).id });
}

function amend(trader: Trader, world: World, chance: Chance): void {
  const resting = knownOrders(trader).filter(({ status }) => status === 'open' || status === 'partially_filled');
  if (resting.length > 0) amendOne(chance.pick(resting), trader, world, chance);
}

/** Another size, another price (at times one that takes), or both. */
export function amendOne(order: OrderDocument, trader: Trader, world: World, chance: Chance): void {
  const market = seatOf(world, order.account_name)?.account.markets.find(({ symbol }) => symbol === order.symbol);
  if (!market) return;
  const { buy, sell } = market.resting;
  const [own, other] = order.side === 'buy' ? [buy, sell] : [sell, buy];
  const price = chance.percent(85) ? chance.pick([own[0], own[1]]) : other[0];
  const amount = chance.pick(market.amounts);
  const change = chance.pick([{ price }, { amount }, { price, amount }]);
  trader.ask({ ask: 'amend', order_id: order.id, change });
}

function cancelAll(trader: Trader, world: World, chance: Chance): void {
  trader.ask({ ask: 'cancel_all', account_name: anySeat(world, chance).account.name, external: false });
}

/** The operator says something about an order of unknown outcome: what is true, what he believes, or nothing yet. */
function decide(trader: Trader, world: World, chance: Chance): void {
  const unknown = knownOrders(trader).filter(({ status }) => status === 'unknown');
  if (unknown.length === 0) return;
  const order = chance.pick(unknown);
  const seat = seatOf(world, order.account_name);
  if (!seat) return;
  const { orders } = seat.venue.server.ledger(order.account_name);
  const { venue } = seat;
  const told = venue.spec.exchange !== 'firi';
  const own = orders.find(({ clientOrderId }) => clientOrderId === order.client_order_id);
  const choices: OrderDecision[] = [{ decision: 'keep_watching' }];
  // Where orders carry our id the exchange can put a mistake right. Where they do not, his word is all there is.
  if (told) choices.push({ decision: 'not_placed' });
  if (told && own) choices.push({ decision: 'adopt', venue_order_id: own.id });
  const foreign = orders.filter(
    (each) => each.clientOrderId !== order.client_order_id && !eq(each.amount, order.amount),
  );
  if (foreign.length > 0) choices.push({ decision: 'adopt', venue_order_id: chance.pick(foreign).id });
  trader.ask({ ask: 'resolve', order_id: order.id, decision: chance.pick(choices) });
}

function closePosition(trader: Trader, world: World, chance: Chance): void {
  const swaps = world.venues.flatMap(({ accounts }) => accounts.filter(({ rig }) => rig.market === 'swap'));
  if (swaps.length === 0) return;
  const account = chance.pick(swaps);
  trader.ask({ ask: 'close_position', account_name: account.name, symbol: chance.pick(account.markets).symbol });
}

/** The owner trades on the exchange's own site too. */
function placeOutside(_: Trader, world: World, chance: Chance): void {
  const { venue, account } = anySeat(world, chance);
  const market = chance.pick(account.markets);
  const side = chance.percent(50) ? 'buy' : 'sell';
  const order = { market: market.market, side, price: market.resting[side][2], amount: '0.011' } as const;
  const clientOrderId = `web${world.outside.length + 1_000}`;
  const venueOrderId = venue.server.placeOutside(account.name, { ...order, clientOrderId });
  world.outside.push({ account: account.name, venueOrderId });
}

function cancelOutside(trader: Trader, world: World, chance: Chance): void {
  if (world.outside.length === 0) return;
  const { account, venueOrderId } = chance.pick(world.outside);
  world.mayCancel.add(`${account} ${venueOrderId}`);
  trader.ask({ ask: 'cancel_external', account_name: account, venue_order_id: venueOrderId });
}

function fillSomething(_: Trader, world: World, chance: Chance): void {
  const { venue, account }: Seat = anySeat(world, chance);
  const { orders } = venue.server.ledger(account.name);
  const resting = orders.filter(({ status }) => status === 'open');
  if (resting.length === 0) return;
  const order = chance.pick(resting);
  const part = lt(order.amount, '0.002') || chance.percent(50) ? undefined : '0.001';
  venue.server.fillResting(order.id, part);
}

/** The trader's wall clock is set: by a little, by minutes, or back to the truth. */
function putClockRight(trader: Trader, world: World, chance: Chance): void {
  const to = chance.pick([0, chance.whole(-3_000, 3_000), chance.whole(-120_000, 120_000), 3_600_000, -3_600_000]);
  trader.ask({ ask: 'jump', ms: to - world.offsetMs });
  world.offsetMs = to;
}

function skewVenue(_: Trader, world: World, chance: Chance): void {
  world.timesTell = false;
  chance.pick(world.venues).server.setClockSkew(chance.whole(-4_000, 4_000));
}
