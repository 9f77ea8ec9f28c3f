import type { VenueAccount } from '../core/account.ts';
import type { Exchange, NewOrder } from '../core/exchange.ts';
import { fixed, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import { BybitError } from './errors.ts';
import { marketOf } from './markets.ts';
import type { Category, Params } from './params.ts';
import type { VenueState } from './state.ts';

const LINK_ID = /^[a-zA-Z0-9_-]{1,36}$/;

/** Each category has its own numbers for the same refusal: `[spot, linear]`. */
const CODES = {
  price: [170134, 110003],
  tooMuch: [170135, 10001],
  tooLittle: [170136, 10001],
  step: [170137, 10001],
  value: [170140, 110094],
  closed: [170151, 10001],
  duplicate: [170141, 110072],
  funds: [170131, 110007],
} as const;

export function refusal(category: Category, why: keyof typeof CODES, words?: string): BybitError {
  return new BybitError(CODES[why][category === 'spot' ? 0 : 1], words);
}

/** Everything that Bybit checks before it answers; what the matching engine finds comes later, on the stream. */
export function checkedOrder(exchange: Exchange, state: VenueState, account: VenueAccount, params: Params): NewOrder {
  const category = params.category();
  const market = marketOf(exchange, category, params.required('symbol'));
  const side = params.required('side');
  if (side !== 'Buy' && side !== 'Sell') throw new BybitError(10001, 'params error: side invalid');
  const type = params.required('orderType');
  if (type !== 'Limit' && type !== 'Market') throw new BybitError(10001, 'params error: orderType invalid');
  const timeInForce = params.optional('timeInForce') ?? (type === 'Market' ? 'IOC' : 'GTC');
  if (!['GTC', 'IOC', 'FOK', 'PostOnly'].includes(timeInForce)) {
    throw new BybitError(10001, 'params error: timeInForce invalid');
  }
  const clientOrderId = params.optional('orderLinkId') ?? '';
  if (clientOrderId !== '' && !LINK_ID.test(clientOrderId)) {
    throw new BybitError(10001, 'params error: orderLinkId invalid');
  }
  checkPosition(state, account, category, params);

  const amount = params.decimal('qty');
  if (amount === undefined || amount === 0n) throw new BybitError(10001, 'Qty invalid');
  const price = type === 'Limit' ? params.decimal('price') : undefined;
  if (type === 'Limit' && price === undefined) throw new BybitError(10001, 'params error: price is required');
  const inQuote =
    category === 'spot' && type === 'Market' && side === 'Buy' && params.optional('marketUnit') !== 'baseCoin';
  if (!inQuote) checkRules(exchange, category, market, { price, amount });
  if (market.trading === false) throw refusal(category, 'closed', 'The trading pair is not open yet.');

  const twin = exchange
    .openOrders()
    .some((one) => one.account === account.name && clientOrderId !== '' && one.clientOrderId === clientOrderId);
  if (twin) throw refusal(category, 'duplicate');
  return {
    clientOrderId,
    market,
    side: side === 'Buy' ? 'buy' : 'sell',
    type: type === 'Market' ? 'MARKET' : timeInForce === 'PostOnly' ? 'LIMIT_MAKER' : 'LIMIT',
    timeInForce: timeInForce === 'PostOnly' ? 'GTC' : (timeInForce as NewOrder['timeInForce']),
    ...(price === undefined ? {} : { price }),
    ...(inQuote ? { quoteAmount: amount } : { amount }),
    endsWhereItWouldTake: true,
    ...(category === 'linear' && { reduceOnly: params.flag('reduceOnly') }),
  };
}

function checkPosition(state: VenueState, account: VenueAccount, category: Category, params: Params): void {
  if (category === 'spot') return;
  const index = params.integer('positionIdx') ?? 0;
  const hedged = state.hedged.has(account.name);
  if (hedged !== (index !== 0)) throw new BybitError(10001, 'position idx not match position mode');
}

/** Tick, step, smallest and largest size, and smallest value. */
export function checkRules(
  exchange: Exchange,
  category: Category,
  market: VenueMarket,
  { price, amount }: { price: Fixed | undefined; amount: Fixed },
): void {
  if (price !== undefined && (price === 0n || price % fixed(market.tickSize) !== 0n)) throw refusal(category, 'price');
  const linear = category === 'linear';
  if (amount > fixed(market.maxAmount)) {
    throw refusal(
      category,
      'tooMuch',
      linear ? 'The number of contracts exceeds maximum limit allowed: too large' : undefined,
    );
  }
  if (amount < fixed(market.minAmount)) {
    throw refusal(category, 'tooLittle', linear ? 'The number of contracts exceeds minimum limit allowed' : undefined);
  }
  if (amount % fixed(market.stepSize) !== 0n) throw refusal(category, 'step', linear ? 'Qty invalid' : undefined);
  const at = price ?? exchange.lastPrice(market.id) ?? 0n;
  if (times(at, amount) < fixed(market.minNotional)) throw refusal(category, 'value');
}
