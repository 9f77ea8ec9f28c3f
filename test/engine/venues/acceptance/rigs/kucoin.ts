import { kucoinFault, startKucoinServer } from '../../../../venues/kucoin-server.ts';
import type { VenueRig } from '../venue-rig.ts';

const REPLACES =
  'an alter of KuCoin cancels and places anew under another id, so an amend is a confirmed cancel and a new order';

const change = (data: object): string =>
  JSON.stringify({ topic: '/spotMarket/tradeOrdersV2', type: 'message', subject: 'orderChange', data });

const HF: VenueRig = {
  name: 'kucoin spot, high-frequency account',
  exchange: 'kucoin',
  market: 'spot',
  start: startKucoinServer,
  symbol: 'BTC/USDT',
  marketId: 'BTC-USDT',
  base: 'BTC',
  quote: 'USDT',
  other: { symbol: 'ETH/USDT', marketId: 'ETH-USDT', price: '2000', amount: '0.5' },
  routes: {
    place: 'hf.order.place',
    cancel: 'hf.order.cancel',
    amend: null,
    lookup: ['hf.order.query'],
    lists: ['hf.orders.active', 'hf.orders.done'],
    openOrders: 'hf.orders.active',
    trades: 'hf.fills',
    balances: 'balances',
    markets: 'symbols',
    time: 'time',
    key: 'key',
  },
  refusals: [
    { name: 'too little money', order: { amount: '100' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'a price off the tick', order: { price: '50000.05' }, code: 'INVALID_PRICE' },
    { name: 'an amount off the step', order: { amount: '0.0000000001' }, code: 'INVALID_AMOUNT' },
    { name: 'too little', order: { amount: '0.000001' }, code: 'INVALID_AMOUNT' },
    { name: 'too small a cost', order: { amount: '0.00002', price: '100' }, code: 'MIN_NOTIONAL' },
    { name: 'an unknown symbol', fault: kucoinFault('900001'), code: 'UNKNOWN_SYMBOL' },
    { name: 'a closed pair', fault: kucoinFault('400600'), code: 'VENUE_REFUSED' },
    { name: 'a suspended pair', fault: kucoinFault('200001'), code: 'VENUE_REFUSED' },
    { name: 'too many open orders', fault: kucoinFault('200003'), code: 'VENUE_REFUSED' },
    { name: 'other parameters', fault: kucoinFault('400100'), code: 'VENUE_REFUSED' },
    { name: 'missing headers', fault: kucoinFault('400001'), code: 'VENUE_AUTH' },
    { name: 'a timestamp', fault: kucoinFault('400002'), code: 'VENUE_CLOCK' },
    { name: 'a key', fault: kucoinFault('400003'), code: 'VENUE_AUTH' },
    { name: 'a passphrase', fault: kucoinFault('400004'), code: 'VENUE_AUTH' },
    { name: 'a signature', fault: kucoinFault('400005'), code: 'VENUE_AUTH' },
    { name: 'an address', fault: kucoinFault('400006'), code: 'VENUE_AUTH' },
    { name: 'a permission', fault: kucoinFault('400007'), code: 'VENUE_AUTH' },
    { name: 'too many requests', fault: kucoinFault('429000'), code: 'VENUE_RATE_LIMIT' },
    { name: 'too many requests, with 200', fault: kucoinFault('429000', { status: 200 }), code: 'VENUE_RATE_LIMIT' },
  ],
  uncertain: [
    { name: '300000 internal error, taken', fault: kucoinFault('300000', { processed: true }) },
    { name: '300000 internal error, not taken', fault: kucoinFault('300000') },
    { name: '500000 server error, taken', fault: kucoinFault('500000', { processed: true }) },
    { name: '102426 duplicate', fault: kucoinFault('102426', { processed: true }) },
    { name: '300012 duplicate', fault: kucoinFault('300012', { processed: true }) },
    {
      name: '400100 duplicate',
      fault: kucoinFault('400100', { message: 'validation.createOrder.clientOidDuplicated', processed: true }),
    },
    { name: 'a refusal with 500', fault: kucoinFault('400100', { status: 500, processed: true }) },
    { name: 'a code that nobody knows', fault: kucoinFault('199999', { message: 'New.', processed: true }) },
    {
      name: 'success without data',
      fault: { kind: 'error', status: 200, body: { code: '200000', msg: 'position internal error' }, processed: true },
    },
    {
      name: 'success without an id',
      fault: { kind: 'error', status: 200, body: { code: '200000', data: null }, processed: true },
    },
  ],
  rateLimit: { fault: kucoinFault('429000', { resetMs: 7_000 }), quietMs: 7_000 },
  clockRefusal: kucoinFault('400002'),
  unknownVenueId: '999999999',
  inconclusiveUntilMs: 14_000,
  conclusiveAfterMs: 16_000,
  tradesPage: 100,
  unreadable: [
    change({ symbol: 'BTC-USDT', orderId: '1' }),
    change({ symbol: 'BTC-USDT', orderId: '1', side: 'buy', type: 'open', status: 'something new', ts: 1 }),
    JSON.stringify({ topic: '/spotMarket/tradeOrdersV2', type: 'message', subject: 'orderChange', data: 'none' }),
    JSON.stringify({ type: 'something new' }),
  ],
  declared: { 40: REPLACES, 41: REPLACES, 42: REPLACES, 43: REPLACES, 44: REPLACES },
};

export const KUCOIN_SPOT_RIG = HF;

/** The same exchange on an account that KuCoin has not moved: other endpoints, other lists, other pages. */
export const KUCOIN_CLASSIC_RIG: VenueRig = {
  ...HF,
  name: 'kucoin spot, classic account',
  start: (options) => startKucoinServer({ ...options, hf: false, families: 'classic' }),
  routes: {
    ...HF.routes,
    place: 'order.place',
    cancel: 'order.cancel',
    lookup: ['order.query'],
    lists: ['orders'],
    openOrders: 'orders',
    trades: 'fills',
  },
  tradesPage: 500,
  declared: {
    ...HF.declared,
    22: 'the answer to a classic order holds the id that the venue gave it, and nothing of what was sent',
  },
};
