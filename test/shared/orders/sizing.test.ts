import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gt, gte, isMultipleOf, isPositive, lt, lte, mul, sub } from '../../../shared/money/decimal.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import type { Sizing, SizingRequest } from '../../../shared/orders/sizing.ts';
import type { Instrument } from '../../../shared/schema/market.ts';

const btc: Instrument = {
  symbol: 'BTC/USDT',
  venue_symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  active: true,
  contract_size: '1',
  tick: '0.01',
  step: '0.00001',
  min_amount: '0.00001',
  max_amount: '9000',
  min_price: '0.01',
  max_price: '1000000',
  min_notional: '5',
  maker_fee: null,
  taker_fee: null,
};
const unbounded: Partial<Instrument> = {
  min_amount: null,
  max_amount: null,
  min_price: null,
  max_price: null,
  min_notional: null,
};

const market: SizingRequest = {
  side: 'buy',
  type: 'market',
  amount: '0.5',
  quoteAmount: null,
  price: null,
  referencePrice: '60000',
};
const limit: SizingRequest = { ...market, type: 'limit', price: '60000', referencePrice: null };

function size(request: Partial<SizingRequest>, rules: Partial<Instrument> = {}): Sizing {
  const base = request.type === 'market' ? market : limit;
  return sizeOrder({ ...base, ...request }, { ...btc, ...rules });
}

function failed({ checks }: Sizing): string[] {
  return checks.filter((check) => !check.ok).map((check) => check.code);
}

function detail({ checks }: Sizing, code: string): string | undefined {
  return checks.find((check) => check.code === code)?.detail;
}

describe('rounding', () => {
  it('leaves alone what fits', () => {
    const sizing = size({});
    expect(sizing).toMatchObject({ amount: '0.5', price: '60000', notional: '30000', rounded: null });
    expect(failed(sizing)).toEqual([]);
  });

  it.each([
    ['buy', '60000.019', '60000.01'],
    ['sell', '60000.011', '60000.02'],
    ['buy', '60000.01', '60000.01'],
    ['sell', '60000.01', '60000.01'],
  ] as const)('a %s limit of %s becomes %s', (side, price, expected) => {
    expect(size({ side, price }).price).toBe(expected);
  });

  it('cuts the amount to the step', () => {
    const sizing = size({ amount: '0.123456789' });
    expect(sizing.amount).toBe('0.12345');
    expect(sizing.rounded).toBe('amount rounded from 0.123456789 to 0.12345 (step 0.00001)');
  });

  it('rounds to steps and ticks that are no powers of ten', () => {
    const sizing = size({ amount: '7.9', price: '60001' }, { step: '2.5', tick: '0.75' });
    expect(sizing).toMatchObject({ amount: '7.5', price: '60000.75' });
    expect(sizing.rounded).toBe(
      'price rounded from 60001 to 60000.75 (tick 0.75); amount rounded from 7.9 to 7.5 (step 2.5)',
    );
  });

  it('turns a quote amount into base by the limit price as it will be sent', () => {
    const sizing = size({ amount: null, quoteAmount: '100', price: '30000.009' });
    expect(sizing).toMatchObject({ price: '30000', amount: '0.00333', notional: '99.9' });
    expect(sizing.rounded).toContain('100 USDT rounded to 0.00333 BTC at 30000, worth 99.9 USDT');
  });

  it('turns a quote amount of a market order into base by the reference price', () => {
    const sizing = size({ type: 'market', amount: null, quoteAmount: '100', referencePrice: '40000' });
    expect(sizing).toMatchObject({ price: null, amount: '0.0025', notional: '100', rounded: null });
    expect(failed(sizing)).toEqual([]);
  });
});

describe('checks', () => {
  it('lists every rule, passed or failed, in one order', () => {
    const bad = size({ amount: '0.000001', price: '0.001' });
    for (const sizing of [size({}), size({ type: 'market' }), bad]) {
      expect(sizing.checks.map((check) => check.code)).toEqual(['INVALID_PRICE', 'INVALID_AMOUNT', 'MIN_NOTIONAL']);
      for (const check of sizing.checks) expect(check.detail).not.toBe('');
    }
    expect(failed(bad)).toEqual(['INVALID_PRICE', 'INVALID_AMOUNT', 'MIN_NOTIONAL']);
  });

  it.each([
    ['on the smallest amount', { amount: '0.001' }, { min_amount: '0.001' }, []],
    ['below the smallest amount', { amount: '0.00099' }, { min_amount: '0.001' }, ['INVALID_AMOUNT']],
    ['on the largest amount', { amount: '9000' }, {}, []],
    ['above the largest amount', { amount: '9000.00001' }, {}, ['INVALID_AMOUNT']],
    ['an amount below one step', { amount: '0.000009' }, { min_notional: null }, ['INVALID_AMOUNT']],
    ['on the lowest price', { price: '100' }, { min_price: '100' }, []],
    ['below the lowest price', { price: '99.99' }, { min_price: '100' }, ['INVALID_PRICE']],
    ['on the highest price', { price: '1000000' }, {}, []],
    ['above the highest price', { price: '1000000.01' }, {}, ['INVALID_PRICE']],
    ['a buy price below one tick', { price: '0.009' }, { min_notional: null }, ['INVALID_PRICE']],
    ['on the smallest value', { amount: '0.0001', price: '50000' }, {}, []],
    ['below the smallest value', { amount: '0.0001', price: '49999.99' }, {}, ['MIN_NOTIONAL']],
    ['rounded below the smallest value', { amount: '0.000109', price: '49999.99' }, {}, ['MIN_NOTIONAL']],
    ['no bounds at all', { amount: '0.00001', price: '0.01' }, unbounded, []],
    ['bounds of zero, which are none', { amount: '1' }, { max_amount: '0', max_price: '0', min_notional: '0' }, []],
  ] as [string, Partial<SizingRequest>, Partial<Instrument>, string[]][])('%s', (_, request, rules, codes) => {
    expect(failed(size(request, rules))).toEqual(codes);
  });

  it('fails closed where a market order has no reference price to be valued by', () => {
    const sizing = size({ type: 'market', referencePrice: null });
    expect(sizing).toMatchObject({ amount: '0.5', notional: null });
    expect(failed(sizing)).toEqual(['MIN_NOTIONAL']);
    expect(failed(size({ type: 'market', referencePrice: null }, { min_notional: null }))).toEqual([]);
  });

  it.each([null, '0'])('cannot convert a quote amount at the reference price %s', (referencePrice) => {
    const sizing = size({ type: 'market', amount: null, quoteAmount: '100', referencePrice }, { min_notional: null });
    expect(sizing).toMatchObject({ amount: '0', notional: null, rounded: null });
    expect(failed(sizing)).toEqual(['INVALID_AMOUNT']);
    expect(detail(sizing, 'INVALID_AMOUNT')).toContain('no price is known');
  });

  it('cannot convert a quote amount by a price that rounds to nothing', () => {
    expect(failed(size({ amount: null, quoteAmount: '100', price: '0.001' }))).toEqual([
      'INVALID_PRICE',
      'INVALID_AMOUNT',
      'MIN_NOTIONAL',
    ]);
  });
});

