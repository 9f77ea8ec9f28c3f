import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

type Meaning = ErrorCode | 'no_such_order' | 'unknown';

export interface ErrorRow {
  codes: readonly number[];
  /** Where one code means several things, the venue's words tell them apart. The first row that fits counts. */
  words?: RegExp;
  means: Meaning;
}

/**
 * Bybit's error codes by what they say of the order (bybit-exchange.github.io/docs/v5/error of 2026-07). Those from 110000
 * are of contracts, those from 170000 of spot. A code that is not here says nothing certain: it counts as unknown, and so
 * does everything that comes with 5xx.
 */
export const BYBIT_ERRORS: readonly ErrorRow[] = [
  // May have been done all the same: server timeout, server error, overload, service restarting, "in processing".
  { codes: [10000, 10016, 10019, 10429], means: 'unknown' },
  // Internal error, backend timeout, network error, "submitted for processing", creation or cancellation timeout or failure.
  { codes: [170001, 170007, 170032, 170035, 170146, 170147, 170149, 170150, 170191, 170234], means: 'unknown' },
  { codes: [110079, 170144], means: 'unknown' },
  // The same request, or an order of this client id, is there already: an attempt got through. It is looked up.
  { codes: [10014, 110030, 110072, 170141, 12141], means: 'unknown' },

  { codes: [10002], means: 'VENUE_CLOCK' },
  { codes: [10006, 10018, 170005, 170222], means: 'VENUE_RATE_LIMIT' },
  // Key, signature, permission, no credentials, banned or foreign address, expired key (33004, and -2015 on spot), kind of account.
  { codes: [10003, 10004, 10005, 10007, 10008, 10009, 10010, 10020, 10028, 33004, -2015], means: 'VENUE_AUTH' },

  // Parameters are checked before an order is made of them.
  // As those above, should this code ever say it.
  { codes: [10001], words: /duplicat/i, means: 'unknown' },
  { codes: [10001], words: /sign params/i, means: 'VENUE_AUTH' },
  { codes: [10001], words: /position idx/i, means: 'VENUE_REFUSED' },
  { codes: [10001], words: /remains unchanged/i, means: 'VENUE_REFUSED' },
  { codes: [10001], words: /symbol/i, means: 'UNKNOWN_SYMBOL' },
  { codes: [10001], words: /\bqty\b|quantity|number of contracts/i, means: 'INVALID_AMOUNT' },
  { codes: [10001], words: /price/i, means: 'INVALID_PRICE' },
  { codes: [10001], means: 'VENUE_REFUSED' },
  { codes: [10029, 170121, 170221], means: 'UNKNOWN_SYMBOL' },
  // No such path, compliance, banned from trading, category.
  { codes: [10017, 10024, 10027, 181000, 181001], means: 'VENUE_REFUSED' },

  { codes: [110001, 110008, 110010, 110019], means: 'no_such_order' },
  { codes: [170139, 170142, 170143, 170190, 170213, 20001], means: 'no_such_order' },

  { codes: [110004, 110006, 110007, 110012, 110014, 110044, 110045], means: 'INSUFFICIENT_FUNDS' },
  { codes: [110051, 110052, 110053, 170033, 170131], means: 'INSUFFICIENT_FUNDS' },
  { codes: [110094, 170140], means: 'MIN_NOTIONAL' },
  { codes: [110003], means: 'INVALID_PRICE' },
  { codes: [170132, 170133, 170134, 170192, 170193, 170194, 170371, 170372], means: 'INVALID_PRICE' },
  { codes: [110064, 130006], means: 'INVALID_AMOUNT' },
  { codes: [170124, 170135, 170136, 170137, 170148, 170197, 170198, 170199, 170200], means: 'INVALID_AMOUNT' },
  { codes: [170228, 170229], means: 'INVALID_AMOUNT' },

  // Contracts: liquidation, risk limit, reduce-only, too many orders, open interest, only reductions, mode of the position,
  // settlement, hours, restrictions of the account.
  { codes: [110011, 110013, 110016, 110017, 110020, 110009, 110021, 110022, 110023], means: 'VENUE_REFUSED' },
  { codes: [110024, 110025, 110026, 110028, 110029, 110036, 110038, 110039, 110040], means: 'VENUE_REFUSED' },
  { codes: [110041, 110042, 110043, 110063, 110066, 110067, 110068, 110069, 110070], means: 'VENUE_REFUSED' },
  { codes: [110073, 3400045], means: 'VENUE_REFUSED' },
  // Spot: suspended, malformed, pair closed or not for this account, post-only would take, rejected.
  { codes: [170031, 170036, 170037, 170105, 170115, 170116, 170117, 170130, 170145], means: 'VENUE_REFUSED' },
  { codes: [170151, 170157, 170159, 170201, 170202, 170209, 170210, 170217, 170218], means: 'VENUE_REFUSED' },
  { codes: [170223, 170224, 170226, 170227, 170241], means: 'VENUE_REFUSED' },
];

export function meaningOf(code: number, words: string): Meaning {
  const fits = (row: ErrorRow): boolean => row.codes.includes(code) && (row.words?.test(words) ?? true);
  return BYBIT_ERRORS.find(fits)?.means ?? 'unknown';
}
