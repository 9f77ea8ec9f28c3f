import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

export interface ErrorRow {
  code: number;
  /** Where one code means several things, the venue's words tell them apart. The first row that fits counts. */
  words?: RegExp;
  means: ErrorCode | 'no_such_order' | 'unknown';
}

/** Words of a −2010 that are certainly a refusal of this order (errors.md, "Messages for -1010, -2010, -2011, -2038"). */
const NEW_ORDER_REFUSED =
  /^(Market is closed|Order would (immediately match and take|trigger immediately)|This symbol is (not permitted|restricted) for this account|This action is disabled on this account|Account may not place or cancel orders|Market orders are not supported for this symbol|Order type not supported|Unsupported order combination|Unsupported type|Price \* QTY is zero or less|Rest API trading is not enabled)/i;

/**
 * Spot error codes by what they say of the order (developers.binance.com, spot errors.md of 2026-07). A code that is not
 * here says nothing certain: it counts as unknown, and so does everything that comes with 5xx, 403 or 409.
 */
export const BINANCE_ERRORS: readonly ErrorRow[] = [
  // May have been executed. "Execution status unknown" in the venue's own words, or a fault half-way.
  { code: -1000, means: 'unknown' },
  { code: -1001, means: 'unknown' },
  { code: -1006, means: 'unknown' },
  { code: -1007, means: 'unknown' },
  { code: -1008, means: 'unknown' },
  { code: -2026, means: 'unknown' },
  // An order of this id is open already: an attempt got through. It is looked up.
  { code: -2010, words: /^Duplicate order sent/i, means: 'unknown' },

  { code: -2010, words: /^Account has insufficient balance/i, means: 'INSUFFICIENT_FUNDS' },
  { code: -2010, words: NEW_ORDER_REFUSED, means: 'VENUE_REFUSED' },

  { code: -1002, means: 'VENUE_AUTH' },
  { code: -1022, means: 'VENUE_AUTH' },
  { code: -2014, means: 'VENUE_AUTH' },
  // ccxt turns this into a rate-limit error after any earlier success; it is none.
  { code: -2015, means: 'VENUE_AUTH' },
  { code: -1003, means: 'VENUE_RATE_LIMIT' },
  { code: -1015, means: 'VENUE_RATE_LIMIT' },
  { code: -1021, means: 'VENUE_CLOCK' },

  // Filters are checked before the matching engine sees the order.
  { code: -1013, words: /NOTIONAL/, means: 'MIN_NOTIONAL' },
  { code: -1013, words: /LOT_SIZE|MAX_POSITION|quantity/, means: 'INVALID_AMOUNT' },
  { code: -1013, words: /PRICE/i, means: 'INVALID_PRICE' },
  { code: -1013, means: 'VENUE_REFUSED' },
  { code: -1111, words: /quantity|qty/i, means: 'INVALID_AMOUNT' },
  { code: -1111, words: /price/i, means: 'INVALID_PRICE' },
  { code: -1111, means: 'VENUE_REFUSED' },
  { code: -1121, means: 'UNKNOWN_SYMBOL' },

  // Malformed or unsupported requests; none of them becomes an order.
  { code: -1014, means: 'VENUE_REFUSED' },
  { code: -1020, means: 'VENUE_REFUSED' },
  { code: -1100, means: 'VENUE_REFUSED' },
  { code: -1101, means: 'VENUE_REFUSED' },
  { code: -1102, means: 'VENUE_REFUSED' },
  { code: -1103, means: 'VENUE_REFUSED' },
  { code: -1104, means: 'VENUE_REFUSED' },
  { code: -1105, means: 'VENUE_REFUSED' },
  { code: -1106, means: 'VENUE_REFUSED' },
  { code: -1108, means: 'VENUE_REFUSED' },
  { code: -1112, means: 'VENUE_REFUSED' },
  { code: -1114, means: 'VENUE_REFUSED' },
  { code: -1115, means: 'VENUE_REFUSED' },
  { code: -1116, means: 'VENUE_REFUSED' },
  { code: -1117, means: 'VENUE_REFUSED' },
  { code: -1128, means: 'VENUE_REFUSED' },
  { code: -1130, means: 'VENUE_REFUSED' },
  { code: -1131, means: 'VENUE_REFUSED' },

  { code: -2011, words: /^Unknown order sent/i, means: 'no_such_order' },
  { code: -2013, means: 'no_such_order' },
];

export function meaningOf(code: number, words: string): ErrorRow['means'] {
  return BINANCE_ERRORS.find((row) => row.code === code && (row.words?.test(words) ?? true))?.means ?? 'unknown';
}
