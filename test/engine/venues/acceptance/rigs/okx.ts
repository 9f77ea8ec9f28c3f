import { okxFault, startOkxServer } from '../../../../venues/okx-server.ts';
import type { Fault } from '../../../../venues/venue-server.ts';
import type { DocumentedRefusal, VenueRig } from '../venue-rig.ts';

const REFUSALS: readonly DocumentedRefusal[] = [
  { name: '51008 too little money', order: { amount: '300' }, code: 'INSUFFICIENT_FUNDS' },
  { name: '51020 too small', order: { amount: '0.000001' }, code: 'MIN_NOTIONAL' },
  { name: '51000 a price off the tick', order: { price: '50000.05' }, code: 'INVALID_PRICE' },
  { name: '51001 an unknown market', fault: okxFault('51001'), code: 'UNKNOWN_SYMBOL' },
  { name: '51006 a price outside the limits', fault: okxFault('51006'), code: 'INVALID_PRICE' },
  { name: '51010 not in this account mode', fault: okxFault('51010'), code: 'VENUE_REFUSED' },
  { name: '51022 a closed market', fault: okxFault('51022'), code: 'VENUE_REFUSED' },
  { name: '50101 a key of the other environment', fault: okxFault('50101'), code: 'VENUE_AUTH' },
  { name: '50102 a timestamp', fault: okxFault('50102'), code: 'VENUE_CLOCK' },
  { name: '50105 a passphrase', fault: okxFault('50105'), code: 'VENUE_AUTH' },
  { name: '50113 a signature', fault: okxFault('50113'), code: 'VENUE_AUTH' },
  { name: '50120 a key without permission', fault: okxFault('50120'), code: 'VENUE_AUTH' },
  { name: '50011 too many requests', fault: okxFault('50011'), code: 'VENUE_RATE_LIMIT' },
  { name: '50061 too many orders', fault: okxFault('50061'), code: 'VENUE_RATE_LIMIT' },
];

const BOTH = {
  exchange: 'okx',
  start: startOkxServer,
  base: 'BTC',
  quote: 'USDT',
  routes: {
    place: 'order.place',
    cancel: 'order.cancel',
    amend: 'order.amend',
    lookup: ['order.query'],
    lists: ['orders.pending', 'orders.history'],
    openOrders: 'orders.pending',
    trades: 'fills',
    balances: 'account.balance',
    markets: 'instruments',
    time: 'time',
    key: 'account.config',
  },
  uncertain: [
    { name: '50001 unavailable, taken', fault: okxFault('50001', { processed: true }) },
    { name: '50004 timeout, taken', fault: okxFault('50004', { processed: true }) },
    { name: '50004 timeout, not taken', fault: okxFault('50004') },
    { name: '50013 busy, with 429', fault: okxFault('50013', { processed: true }) },
    { name: '50026 system error, taken', fault: okxFault('50026', { processed: true }) },
    {
      name: '51054 engine timeout, with 200 and in the row',
      fault: okxFault('51054', { status: 200, row: true, processed: true }),
    },
    { name: '51149 order timeout, taken', fault: okxFault('51149', { processed: true }) },
    { name: 'a refusal that comes with 500', fault: okxFault('51008', { status: 500, processed: true }) },
    { name: 'a code that nobody knows', fault: okxFault('59999', { message: 'New.', processed: true }) },
    {
      name: 'an answer that contradicts itself',
      fault: {
        kind: 'error',
        status: 200,
        body: { code: '1', msg: '', data: [{ clOrdId: '', ordId: '', sCode: '0', sMsg: '' }] },
        processed: true,
      },
    },
  ],
  amendRefusals: [
    { name: '51000 a price off the tick', change: { price: '50100.05' }, code: 'INVALID_PRICE' },
    { name: '51502 too little money', change: { amount: '300' }, code: 'INSUFFICIENT_FUNDS' },
    { name: '51511 post-only', fault: okxFault('51511'), code: 'VENUE_REFUSED' },
    { name: '50011 too many requests', fault: okxFault('50011'), code: 'VENUE_RATE_LIMIT' },
  ],
  rateLimit: { fault: { kind: 'rate_limit', retryAfter: 2 }, quietMs: 2_000 },
  clockRefusal: okxFault('50102'),
  unknownVenueId: '312269865356374016',
  inconclusiveUntilMs: 58_000,
  conclusiveAfterMs: 62_000,
  tradesPage: 100,
  declared: {},
} as const satisfies Partial<VenueRig>;

