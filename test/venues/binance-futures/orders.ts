import { missing } from '../binance/errors.ts';
import { BinanceError } from '../binance/errors.ts';
import type { Params } from '../binance/params.ts';
import type { VenueAccount } from '../core/account.ts';
import type { Exchange, NewOrder } from '../core/exchange.ts';
import { fixed, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import type { Order } from '../core/order.ts';
import { isOpen } from '../core/order.ts';
import { futuresError } from './errors.ts';

export function marketOf(exchange: Exchange, symbol: string): VenueMarket {
  const market = exchange.markets.get(symbol);
  if (!market) throw new BinanceError(-1121);
  return market;
}

/** All that is checked before an order enters the book. */
export function checkedOrder(exchange: Exchange, account: VenueAccount, params: Params): NewOrder {
  if (!account.permissions.trade) throw new BinanceError(-2015);
  const market = marketOf(exchange, params.required('symbol'));
  const side = sideOf(params);
  const type = params.required('type');
  if (type !== 'LIMIT' && type !== 'MARKET') throw new BinanceError(-1116);
  const timeInForce = type === 'LIMIT' ? params.required('timeInForce') : 'GTC';
  if (!/^(GTC|IOC|FOK|GTX)$/.test(timeInForce)) throw new BinanceError(-1115);
  if (type === 'MARKET') params.refuse(['timeInForce', 'price']);
  if (params.has('positionSide') && params.required('positionSide') !== 'BOTH') throw futuresError(-4061);
  const amount = params.decimal('quantity');
  if (amount === undefined) throw missing('quantity');
  const price = params.decimal('price');
  if (type === 'LIMIT' && price === undefined) throw missing('price');
  const reduceOnly = params.optional('reduceOnly') === 'true';
  checkSize(exchange, market, { amount, price, reduceOnly });
  if (market.trading === false) throw futuresError(-4141);
  const clientOrderId = params.clientOrderId('newClientOrderId') ?? '';
  const twin = exchange.orders.some(
    (order) => order.account === account.name && order.clientOrderId === clientOrderId && isOpen(order),
  );
  if (clientOrderId !== '' && twin) throw futuresError(-4116);
  return {
    clientOrderId,
    market,
    side,
    type: type === 'MARKET' ? 'MARKET' : timeInForce === 'GTX' ? 'LIMIT_MAKER' : 'LIMIT',
    timeInForce: timeInForce === 'IOC' || timeInForce === 'FOK' ? timeInForce : 'GTC',
    amount,
    reduceOnly,
    ...(price !== undefined && { price }),
  };
}

export function checkSize(
  exchange: Exchange,
  market: VenueMarket,
  order: { amount: Fixed; price: Fixed | undefined; reduceOnly: boolean },
): void {
  const { amount, price, reduceOnly } = order;
  if (amount < fixed(market.minAmount)) throw futuresError(-4004);
  if (amount > fixed(market.maxAmount)) throw futuresError(-4005);
  if (amount % fixed(market.stepSize) !== 0n)
    throw new BinanceError(-1111, 'Precision is over the maximum defined for this asset.');
  if (price !== undefined && price % fixed(market.tickSize) !== 0n) throw futuresError(-4014);
  const at = price ?? exchange.lastPrice(market.id) ?? 0n;
  if (!reduceOnly && times(at, amount) < fixed(market.minNotional)) throw futuresError(-4164);
}

/** The newest order that `orderId`, or else `origClientOrderId`, names: the former prevails. */
export function findOrder(exchange: Exchange, account: VenueAccount, params: Params): Order | undefined {
  const market = marketOf(exchange, params.required('symbol'));
  const id = params.integer('orderId');
  const clientId = params.optional('origClientOrderId');
  if (id === undefined && clientId === undefined) {
    throw new BinanceError(-1102, "Param 'origclientorderid' or 'orderid' must be sent, but both were empty/null!");
  }
  return exchange.orders.findLast(
    (order) =>
      order.account === account.name &&
      order.market === market.id &&
      (id === undefined ? order.clientOrderId === clientId : order.id === id),
  );
}

export function sideOf(params: Params): 'buy' | 'sell' {
  const side = params.required('side');
  if (side !== 'BUY' && side !== 'SELL') throw new BinanceError(-1117);
  return side === 'BUY' ? 'buy' : 'sell';
}
