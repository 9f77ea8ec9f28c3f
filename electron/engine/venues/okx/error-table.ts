import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

export interface ErrorRow {
  /** `code` of the answer, or `sCode` of its one row where there is one: that is the word on the order itself. */
  code: string;
  /** Where one code means several things, the venue's words tell them apart. The first row that fits counts. */
  words?: RegExp;
  means: ErrorCode | 'no_such_order' | 'unknown';
}

const rows = (means: ErrorRow['means'], ...codes: number[]): ErrorRow[] =>
  codes.map((code) => ({ code: String(code), means }));

/**
 * Error codes of the v5 API by what they say of the order (okx.com/docs-v5, "Error Code", read 2026-11). A code that is not
 * here says nothing certain: it counts as unknown, and so does everything that comes with 5xx or 403.
 */
export const OKX_ERRORS: readonly ErrorRow[] = [
  // 50004 "does not indicate success or failure of order"; maintenance, overload and faults half-way; 51054 and 51149 are
  // timeouts of the matching engine.
  ...rows('unknown', 50001, 50004, 50005, 50013, 50026, 51054, 51149),
  // The id is in use: an attempt got through. It is looked up.
  ...rows('unknown', 51011, 51016),
  // A cancel that is still being carried out.
  ...rows('unknown', 51410),

  // Key, passphrase, signature, address, permissions, and keys of the other environment (50101: demo or live).
  ...rows('VENUE_AUTH', 50007, 50008, 50027, 50030, 50035, 50100, 50101, 50103, 50104, 50105, 50106, 50107, 50110),
  ...rows('VENUE_AUTH', 50111, 50113, 50114, 50119, 50120, 50121),
  ...rows('VENUE_CLOCK', 50102, 50112),
  ...rows('VENUE_RATE_LIMIT', 50011, 50061),

  ...rows('INSUFFICIENT_FUNDS', 51008, 51119, 51127, 51131, 51502, 51736, 59200),
  ...rows('UNKNOWN_SYMBOL', 51001, 51015),
  // Least size: of the order, of a lot, in value.
  ...rows('MIN_NOTIONAL', 51007, 51020, 51100, 51118, 51120),
  ...rows('INVALID_AMOUNT', 51004, 51005, 51101, 51102, 51103, 51104, 51105, 51106, 51107, 51112, 51121),
  ...rows('INVALID_AMOUNT', 51201, 51202, 51203),
  ...rows('INVALID_PRICE', 51006, 51031, 51116, 51122, 51135, 51136, 51137, 51138, 51204),
  { code: '51000', words: /\b(sz|newSz)\b/i, means: 'INVALID_AMOUNT' },
  { code: '51000', words: /\b(px|newPx)\b/i, means: 'INVALID_PRICE' },
  { code: '51000', means: 'VENUE_REFUSED' },

  // Malformed requests; none of them becomes an order.
  ...rows('VENUE_REFUSED', 50000, 50002, 50006, 50014, 50015, 50016, 50024, 50025, 50044, 51003),
  // Account and market states in which no order is taken.
  ...rows('VENUE_REFUSED', 50009, 50012, 50017, 50018, 50019, 50020, 50021, 50022, 50023, 50028, 50062),
  ...rows('VENUE_REFUSED', 51002, 51009, 51010, 51021, 51022, 51023, 51024, 51025, 51027, 51028, 51029, 51030),
  ...rows('VENUE_REFUSED', 51108, 51109, 51110, 51115, 51117, 51124, 51129, 51134, 51155, 51174, 51185),
  // Reduce-only without anything to reduce, or where it is not to be had.
  ...rows('VENUE_REFUSED', 51133, 51139, 51169, 51170, 51205),
  // Cancels and amends that the venue does not carry out; the order stands.
  ...rows('VENUE_REFUSED', 51403, 51404, 51406, 51408, 51500, 51501, 51506, 51508, 51511, 51513, 54008),
  // Leverage that cannot be set.
  ...rows('VENUE_REFUSED', 59000, 59100, 59101, 59102, 59103, 59104, 59105, 59106, 59107, 59108, 59109),

  // Filled, canceled, or never there.
  ...rows('no_such_order', 51400, 51401, 51402, 51405, 51503, 51509, 51510, 51603),
];

export function meaningOf(code: string, words: string): ErrorRow['means'] {
  return OKX_ERRORS.find((row) => row.code === code && (row.words?.test(words) ?? true))?.means ?? 'unknown';
}
