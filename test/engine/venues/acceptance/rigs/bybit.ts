import { bybitFault, startBybitServer } from '../../../../venues/bybit-server.ts';
import type { DocumentedAmendRefusal, DocumentedRefusal, VenueRig } from '../venue-rig.ts';

const ROUTES: VenueRig['routes'] = {
  place: 'order.create',
  cancel: 'order.cancel',
  amend: 'order.amend',
  lookup: ['order.realtime', 'order.history'],
  lists: ['openOrders', 'orderHistory'],
  openOrders: 'openOrders',
  trades: 'executions',
  balances: 'wallet',
  markets: 'instruments',
  time: 'time',
  key: 'key',
};

/** Refusals that do not depend on the kind of market. */
const REFUSALS: readonly DocumentedRefusal[] = [
  { name: 'parameters', fault: bybitFault(10001), code: 'VENUE_REFUSED' },
  { name: 'a timestamp', fault: bybitFault(10002), code: 'VENUE_CLOCK' },
  { name: 'a key', fault: bybitFault(10003), code: 'VENUE_AUTH' },
  { name: 'a key, with 401', fault: bybitFault(10003, { status: 401 }), code: 'VENUE_AUTH' },
  { name: 'a signature', fault: bybitFault(10004), code: 'VENUE_AUTH' },
  { name: 'a permission', fault: bybitFault(10005), code: 'VENUE_AUTH' },
  { name: 'an address', fault: bybitFault(10010), code: 'VENUE_AUTH' },
  { name: 'a key that has expired', fault: bybitFault(33004), code: 'VENUE_AUTH' },
  { name: 'too many visits', fault: bybitFault(10006), code: 'VENUE_RATE_LIMIT' },
  { name: 'too many visits, with 429', fault: bybitFault(10006, { status: 429 }), code: 'VENUE_RATE_LIMIT' },
  { name: 'too many visits from one address', fault: bybitFault(10018, { status: 403 }), code: 'VENUE_RATE_LIMIT' },
  {
    name: 'an address that asks too often',
    fault: { kind: 'error', status: 403, body: '<html>403, access too frequent</html>' },
    code: 'VENUE_RATE_LIMIT',
  },
];

const UNCERTAIN: VenueRig['uncertain'] = [
  { name: '10000 server timeout, taken', fault: bybitFault(10000, { processed: true }) },
  { name: '10000 server timeout, not taken', fault: bybitFault(10000) },
  { name: '10016 server error, taken', fault: bybitFault(10016, { processed: true }) },
  { name: '10429 overload, taken', fault: bybitFault(10429, { processed: true }) },
  { name: '10429 overload with 429, not taken', fault: bybitFault(10429, { status: 429 }) },
  { name: 'a refusal with 500', fault: bybitFault(10001, { status: 500, processed: true }) },
  { name: 'a code that nobody knows', fault: bybitFault(199999, { message: 'New.', processed: true }) },
  {
    name: 'no code at all',
    fault: { kind: 'error', status: 200, body: { retMsg: 'OK', result: {} }, processed: true },
  },
];

const AMEND_REFUSALS: readonly DocumentedAmendRefusal[] = [
  { name: 'nothing changed', change: { amount: '0.01', price: '50000' }, code: 'VENUE_REFUSED' },
  { name: 'less than is filled', fault: bybitFault(110064), code: 'INVALID_AMOUNT' },
  { name: 'a permission', fault: bybitFault(10005), code: 'VENUE_AUTH' },
];

/** Comes last: for a while after it nothing but cancels leaves. */
const AMENDS_TOO_OFTEN: DocumentedAmendRefusal = {
  name: 'too many visits',
  fault: bybitFault(10006),
  code: 'VENUE_RATE_LIMIT',
};

const message = (topic: string, row: object): string =>
  JSON.stringify({ id: '1', topic, creationTime: 1_790_000_000_000, data: [row] });

const unreadable = (category: string): string[] => [
  message('order', { category, symbol: 'BTCUSDT' }),
  message('order', { symbol: 'BTCUSDT', orderId: '1' }),
  message('execution', { category, symbol: 'BTCUSDT', execId: '1' }),
  JSON.stringify({ id: '1', topic: 'order', creationTime: 1, data: 'none' }),
  message('order', {
    category,
    symbol: 'BTCUSDT',
    orderId: '1',
    orderLinkId: '',
    side: 'Buy',
    orderType: 'Limit',
    orderStatus: 'SomethingNew',
    qty: '1',
    price: '1',
    createdTime: '1790000000000',
    updatedTime: '1790000000000',
  }),
];

const COMMON = {
  exchange: 'bybit',
  start: startBybitServer,
  base: 'BTC',
  quote: 'USDT',
  routes: ROUTES,
  rateLimit: { fault: { kind: 'rate_limit', retryAfter: 7 }, quietMs: 7_000 },
  clockRefusal: bybitFault(10002),
  unknownVenueId: '999999999',
  inconclusiveUntilMs: 14_000,
  conclusiveAfterMs: 16_000,
  tradesPage: 100,
  declared: {},
} as const;

