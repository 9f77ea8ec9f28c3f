import type { VenueAccount } from '../core/account.ts';
import type { Exchange, NewOrder } from '../core/exchange.ts';
import { fixed, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import type { Order } from '../core/order.ts';
import { isOpen } from '../core/order.ts';
import { invalidArguments, KrakenError } from './errors.ts';
import { KRAKEN_IDS } from './ids.ts';
import { namesOf } from './markets.ts';

/** UUID with or without dashes, or up to 18 free characters. */
const CLIENT_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|[\x21-\x7e]{1,18})$/i;
const MIN_DEADLINE_MS = 2_000;
const MAX_DEADLINE_MS = 60_000;

/** All that Kraken checks before an order enters the book. */
export function checkedOrder(exchange: Exchange, account: VenueAccount, params: URLSearchParams): NewOrder {
  if (!account.permissions.trade) throw new KrakenError('EGeneral:Permission denied');
  checkDeadline(params, exchange.now());
  const market = marketOf(exchange, params.get('pair'));
  const side = params.get('type');
  if (side !== 'buy' && side !== 'sell') throw invalidArguments('type');
  const type = params.get('ordertype');
  if (type !== 'limit' && type !== 'market') throw invalidArguments('ordertype');
  const timeInForce = params.get('timeinforce') ?? 'GTC';
  if (timeInForce !== 'GTC' && timeInForce !== 'IOC' && timeInForce !== 'FOK') throw invalidArguments('timeinforce');
  const oflags = (params.get('oflags') ?? '').split(',');
  const postOnly = oflags.includes('post');
  if (postOnly && type === 'market') throw invalidArguments('oflags');
  const clientOrderId = params.get('cl_ord_id') ?? '';
  if (clientOrderId !== '') checkClientId(exchange, account, clientOrderId);

  const amount = decimal(params, 'volume');
  const price = type === 'limit' ? decimal(params, 'price') : undefined;
  checkSize(exchange, market, amount, price);
  if (market.trading === false) throw new KrakenError('EService:Market in cancel_only mode');
  return {
    clientOrderId,
    market,
    side,
    type: type === 'market' ? 'MARKET' : postOnly ? 'LIMIT_MAKER' : 'LIMIT',
    timeInForce,
    amount,
    ...(price !== undefined && { price }),
  };
}

export function checkSize(exchange: Exchange, market: VenueMarket, amount: Fixed, price: Fixed | undefined): void {
  if (amount < fixed(market.minAmount)) throw new KrakenError('EOrder:Order minimum not met');
  if (amount % fixed(market.stepSize) !== 0n) throw invalidArguments('volume');
  if (price !== undefined && price % fixed(market.tickSize) !== 0n) {
    throw new KrakenError(`EOrder:Tick size check failed`);
  }
  const at = price ?? exchange.lastPrice(market.id) ?? 0n;
  if (times(at, amount) < fixed(market.minNotional)) throw new KrakenError('EOrder:Cost minimum not met');
}

/** The newest of the account that the request names by `txid` or `cl_ord_id`. */
export function namedOrder(exchange: Exchange, account: VenueAccount, params: URLSearchParams): Order | undefined {
  const [txid, clientId] = [params.get('txid'), params.get('cl_ord_id')];
  if (txid === null && clientId === null) throw invalidArguments('txid');
  return exchange.orders.findLast(
    (order) =>
      order.account === account.name &&
      (txid === null || KRAKEN_IDS.order(order.id) === txid) &&
      (clientId === null || order.clientOrderId === clientId),
  );
}

/** By any of the names that Kraken knows a pair by. */
export function marketOf(exchange: Exchange, pair: string | null): VenueMarket {
  for (const market of exchange.markets.values()) {
    const { altname, wsname } = namesOf(market.id);
    if (pair === market.id || pair === altname || pair === wsname) return market;
  }
  throw new KrakenError('EQuery:Unknown asset pair');
}

export function checkDeadline(params: URLSearchParams, now: number): void {
  const text = params.get('deadline');
  if (text === null) return;
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isFinite(at)) throw invalidArguments('deadline');
  if (at <= now) throw new KrakenError('EService:Deadline elapsed');
  if (at < now + MIN_DEADLINE_MS || at > now + MAX_DEADLINE_MS) throw invalidArguments('deadline');
}

export function decimal(params: URLSearchParams, name: string): Fixed {
  const text = params.get(name) ?? '';
  if (!/^\d{1,15}(\.\d{1,12})?$/.test(text)) throw invalidArguments(name);
  const value = fixed(text);
  if (value <= 0n) throw name === 'price' ? new KrakenError('EOrder:Invalid price') : invalidArguments(name);
  return value;
}

function checkClientId(exchange: Exchange, account: VenueAccount, id: string): void {
  if (!CLIENT_ID.test(id)) throw invalidArguments('cl_ord_id');
  const twin = exchange.orders.some(
    (order) => order.account === account.name && order.clientOrderId === id && isOpen(order),
  );
  if (twin) throw new KrakenError('EOrder:Duplicate order');
}