describe('requests that no signal can be', () => {
  it.each([{ amount: null }, { quoteAmount: '5' }, { price: null }, { type: 'market' as const, price: '5' }])(
    '%j is a bug',
    (wrong) => {
      expect(() => size(wrong)).toThrow();
    },
  );
});

const places = fc.integer({ min: 0, max: 8 });
const figure = fc.tuple(fc.integer({ min: 1, max: 2_000_000_000 }), places).map(([units, scale]) => {
  const digits = String(units).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
});
const optional = fc.option(figure);
const instrument: fc.Arbitrary<Instrument> = fc
  .record({
    tick: figure,
    step: figure,
    min_amount: optional,
    max_amount: optional,
    min_price: optional,
    max_price: optional,
    min_notional: optional,
  })
  .map((rules) => ({ ...btc, ...rules }));
const request: fc.Arbitrary<SizingRequest> = fc
  .record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    type: fc.constantFrom('market' as const, 'limit' as const),
    figure,
    inQuote: fc.boolean(),
    price: figure,
    referencePrice: optional,
  })
  .map(({ figure: wanted, inQuote, price, ...rest }) => ({
    ...rest,
    amount: inQuote ? null : wanted,
    quoteAmount: inQuote ? wanted : null,
    price: rest.type === 'limit' ? price : null,
  }));

describe('every sizing', () => {
  it('asks for no more than was wished, by less than one step', () => {
    fc.assert(
      fc.property(request, instrument, (asked, rules) => {
        const { amount, price, notional } = sizeOrder(asked, rules);
        expect(isMultipleOf(amount, rules.step)).toBe(true);
        if (asked.amount !== null) {
          expect(lte(amount, asked.amount)).toBe(true);
          expect(lt(sub(asked.amount, amount), rules.step)).toBe(true);
        } else if (asked.quoteAmount !== null && notional !== null) {
          const unitPrice = price ?? asked.referencePrice ?? '0';
          expect(lte(notional, asked.quoteAmount)).toBe(true);
          expect(lt(sub(asked.quoteAmount, notional), mul(rules.step, unitPrice))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never goes past the limit, and stays within one tick of it', () => {
    fc.assert(
      fc.property(request, instrument, (asked, rules) => {
        const { price } = sizeOrder(asked, rules);
        if (asked.price === null || price === null) {
          expect(price).toBe(asked.price);
          return;
        }
        const concession = asked.side === 'buy' ? sub(asked.price, price) : sub(price, asked.price);
        expect(isMultipleOf(price, rules.tick)).toBe(true);
        expect(gte(concession, '0') && lt(concession, rules.tick)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('passes all its checks only where each rule of the venue holds', () => {
    fc.assert(
      fc.property(request, instrument, (asked, rules) => {
        const sizing = sizeOrder(asked, rules);
        const { amount, price, notional } = sizing;
        const inside = (x: string, least: string | null, most: string | null) =>
          isPositive(x) && !(least !== null && lt(x, least)) && !(most !== null && gt(x, most));
        const expected = [
          price === null || inside(price, rules.min_price, rules.max_price),
          inside(amount, rules.min_amount, rules.max_amount),
          rules.min_notional === null || (notional !== null && gte(notional, rules.min_notional)),
        ];
        expect(sizing.checks.map((check) => check.ok)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says when it rounded, and only then', () => {
    fc.assert(
      fc.property(request, instrument, (asked, rules) => {
        const { amount, price, notional, rounded } = sizeOrder(asked, rules);
        const differs = (wish: string | null, got: string | null) =>
          wish !== null && got !== null && sub(wish, got) !== '0';
        const touched =
          differs(asked.price, price) ||
          (asked.amount !== null ? differs(asked.amount, amount) : differs(asked.quoteAmount, notional));
        expect(rounded !== null).toBe(touched);
      }),
      { numRuns: 1_000 },
    );
  });
});
