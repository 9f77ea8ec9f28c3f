import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exchange } from './exchange.ts';
import { fixed, floorTo, show, times } from './fixed.ts';
import type { Fixed } from './fixed.ts';
import { isOpen } from './order.ts';

const MARKET = {
  id: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  tickSize: '0.01',
  stepSize: '0.00001',
  minAmount: '0.00001',
  maxAmount: '9000',
  minNotional: '0',
};

const tick = fc.integer({ min: 9_000, max: 11_000 }).map((ticks) => fixed('0.01') * BigInt(ticks));
const lots = fc.integer({ min: 1, max: 300_000 }).map((steps) => fixed('0.00001') * BigInt(steps));
const level = fc.tuple(fc.integer({ min: 1, max: 900 }), lots);

const action = fc.oneof(
  fc.record({
    kind: fc.constant('place' as const),
    who: fc.constantFrom(0, 1),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    type: fc.constantFrom('LIMIT' as const, 'LIMIT_MAKER' as const, 'MARKET' as const),
    timeInForce: fc.constantFrom('GTC' as const, 'IOC' as const, 'FOK' as const),
    price: tick,
    amount: lots,
    inQuote: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(50) }),
  fc.record({ kind: fc.constant('fill' as const), which: fc.nat(50), part: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    kind: fc.constant('book' as const),
    middle: tick,
    bids: fc.array(level, { maxLength: 4 }),
    asks: fc.array(level, { maxLength: 4 }),
  }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function open(): Exchange {
  let now = 0;
  const balances = { BTC: '3', USDT: '400.5' };
  return new Exchange({
    accounts: [
      { name: 'a', apiKey: 'a', apiSecret: 'a', balances },
      { name: 'b', apiKey: 'b', apiSecret: 'b', balances },
    ],
    markets: [MARKET],
    feeRate: '0.001',
    now: () => ++now,
  });
}

function apply(exchange: Exchange, step: Action): void {
  const resting = exchange.orders.filter(isOpen);
  if (step.kind === 'place') {
    const account = exchange.accounts[step.who];
    if (!account) throw new Error('no account');
    const limit = step.type === 'MARKET' ? {} : { price: step.price };
    const size =
      step.type === 'MARKET' && step.inQuote
        ? { quoteAmount: times(step.amount, fixed('100')) }
        : { amount: step.amount };
    exchange.place(account, { clientOrderId: '', market: MARKET, ...step, ...limit, ...size });
  } else if (step.kind === 'book') {
    const rows = (sign: bigint, levels: [number, Fixed][]): [string, string][] =>
      levels.map(([distance, amount]) => [show(step.middle + sign * fixed('0.01') * BigInt(distance)), show(amount)]);
    exchange.setBook(MARKET.id, rows(-1n, step.bids), rows(1n, step.asks));
  } else {
    const order = resting[step.which % Math.max(1, resting.length)];
    if (!order) return;
    if (step.kind === 'cancel') exchange.cancel(order);
    else {
      const left = order.amount - order.filled;
      exchange.fillResting(
        order.id,
        step.part === 100 ? undefined : floorTo((left * BigInt(step.part)) / 100n, fixed('0.00001')) || left,
      );
    }
  }
}

function checkBooks(exchange: Exchange): void {
  expect(show(exchange.supply('BTC'))).toBe('6');
  expect(show(exchange.supply('USDT'))).toBe('801');
  for (const account of exchange.accounts) {
    const reserved = (side: string): Fixed =>
      exchange.orders
        .filter((one) => one.account === account.name && one.side === side)
        .reduce((sum, one) => sum + one.reserved, 0n);
    for (const { asset, free, locked } of account.balances.entries()) {
      expect(free >= 0n).toBe(true);
      expect(show(locked)).toBe(show(reserved(asset === 'BTC' ? 'sell' : 'buy')));
    }
  }
  for (const order of exchange.orders) {
    const trades = exchange.tradesOf(order);
    expect(trades.reduce((sum, { amount }) => sum + amount, 0n)).toBe(order.filled);
    expect(trades.reduce((sum, { quoteAmount }) => sum + quoteAmount, 0n)).toBe(order.quoteFilled);
    expect(order.filled <= order.amount).toBe(true);
    expect(isOpen(order) ? order.reserved > 0n : order.reserved === 0n).toBe(true);
    for (const { price } of order.type === 'MARKET' ? [] : trades)
      expect(order.side === 'buy' ? price <= order.price : price >= order.price).toBe(true);
  }
}

describe('the books of a venue', () => {
  it('neither make nor lose money, whatever is ordered', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (steps) => {
        const exchange = open();
        for (const step of steps) {
          apply(exchange, step);
          checkBooks(exchange);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('do trade in that test', () => {
    const exchange = open();
    apply(exchange, { kind: 'book', middle: fixed('100'), bids: [[5, fixed('1')]], asks: [[5, fixed('1')]] });
    apply(exchange, {
      kind: 'place',
      who: 0,
      side: 'buy',
      type: 'LIMIT',
      timeInForce: 'GTC',
      price: fixed('101'),
      amount: fixed('1.5'),
      inQuote: false,
    });
    expect(exchange.orders).toMatchObject([
      { status: 'partially_filled', filled: fixed('1'), reserved: fixed('50.5') },
    ]);
    expect(exchange.trades).toMatchObject([{ price: fixed('100.05'), fee: fixed('0.001'), feeAsset: 'BTC' }]);
    checkBooks(exchange);
  });
});

describe('fixed decimals', () => {
  it('go through text unchanged', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
        expect(fixed(show(value))).toBe(value);
      }),
    );
  });

  it.each([
    ['1.239', 2, '1.23'],
    ['-0.001', 2, '0.00'],
    ['5', 8, '5.00000000'],
  ])('%s cut to %d places is %s', (text, places, cut) => {
    expect(show(fixed(text), places)).toBe(cut);
  });

  it.each(['', '1e5', '.5', '1.', 'NaN', '0.1234567890123456789'])('refuses %j', (text) => {
    expect(() => fixed(text)).toThrow(/not an exact decimal/);
  });
});
