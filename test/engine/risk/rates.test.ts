import { describe, expect, it } from 'vitest';
import { createMarks, markPrice } from '../../../electron/engine/risk/marks.ts';
import { createRates } from '../../../electron/engine/risk/rates.ts';
import type { MarketData, Venue } from '../../../electron/engine/venues/venue.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Instrument, TickerDocument } from '../../../shared/schema/market.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { paperAccount } from '../../support/accounts.ts';

const PRICES: Record<string, string | null> = {
  'BTC/USDT': '50000',
  'ETH/BTC': '0.05',
  'USDC/USDT': '0.999',
  'BTC/NOK': '500000',
  'EUR/USDT': '1.25',
  'SOL/USDT:USDT': '100',
  'DEAD/USDT': null,
};

/** A market that shows what the test says, one price on all sides of a book. */
function world(prices = PRICES) {
  const clock = createFakeClock();
  const asked: string[] = [];
  let failure: Error | null = null;
  const market = {
    instruments: async () => new Map(Object.keys(prices).map((symbol) => [symbol, {} as Instrument])),
    ticker: async (symbol: string): Promise<TickerDocument> => {
      asked.push(symbol);
      if (failure) throw failure;
      const price = prices[symbol] ?? null;
      const at = new Date(clock.nowMs()).toISOString();
      return { exchange: 'binance', symbol, bid: price, ask: price, last: price, at };
    },
  } as unknown as MarketData;
  let fed: TickerDocument | null = null;
  const marks = createMarks({ prices: { recent: () => fed }, clock });
  const rates = createRates({
    ...{ marks, clock, redact: (text: string) => text },
    registry: { config: () => paperAccount('a') },
    pool: { venue: () => ({ market }) as unknown as Venue },
  });
  return {
    ...{ clock, rates, asked, prices },
    fail: (error: Error | null) => void (failure = error),
    feed: (ticker: TickerDocument | null) => void (fed = ticker),
    rate: async (asset: string, currency: string) => {
      const found = await rates.toCurrency('a', asset, currency);
      return found.rate ?? found.reason;
    },
  };
}

describe('a rate', () => {
  it.each<[string, string, string, string, string]>([
    ['of an asset in itself', 'BTC', 'BTC', '1', 'BTC'],
    ['at its market', 'BTC', 'USDT', '50000', 'BTC/USDT'],
    ['at a market of swaps', 'SOL', 'USDT', '100', 'SOL/USDT:USDT'],
    ['at a market that is the other way round', 'USDT', 'EUR', '0.8', 'EUR/USDT'],
    ['over another asset', 'ETH', 'USDT', '2500', 'ETH/BTC and BTC/USDT'],
    ['over another, back', 'NOK', 'USDT', '0.1', 'BTC/NOK and BTC/USDT'],
    ['in dollars', 'BTC', 'USD', '50000', 'BTC/USDT, USDT counted as 1 USD'],
    ['of what counts as a dollar', 'USDT', 'USD', '1', 'USDT counted as 1 USD'],
    ['of dollars', 'USD', 'USDT', '1', 'USDT counted as 1 USD'],
    ['between two of them, where they have a market', 'USDC', 'USDT', '0.999', 'USDC/USDT'],
    ['in dollars, of kroner', 'NOK', 'USD', '0.1', 'BTC/NOK and BTC/USDT, USDT counted as 1 USD'],
  ])('%s', async (_name, asset, currency, rate, source) => {
    const { rates, clock } = world();
    expect(await rates.toCurrency('a', asset, currency)).toEqual({ rate, source, atMs: clock.nowMs() });
  });

  it('counts two kinds of dollars the same only where no market says otherwise', async () => {
    const { rate, fail } = world({ 'BTC/USDT': '50000' });
    expect(await rate('USDC', 'USDT')).toBe('1');
    const other = world();
    other.fail(new QtError('MARKET_UNAVAILABLE', 'no answer'));
    expect(await other.rate('USDC', 'USDT')).toContain('the price of USDC/USDT is not known: no answer');
    fail(null);
  });

  it('is never made up: without a market, without a price, without an answer there is a reason', async () => {
    const { rate, fail } = world();
    expect(await rate('JUNK', 'USDT')).toBe('there is no price of JUNK in USDT on binance');
    expect(await rate('DEAD', 'USDT')).toBe('there is no price of DEAD in USDT on binance');
    fail(new Error('secret things'));
    expect(await rate('BTC', 'USDT')).toBe('the price of BTC/USDT is not known: the market could not be read');
  });

  it('asks a market every few seconds at most, however often it is asked', async () => {
    const { rate, asked, clock } = world();
    await Promise.all([rate('BTC', 'USDT'), rate('BTC', 'USDT'), rate('BTC', 'USD')]);
    clock.advance(8_999);
    await rate('BTC', 'USDT');
    expect(asked).toEqual(['BTC/USDT']);
    clock.advance(2);
    await rate('BTC', 'USDT');
    expect(asked).toHaveLength(2);
  });

  it('takes what the price feed has just read', async () => {
    const { rate, asked, feed, clock } = world();
    const at = new Date(clock.nowMs()).toISOString();
    feed({ exchange: 'binance', symbol: 'BTC/USDT', bid: '49000', ask: '49000', last: '49000', at });
    expect(await rate('BTC', 'USDT')).toBe('49000');
    expect(asked).toEqual([]);
  });

  it('lives on for a minute while the market does not answer, and no longer', async () => {
    const { rate, fail, clock, asked } = world();
    expect(await rate('BTC', 'USDT')).toBe('50000');
    fail(new QtError('MARKET_UNAVAILABLE', 'no answer'));
    clock.advance(60_000);
    expect(await rate('BTC', 'USDT')).toBe('50000');
    // It is not asked with every order while it is down.
    const before = asked.length;
    await rate('BTC', 'USDT');
    expect(asked).toHaveLength(before);
    clock.advance(1);
    expect(await rate('BTC', 'USDT')).toContain('not known: no answer');
    fail(null);
    clock.advance(2_001);
    expect(await rate('BTC', 'USDT')).toBe('50000');
  });

  it('does not trust a price from a time that is still to come', async () => {
    const { rate, fail, clock } = world();
    await rate('BTC', 'USDT');
    clock.jumpWallTo(clock.nowMs() - 10_000);
    fail(new QtError('MARKET_UNAVAILABLE', 'no answer'));
    expect(await rate('BTC', 'USDT')).toContain('not known');
  });
});

describe('a mark', () => {
  it.each<[string, [string | null, string | null, string | null], string | null]>([
    ['is the last trade', ['99', '101', '100'], '100'],
    ['is no lower than the bid', ['99', '101', '90'], '99'],
    ['is no higher than the ask', ['99', '101', '110'], '101'],
    ['needs no bid', [null, '101', '100'], '100'],
    ['needs no ask', ['99', null, '100'], '100'],
    ['needs no trade', ['99', '102', null], '100.5'],
    ['needs one side alone', [null, '101', null], '101'],
    ['takes a price of zero for none', ['0', '0', '100'], '100'],
    ['is nothing where nothing is shown', [null, null, null], null],
  ])('%s', (_name, [bid, ask, last], expected) => {
    expect(markPrice({ bid, ask, last })).toBe(expected);
  });
});
