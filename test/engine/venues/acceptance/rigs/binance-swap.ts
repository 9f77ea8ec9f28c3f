import { binanceFault } from '../../../../venues/binance-server.ts';
import { startBinanceFuturesServer } from '../../../../venues/binance-futures-server.ts';
import type { VenueRig } from '../venue-rig.ts';

const CONFIG = { symbol: 'BTCUSDT', isAutoAddMargin: false, maxNotionalValue: '1000000' };

export const BINANCE_SWAP_RIG: VenueRig = {
  name: 'binance swap',
  exchange: 'binance',
  market: 'swap',
  start: startBinanceFuturesServer,
  symbol: 'BTC/USDT:USDT',
  marketId: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  other: { symbol: 'ETH/USDT:USDT', marketId: 'ETHUSDT', price: '2000', amount: '0.5' },
  routes: {
    place: 'order.place',
    cancel: 'order.cancel',
    amend: 'order.amend',
    lookup: ['order.query'],
    lists: ['openOrders', 'allOrders'],
    openOrders: 'openOrders',
    trades: 'userTrades',
    balances: 'balances',
    markets: 'exchangeInfo',
    time: 'time',
    key: 'apiRestrictions',
  },
  refusals: [
    { name: 'too little margin', order: { amount: '100' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'below the least size', order: { amount: '0.0001' }, code: 'INVALID_AMOUNT' },
    { name: 'off the step', order: { amount: '0.0123' }, code: 'INVALID_AMOUNT' },
    { name: 'off the tick', order: { price: '50000.05' }, code: 'INVALID_PRICE' },
    { name: 'too small a notional', order: { amount: '0.001', price: '40000' }, code: 'MIN_NOTIONAL' },
    { name: 'post-only that takes', order: { postOnly: true, price: '60020' }, code: 'VENUE_REFUSED' },
    { name: 'nothing to reduce', order: { reduceOnly: true }, code: 'VENUE_REFUSED' },
    {
      name: 'far from the mark price',
      fault: binanceFault(-4131, {
        message: "The counterparty's best price does not meet the PERCENT_PRICE filter limit.",
      }),
      code: 'INVALID_PRICE',
    },
    {
      name: 'more than the leverage allows',
      fault: binanceFault(-2027, { message: 'Exceeded the maximum allowable position at current leverage.' }),
      code: 'VENUE_REFUSED',
    },
    {
      name: 'a position side of the other mode',
      fault: binanceFault(-4061, { message: "Order's position side does not match user's setting." }),
      code: 'VENUE_REFUSED',
    },
    { name: 'a closed symbol', fault: binanceFault(-4141, { message: 'Symbol is closed.' }), code: 'VENUE_REFUSED' },
    { name: 'an unknown symbol', fault: binanceFault(-1121), code: 'UNKNOWN_SYMBOL' },
    { name: 'a signature', fault: binanceFault(-1022), code: 'VENUE_AUTH' },
    { name: 'a key without permission', fault: binanceFault(-2015), code: 'VENUE_AUTH' },
    { name: 'a timestamp', fault: binanceFault(-1021), code: 'VENUE_CLOCK' },
    {
      name: 'a timestamp, says the matching engine',
      fault: binanceFault(-5028, { message: 'Timestamp for this request is outside of the ME recvWindow.' }),
      code: 'VENUE_CLOCK',
    },
    { name: 'too much weight', fault: binanceFault(-1003), code: 'VENUE_RATE_LIMIT' },
    { name: 'too many orders', fault: binanceFault(-1015), code: 'VENUE_RATE_LIMIT' },
  ],
  uncertain: [
    { name: '-1000 unknown error', fault: binanceFault(-1000, { processed: true }) },
    { name: '-1006 unexpected answer', fault: binanceFault(-1006, { processed: true }) },
    { name: '-1007 timeout, taken', fault: binanceFault(-1007, { processed: true }) },
    { name: '-1007 timeout, not taken', fault: binanceFault(-1007) },
    { name: '-1008 throttled', fault: binanceFault(-1008, { status: 503 }) },
    {
      name: '-4116 duplicate',
      fault: binanceFault(-4116, { message: 'ClientOrderId is duplicated.', processed: true }),
    },
    { name: 'a code that nobody knows', fault: binanceFault(-4999, { message: 'New.', processed: true }) },
  ],
  amendRefusals: [
    { name: 'too little margin', change: { amount: '100' }, code: 'INSUFFICIENT_FUNDS' },
    { name: 'off the tick', change: { price: '50000.05' }, code: 'INVALID_PRICE' },
    { name: 'off the step', change: { amount: '0.0123' }, code: 'INVALID_AMOUNT' },
    { name: 'no change at all', change: { amount: '0.01', price: '50000' }, code: 'VENUE_REFUSED' },
    { name: 'a timestamp', fault: binanceFault(-1021), code: 'VENUE_CLOCK' },
    {
      name: 'too many amends',
      fault: binanceFault(-5026, { message: 'Exceed maximum modify order limit.' }),
      code: 'VENUE_REFUSED',
    },
  ],
  rateLimit: { fault: { kind: 'rate_limit', retryAfter: 7 }, quietMs: 7_000 },
  clockRefusal: binanceFault(-1021),
  unknownVenueId: '999999999',
  inconclusiveUntilMs: 14_000,
  conclusiveAfterMs: 16_000,
  tradesPage: 1_000,
  unreadable: [
    '{"e":"ORDER_TRADE_UPDATE","E":1,"T":1,"o":{"s":"BTCUSDT"}}',
    '{"e":"ORDER_TRADE_UPDATE","E":1700000000001,"T":1700000000000,"o":{"s":"BTCUSDT","c":"x","x":"NEW","X":"HALTED","i":1,"q":"1","p":"1","ap":"0","z":"0","l":"0","L":"0","t":0,"m":false}}',
    '{"stream":"nothing"}',
    '[1,2]',
  ],
  swap: {
    leverage: '3',
    marginMode: 'isolated',
    termsFaults: [
      {
        name: 'leverage not set',
        route: 'leverage.set',
        fault: binanceFault(-4028, { message: 'Leverage is not valid.' }),
      },
      {
        name: 'leverage said to be set',
        route: 'leverage.set',
        fault: { kind: 'error', status: 200, body: { leverage: 3 } },
      },
      {
        name: 'margin mode with a position',
        route: 'marginType.set',
        fault: binanceFault(-4048, { message: 'Margin type cannot be changed if there exists position.' }),
      },
      {
        name: 'margin mode said to need no change',
        route: 'marginType.set',
        fault: binanceFault(-4046, { message: 'No need to change margin type.' }),
      },
      { name: 'no answer to the set', route: 'leverage.set', fault: { kind: 'drop_before' } },
      { name: 'terms that cannot be read', route: 'symbolConfig', fault: { kind: 'status', status: 502 } },
      { name: 'a page instead of terms', route: 'symbolConfig', fault: { kind: 'garbage_200' } },
      {
        name: 'terms of another symbol',
        route: 'symbolConfig',
        fault: {
          kind: 'error',
          status: 200,
          body: [{ ...CONFIG, symbol: 'ETHUSDT', leverage: 3, marginType: 'ISOLATED' }],
        },
      },
      {
        name: 'terms that stay as they were',
        route: 'symbolConfig',
        fault: { kind: 'error', status: 200, body: [{ ...CONFIG, leverage: 20, marginType: 'CROSSED' }] },
      },
      { name: 'a mode that cannot be read', route: 'positionSide', fault: { kind: 'garbage_200' } },
    ],
    hedgeMode: {
      name: 'hedge mode',
      route: 'positionSide',
      fault: { kind: 'error', status: 200, body: { dualSidePosition: true } },
    },
    termsRoutes: ['positionSide', 'symbolConfig', 'leverage.set', 'marginType.set'],
  },
  declared: {
    87: 'a listen key is given to the API key alone, without a signature, so the secret takes no part; swap-stream.test.ts tries a wrong key',
  },
};