const unreadable = (instType: string, instId: string): string[] => {
  const arg = { channel: 'orders', instType, uid: '1' };
  return [
    JSON.stringify({ arg, data: [{ instId, ordId: '1' }] }),
    JSON.stringify({ arg, data: 'nonsense' }),
    JSON.stringify({ arg, data: [null] }),
    JSON.stringify({ arg: { channel: 'orders-of-another-kind' }, data: [{}] }),
  ];
};

export const OKX_SPOT_RIG: VenueRig = {
  ...BOTH,
  name: 'okx spot',
  market: 'spot',
  symbol: 'BTC/USDT',
  marketId: 'BTC-USDT',
  other: { symbol: 'ETH/USDT', marketId: 'ETH-USDT', price: '2000', amount: '0.5' },
  refusals: [
    ...REFUSALS,
    { name: '51137 a price far above the market', order: { price: '200000' }, code: 'INVALID_PRICE' },
  ],
  unreadable: unreadable('SPOT', 'BTC-USDT'),
};

const SAID_TO_BE_SET: Fault = {
  kind: 'error',
  status: 200,
  body: {
    code: '0',
    msg: '',
    data: [{ instId: 'BTC-USDT-SWAP', mgnMode: 'isolated', posSide: 'net', lever: '3' }],
  },
};

/** In contracts of a hundredth of a coin: what the wire says is never what the console says. */
export const OKX_SWAP_RIG: VenueRig = {
  ...BOTH,
  name: 'okx swap',
  market: 'swap',
  symbol: 'BTC/USDT:USDT',
  marketId: 'BTC-USDT-SWAP',
  other: { symbol: 'ETH/USDT:USDT', marketId: 'ETH-USDT-SWAP', price: '2000', amount: '0.5' },
  refusals: [
    ...REFUSALS,
    { name: '51121 off the lot', order: { amount: '0.01005' }, code: 'INVALID_AMOUNT' },
    { name: '51006 a price far above the market', order: { price: '200000' }, code: 'INVALID_PRICE' },
    {
      name: '51169 nothing to reduce',
      order: { side: 'sell', price: '70000', reduceOnly: true },
      code: 'VENUE_REFUSED',
    },
  ],
  unreadable: unreadable('SWAP', 'BTC-USDT-SWAP'),
  swap: {
    leverage: '3',
    marginMode: 'isolated',
    termsFaults: [
      { name: 'config cannot be read', route: 'account.config', fault: { kind: 'garbage_200' } },
      { name: 'leverage cannot be read', route: 'leverage.info', fault: { kind: 'status', status: 502 } },
      {
        name: 'leverage is of the other margin mode',
        route: 'leverage.info',
        fault: { kind: 'rewrite', replace: { isolated: 'cross' } },
      },
      {
        name: 'leverage is of another market',
        route: 'leverage.info',
        fault: { kind: 'rewrite', replace: { 'BTC-USDT': 'ETH-USDT' } },
      },
      { name: 'leverage is said to be set and is not', route: 'leverage.set', fault: SAID_TO_BE_SET },
      { name: 'leverage is refused', route: 'leverage.set', fault: okxFault('59102', { row: false }) },
      { name: 'setting leverage breaks off', route: 'leverage.set', fault: { kind: 'drop_before' } },
    ],
    hedgeMode: {
      name: 'hedge mode',
      route: 'account.config',
      fault: { kind: 'rewrite', replace: { net_mode: 'long_short_mode' } },
    },
    termsRoutes: ['account.config', 'leverage.info', 'leverage.set'],
  },
};
