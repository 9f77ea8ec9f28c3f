import type { ErrorRow } from './error-table.ts';

/**
 * USDⓈ-M futures error codes by what they say of the request (developers.binance.com, usds-margined-futures error-code of
 * 2026). They share the 1xxx with spot and differ above. A code that is not here says nothing certain: it counts as unknown.
 */
export const BINANCE_SWAP_ERRORS: readonly ErrorRow[] = [
  // "Execution status unknown" in the venue's own words, or a fault half-way. −1008 is documented to fail, but comes with 503.
  { code: -1000, means: 'unknown' },
  { code: -1001, means: 'unknown' },
  { code: -1006, means: 'unknown' },
  { code: -1007, means: 'unknown' },
  { code: -1008, means: 'unknown' },
  { code: -1016, means: 'unknown' },
  // An order of this id is open already: an attempt got through. It is looked up.
  { code: -4116, means: 'unknown' },

  { code: -2018, means: 'INSUFFICIENT_FUNDS' },
  { code: -2019, means: 'INSUFFICIENT_FUNDS' },
  { code: -4050, means: 'INSUFFICIENT_FUNDS' },
  { code: -4051, means: 'INSUFFICIENT_FUNDS' },

  { code: -1002, means: 'VENUE_AUTH' },
  { code: -1011, means: 'VENUE_AUTH' },
  { code: -1022, means: 'VENUE_AUTH' },
  { code: -1109, means: 'VENUE_AUTH' },
  { code: -2014, means: 'VENUE_AUTH' },
  { code: -2015, means: 'VENUE_AUTH' },
  { code: -2017, means: 'VENUE_AUTH' },
  { code: -1003, means: 'VENUE_RATE_LIMIT' },
  { code: -1015, means: 'VENUE_RATE_LIMIT' },
  { code: -1021, means: 'VENUE_CLOCK' },
  // The same, told by the matching engine.
  { code: -5028, means: 'VENUE_CLOCK' },

  { code: -4164, means: 'MIN_NOTIONAL' },
  { code: -4003, means: 'INVALID_AMOUNT' },
  { code: -4004, means: 'INVALID_AMOUNT' },
  { code: -4005, means: 'INVALID_AMOUNT' },
  { code: -4023, means: 'INVALID_AMOUNT' },
  { code: -4001, means: 'INVALID_PRICE' },
  { code: -4002, means: 'INVALID_PRICE' },
  { code: -4013, means: 'INVALID_PRICE' },
  { code: -4014, means: 'INVALID_PRICE' },
  { code: -4016, means: 'INVALID_PRICE' },
  { code: -4024, means: 'INVALID_PRICE' },
  { code: -4029, means: 'INVALID_PRICE' },
  { code: -4131, means: 'INVALID_PRICE' },
  { code: -1111, words: /price/i, means: 'INVALID_PRICE' },
  { code: -1111, means: 'INVALID_AMOUNT' },
  { code: -4030, means: 'INVALID_AMOUNT' },
  { code: -1121, means: 'UNKNOWN_SYMBOL' },

  // The order was judged, and refused.
  { code: -2020, means: 'VENUE_REFUSED' },
  { code: -2021, means: 'VENUE_REFUSED' },
  { code: -2022, means: 'VENUE_REFUSED' },
  { code: -2023, means: 'VENUE_REFUSED' },
  { code: -2024, means: 'VENUE_REFUSED' },
  { code: -2025, means: 'VENUE_REFUSED' },
  { code: -2026, means: 'VENUE_REFUSED' },
  { code: -2027, means: 'VENUE_REFUSED' },
  { code: -2028, means: 'VENUE_REFUSED' },
  { code: -4015, means: 'VENUE_REFUSED' },
  { code: -4028, means: 'VENUE_REFUSED' },
  { code: -4046, means: 'VENUE_REFUSED' },
  { code: -4047, means: 'VENUE_REFUSED' },
  { code: -4048, means: 'VENUE_REFUSED' },
  { code: -4061, means: 'VENUE_REFUSED' },
  { code: -4062, means: 'VENUE_REFUSED' },
  { code: -4087, means: 'VENUE_REFUSED' },
  { code: -4088, means: 'VENUE_REFUSED' },
  { code: -4109, means: 'VENUE_REFUSED' },
  { code: -4118, means: 'VENUE_REFUSED' },
  { code: -4140, means: 'VENUE_REFUSED' },
  { code: -4141, means: 'VENUE_REFUSED' },
  { code: -4161, means: 'VENUE_REFUSED' },
  { code: -4192, means: 'VENUE_REFUSED' },
  { code: -4400, means: 'VENUE_REFUSED' },
  { code: -4401, means: 'VENUE_REFUSED' },
  { code: -4402, means: 'VENUE_REFUSED' },
  { code: -4403, means: 'VENUE_REFUSED' },
  // FOK and post-only that could not be what they ask for, and amends that change nothing or are not allowed.
  { code: -5021, means: 'VENUE_REFUSED' },
  { code: -5022, means: 'VENUE_REFUSED' },
  { code: -5024, means: 'VENUE_REFUSED' },
  { code: -5025, means: 'VENUE_REFUSED' },
  { code: -5026, means: 'VENUE_REFUSED' },
  { code: -5027, means: 'VENUE_REFUSED' },

  // Malformed or unsupported requests; none of them becomes an order.
  { code: -1013, means: 'VENUE_REFUSED' },
  { code: -1014, means: 'VENUE_REFUSED' },
  { code: -1020, means: 'VENUE_REFUSED' },
  { code: -1100, means: 'VENUE_REFUSED' },
  { code: -1101, means: 'VENUE_REFUSED' },
  { code: -1102, means: 'VENUE_REFUSED' },
  { code: -1103, means: 'VENUE_REFUSED' },
  { code: -1104, means: 'VENUE_REFUSED' },
  { code: -1105, means: 'VENUE_REFUSED' },
  { code: -1106, means: 'VENUE_REFUSED' },
  { code: -1112, means: 'VENUE_REFUSED' },
  { code: -1114, means: 'VENUE_REFUSED' },
  { code: -1115, means: 'VENUE_REFUSED' },
  { code: -1116, means: 'VENUE_REFUSED' },
  { code: -1117, means: 'VENUE_REFUSED' },
  { code: -1125, means: 'VENUE_REFUSED' },
  { code: -1128, means: 'VENUE_REFUSED' },
  { code: -1130, means: 'VENUE_REFUSED' },

  { code: -2011, words: /^Unknown order sent/i, means: 'no_such_order' },
  { code: -2013, means: 'no_such_order' },
];

export function swapMeaningOf(code: number, words: string): ErrorRow['means'] {
  return BINANCE_SWAP_ERRORS.find((row) => row.code === code && (row.words?.test(words) ?? true))?.means ?? 'unknown';
}
