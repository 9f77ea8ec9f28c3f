import { describe, expect, it } from 'vitest';
import { compareBooks } from './compare-books.ts';
import { runSeason } from './season.ts';
import { VENUES } from './venues-under-fault.ts';

/** A short piece of `npm run test:faults`, with seeds that stay, so that a failure here is a change of the code. */
const SEASONS = [
  { seed: 11, rounds: 5 },
  { seed: 12, rounds: 5 },
  { seed: 13, rounds: 5 },
];

describe.concurrent('a trader that is killed again and again, at venues that fail', () => {
  it.each(SEASONS)(
    'has the books of the venue in the end (seed $seed)',
    { timeout: 180_000 },
    async ({ seed, rounds }) => {
      const first = seed % VENUES.length;
      const venues = VENUES.filter((_, at) => at === first || at === (first + 1) % VENUES.length);
      const report = await runSeason({ seed, rounds, venues });
      expect(report.wrong).toEqual([]);
      expect(report.kills).toBe(rounds);
      expect(report.orders).toBeGreaterThan(0);
    },
  );
});

describe('the comparison of books', () => {
  const ledger = { orders: [], trades: [], balances: {}, positions: {}, terms: {} };

  it('sees an order that only we have', () => {
    const order = { id: 'o', signal_id: 's', account_name: 'a', client_order_id: 'c', status: 'open' };
    const detail = { order, fills: [] } as unknown as Parameters<typeof compareBooks>[1][number];
    expect(compareBooks('a', [detail], ledger)).toEqual(['a: o is open here, and unknown to the venue']);
  });

  it('sees an order that only the venue has', () => {
    const orders = [{ id: '1', clientOrderId: 'c' }] as unknown as (typeof ledger)['orders'];
    expect(compareBooks('a', [], { ...ledger, orders })).toEqual(['a: the venue has c, which we never journaled']);
  });
});
