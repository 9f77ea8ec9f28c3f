import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

export interface KucoinErrorRow {
  code: string;
  /** Where one code means several things, the venue's words tell them apart. The first row that fits counts. */
  words?: RegExp;
  means: ErrorCode | 'no_such_order' | 'unknown';
}

/**
 * Codes of KuCoin by what they say of an order (kucoin.com/docs, "Spot Errors Code"; docs-new, "Gateway error code" and "Rate
 * Limit"; those in lists of clients are marked so). They come with any status, mostly with 200. A code that is not here says
 * nothing certain: it counts as unknown, and so does everything that comes with 5xx.
 */
export const KUCOIN_ERRORS: readonly KucoinErrorRow[] = [
  // May have been executed: a fault half-way (clients: some "300000" orders exist), or an answer of something behind it.
  { code: '300000', means: 'unknown' },
  { code: '408000', means: 'unknown' },
  { code: '500000', means: 'unknown' },
  // An order of this id is open already: an attempt got through. It is looked up.
  { code: '102426', means: 'unknown' },
  { code: '300012', means: 'unknown' },
  { code: '126033', means: 'unknown' },
  { code: '126044', means: 'unknown' },
  { code: '400100', words: /duplicat/i, means: 'unknown' },

  // One code for a look-up without a find, and for a cancel that comes too late.
  {
    code: '400100',
    words: /order[ _](does )?not[ _]exist|not[ _]allow[ _]to[ _](be[ _])?cancel/i,
    means: 'no_such_order',
  },
  { code: 'order_not_exist', means: 'no_such_order' },

  { code: '200004', means: 'INSUFFICIENT_FUNDS' },
  { code: '230003', means: 'INSUFFICIENT_FUNDS' },
  { code: '400100', words: /account\.available\.amount|balance insufficient/i, means: 'INSUFFICIENT_FUNDS' },

  { code: '400002', means: 'VENUE_CLOCK' },
  { code: '400001', means: 'VENUE_AUTH' },
  { code: '400003', means: 'VENUE_AUTH' },
  { code: '400004', means: 'VENUE_AUTH' },
  { code: '400005', means: 'VENUE_AUTH' },
  { code: '400006', means: 'VENUE_AUTH' },
  { code: '400007', means: 'VENUE_AUTH' },
  { code: '400008', means: 'VENUE_AUTH' },
  { code: '400009', means: 'VENUE_AUTH' },
  { code: '400010', means: 'VENUE_AUTH' },

  { code: '429000', means: 'VENUE_RATE_LIMIT' },
  { code: '1015', means: 'VENUE_RATE_LIMIT' },
  // Two things in two pages of the documentation: too many requests, and a pair whose cancels are suspended.
  { code: '200002', words: /too many|frequen/i, means: 'VENUE_RATE_LIMIT' },
  { code: '200002', means: 'VENUE_REFUSED' },

  // Checked before the matching engine sees the order.
  { code: '400100', words: /trading pair|symbol/i, means: 'UNKNOWN_SYMBOL' },
  { code: '400100', words: /funds/i, means: 'MIN_NOTIONAL' },
  { code: '400100', words: /size|quantity/i, means: 'INVALID_AMOUNT' },
  { code: '400100', words: /price/i, means: 'INVALID_PRICE' },
  { code: '400100', means: 'VENUE_REFUSED' },
  // From lists of clients (ccxt): one code for amounts off the step and for orders that are too small.
  { code: '600100', words: /funds/i, means: 'MIN_NOTIONAL' },
  { code: '600100', means: 'INVALID_AMOUNT' },
  { code: '600101', means: 'MIN_NOTIONAL' },
  { code: '400330', means: 'INVALID_PRICE' },
  { code: '400370', means: 'INVALID_PRICE' },
  { code: '400760', means: 'INVALID_PRICE' },
  { code: '900001', means: 'UNKNOWN_SYMBOL' },

  // The pair, the country or the account may not trade; nothing was placed.
  { code: '200001', means: 'VENUE_REFUSED' },
  { code: '200003', means: 'VENUE_REFUSED' },
  { code: '200009', means: 'VENUE_REFUSED' },
  { code: '400200', means: 'VENUE_REFUSED' },
  { code: '400303', means: 'VENUE_REFUSED' },
  { code: '400350', means: 'VENUE_REFUSED' },
  { code: '400500', means: 'VENUE_REFUSED' },
  { code: '400600', means: 'VENUE_REFUSED' },
  { code: '400700', means: 'VENUE_REFUSED' },
  { code: '411100', means: 'VENUE_REFUSED' },
  { code: '415000', means: 'VENUE_REFUSED' },
  { code: '600203', means: 'VENUE_REFUSED' },
  // No such endpoint, or none any more.
  { code: '401000', means: 'VENUE_NOT_SUPPORTED' },
  { code: '404000', means: 'VENUE_NOT_SUPPORTED' },
];

export function meaningOf(code: string, words: string): KucoinErrorRow['means'] {
  return KUCOIN_ERRORS.find((row) => row.code === code && (row.words?.test(words) ?? true))?.means ?? 'unknown';
}
