import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { fixed } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { isOpen } from '../core/order.ts';
import type { Order } from '../core/order.ts';
import { FiriError } from './errors.ts';

/** The fields of an order, and those that a signed body may carry beside them. */
const FIELDS = ['market', 'type', 'price', 'amount'];
const SIGNING_FIELDS = ['timestamp', 'validity'];

export function marketOf(exchange: Exchange, id: string): VenueMarket {
  const market = exchange.markets.get(id);
  if (!market) throw new FiriError('MarketNotFound');
  return market;
}

/** Accepts a limit order; there is no other type. With `strictBody` the body may hold nothing but the order. */
export function placeOrder(
  exchange: Exchange,
  account: VenueAccount,
  body: Record<string, unknown>,
  strictBody: boolean,
): Order {
  if (!account.permissions.trade) throw new FiriError('SecurityLevelTooLow');
  const known = strictBody ? FIELDS : [...FIELDS, ...SIGNING_FIELDS];
  const stray = Object.keys(body).find((name) => !known.includes(name));
  if (stray !== undefined) throw new FiriError('BadRequest', `Unknown field ${stray}`);
  const market = exchange.markets.get(String(body['market']));
  if (!market) throw new FiriError('BadRequest', 'Invalid market');
  const { type } = body;
  if (type !== 'bid' && type !== 'ask') throw new FiriError('BadRequest', 'Invalid type');
  const price = decimal(body['price'], market.tickSize, 'price');
  const amount = decimal(body['amount'], market.stepSize, 'amount');
  if (amount < fixed(market.minAmount) || amount > fixed(market.maxAmount))
    throw new FiriError('BadRequest', 'Invalid amount');

  const side = type === 'bid' ? 'buy' : 'sell';
  const placed = exchange.place(account, {
    clientOrderId: '',
    market,
    side,
    type: 'LIMIT',
    timeInForce: 'GTC',
    price,
    amount,
  });
  if (typeof placed === 'string') throw new FiriError('InsufficientBalance', 'Insufficient balance');
  return placed;
}

/** The account's order, also only within a market. */
export function ownOrder(exchange: Exchange, account: VenueAccount, id: string, market?: string): Order {
  const order = /^\d{1,15}$/.test(id) ? exchange.order(Number(id)) : undefined;
  const fits = order?.account === account.name && (market === undefined || order.market === market);
  if (!order || !fits) throw new FiriError('OrderNotFound');
  return order;
}

export function ownOrders(
  exchange: Exchange,
  account: VenueAccount,
  market: string | undefined,
  open: boolean,
): Order[] {
  if (market !== undefined) marketOf(exchange, market);
  return exchange.orders.filter(
    (order) =>
      order.account === account.name && isOpen(order) === open && (market === undefined || order.market === market),
  );
}

function decimal(value: unknown, step: string, name: string): Fixed {
  if (typeof value !== 'string' || !/^\d{1,15}(\.\d{1,16})?$/.test(value))
    throw new FiriError('BadRequest', `Invalid ${name}`);
  const parsed = fixed(value);
  if (parsed <= 0n || parsed % fixed(step) !== 0n) throw new FiriError('BadRequest', `Invalid ${name}`);
  return parsed;
}