export const BYBIT_SPOT_RIG: VenueRig = {
  ...COMMON,
  name: 'bybit spot',
  market: 'spot',
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  other: { symbol: 'ETH/USDT', marketId: 'ETHUSDT', price: '2000', amount: '0.5' },
  refusals: [
    { name: 'too little money', order: { amount: '50' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'too many decimals of the size', order: { amount: '0.0123456789' }, code: 'INVALID_AMOUNT' },
    { name: 'too small', order: { amount: '0.000001' }, code: 'INVALID_AMOUNT' },
    { name: 'too large', order: { amount: '100' }, code: 'INVALID_AMOUNT' },
    { name: 'too many decimals of the price', order: { price: '50000.005' }, code: 'INVALID_PRICE' },
    { name: 'too small a value', order: { price: '100' }, code: 'MIN_NOTIONAL' },
    { name: 'a symbol', fault: bybitFault(170121), code: 'UNKNOWN_SYMBOL' },
    { name: 'a pair that is not open', fault: bybitFault(170151), code: 'VENUE_REFUSED' },
    ...REFUSALS,
  ],
  uncertain: [
    ...UNCERTAIN,
    { name: '170146 creation timeout, taken', fault: bybitFault(170146, { processed: true }) },
    { name: '170146 creation timeout, not taken', fault: bybitFault(170146) },
    { name: '170141 a duplicate', fault: bybitFault(170141, { processed: true }) },
  ],
  amendRefusals: [
    ...AMEND_REFUSALS,
    { name: 'too little money', change: { amount: '50' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'a price off the tick', change: { price: '50000.005' }, code: 'INVALID_PRICE' },
    { name: 'too small', change: { amount: '0.000001' }, code: 'INVALID_AMOUNT' },
    AMENDS_TOO_OFTEN,
  ],
  unreadable: unreadable('spot'),
};

export const BYBIT_SWAP_RIG: VenueRig = {
  ...COMMON,
  name: 'bybit swap',
  market: 'swap',
  symbol: 'BTC/USDT:USDT',
  marketId: 'BTCUSDT.P',
  other: { symbol: 'ETH/USDT:USDT', marketId: 'ETHUSDT.P', price: '2000', amount: '0.5' },
  refusals: [
    { name: 'too little money', order: { amount: '100' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'a size between two steps', order: { amount: '0.0123' }, code: 'INVALID_AMOUNT' },
    { name: 'too small', order: { amount: '0.0001' }, code: 'INVALID_AMOUNT' },
    { name: 'too large', order: { amount: '2000' }, code: 'INVALID_AMOUNT' },
    { name: 'a price off the tick', order: { price: '50000.05' }, code: 'INVALID_PRICE' },
    { name: 'too small a value', order: { price: '100' }, code: 'MIN_NOTIONAL' },
    { name: 'nothing to reduce', order: { side: 'sell', reduceOnly: true }, code: 'VENUE_REFUSED' },
    { name: 'a symbol', fault: bybitFault(10001, { message: 'symbol invalid' }), code: 'UNKNOWN_SYMBOL' },
    {
      name: 'hedge mode',
      fault: bybitFault(10001, { message: 'position idx not match position mode' }),
      code: 'VENUE_REFUSED',
    },
    ...REFUSALS,
  ],
  uncertain: [
    ...UNCERTAIN,
    { name: '110072 a duplicate', fault: bybitFault(110072, { processed: true }) },
    { name: '10014 the same request again', fault: bybitFault(10014, { processed: true }) },
  ],
  amendRefusals: [
    ...AMEND_REFUSALS,
    { name: 'too little money', change: { amount: '100' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'a price off the tick', change: { price: '50000.05' }, code: 'INVALID_PRICE' },
    { name: 'too small', change: { amount: '0.0001' }, code: 'INVALID_AMOUNT' },
    AMENDS_TOO_OFTEN,
  ],
  unreadable: unreadable('linear'),
  swap: {
    leverage: '3',
    marginMode: 'isolated',
    termsFaults: [
      { name: 'margin mode unreadable', route: 'account.info', fault: { kind: 'garbage_200' } },
      { name: 'margin mode not told', route: 'account.info', fault: { kind: 'drop_before' } },
      {
        name: 'portfolio margin',
        route: 'account.info',
        fault: {
          kind: 'rewrite',
          replace: { ISOLATED_MARGIN: 'PORTFOLIO_MARGIN', REGULAR_MARGIN: 'PORTFOLIO_MARGIN' },
        },
      },
      {
        name: 'a classic account',
        route: 'account.info',
        fault: { kind: 'rewrite', replace: { '"unifiedMarginStatus":5': '"unifiedMarginStatus":1' } },
      },
      { name: 'margin mode refused', route: 'account.setMarginMode', fault: bybitFault(3400045) },
      { name: 'margin mode not set', route: 'account.setMarginMode', fault: { kind: 'garbage_200' } },
      { name: 'leverage unreadable', route: 'positions', fault: { kind: 'garbage_200' } },
      { name: 'leverage not told', route: 'positions', fault: { kind: 'status', status: 502 } },
      {
        name: 'leverage of another market',
        route: 'positions',
        fault: { kind: 'rewrite', replace: { BTCUSDT: 'ETHUSDT' } },
      },
      {
        name: 'leverage that never changes',
        route: 'positions',
        fault: { kind: 'rewrite', replace: { '"leverage":"3"': '"leverage":"20"' } },
      },
      { name: 'leverage refused', route: 'position.setLeverage', fault: bybitFault(110013) },
      { name: 'leverage not set', route: 'position.setLeverage', fault: { kind: 'drop_before' } },
    ],
    hedgeMode: {
      name: 'hedge mode',
      route: 'positions',
      fault: { kind: 'rewrite', replace: { '"positionIdx":0': '"positionIdx":1' } },
    },
    termsRoutes: ['account.info', 'account.setMarginMode', 'positions', 'position.setLeverage'],
  },
};
