import type { ErrorCode } from '../../../../shared/schema/error-code.ts';

export interface ErrorRow {
  /** Matched against Kraken's whole words, as `EOrder:Insufficient funds`. The first row that fits counts. */
  words: RegExp;
  means: ErrorCode | 'no_such_order' | 'unknown';
}

/**
 * What Kraken's errors say of the request (docs.kraken.com, "Spot errors", and support article 360001491786). Words that are
 * not here say nothing certain: they count as unknown.
 */
export const KRAKEN_ERRORS: readonly ErrorRow[] = [
  // "The matching engine or API is offline", busy, or out of time: none says whether the request got through before. That a
  // deadline elapsed is documented of the request, not of the order, so it is looked up as well.
  { words: /^EService:(Unavailable|Busy|Timeout|Deadline elapsed|Throttled)/i, means: 'unknown' },
  { words: /^EGeneral:(Internal error|Unknown error)/i, means: 'unknown' },
  { words: /^EDatabase:/i, means: 'unknown' },
  // Client order ids are unique among open orders. How Kraken words a second one is not documented; whatever names it means
  // that an attempt may have got through.
  { words: /duplicate|cl_ord_id/i, means: 'unknown' },

  { words: /^EOrder:(Unknown|Invalid) order/i, means: 'no_such_order' },

  { words: /^EOrder:Insufficient (funds|margin|initial margin)/i, means: 'INSUFFICIENT_FUNDS' },
  { words: /^EOrder:Margin (allowance|level|position)/i, means: 'INSUFFICIENT_FUNDS' },
  { words: /^EOrder:Order minimum not met/i, means: 'INVALID_AMOUNT' },
  { words: /^EOrder:Cost minimum not met/i, means: 'MIN_NOTIONAL' },
  { words: /^EOrder:(Tick size check failed|Invalid price)/i, means: 'INVALID_PRICE' },
  { words: /^EGeneral:Invalid arguments:(volume|order_qty)/i, means: 'INVALID_AMOUNT' },
  { words: /^EGeneral:Invalid arguments:(price|limit_price)/i, means: 'INVALID_PRICE' },
  { words: /^EQuery:(Unknown|Invalid) asset( pair)?/i, means: 'UNKNOWN_SYMBOL' },

  { words: /^EAPI:Invalid (key|signature)/i, means: 'VENUE_AUTH' },
  { words: /^EGeneral:(Permission denied|Temporary lockout)/i, means: 'VENUE_AUTH' },
  { words: /^(EAuth|EAccount):/i, means: 'VENUE_AUTH' },
  // Checked before anything is done with the request. The number comes of the venue's clock, so that is measured again.
  { words: /^EAPI:Invalid nonce/i, means: 'VENUE_CLOCK' },
  { words: /^(EAPI|EOrder):(Domain )?Rate limit exceeded/i, means: 'VENUE_RATE_LIMIT' },
  { words: /^EGeneral:Too many requests/i, means: 'VENUE_RATE_LIMIT' },

  { words: /^EService:Market in (cancel_only|post_only|limit_only) mode/i, means: 'VENUE_REFUSED' },
  { words: /^EOrder:Post only order/i, means: 'VENUE_REFUSED' },
  { words: /^EOrder:(Scheduled )?(Orders|Positions) limit exceeded/i, means: 'VENUE_REFUSED' },
  {
    words: /^EOrder:(Cannot open (opposing )?position|Reduce only|Trading agreement required)/i,
    means: 'VENUE_REFUSED',
  },
  { words: /^ETrade:(Invalid request|User Locked|Locked)/i, means: 'VENUE_REFUSED' },
  { words: /^EBM:limit exceeded/i, means: 'VENUE_REFUSED' },
  { words: /^EGeneral:(Invalid arguments|Unknown method|Feature disabled)/i, means: 'VENUE_REFUSED' },
];

export function meaningOf(words: string): ErrorRow['means'] {
  return KRAKEN_ERRORS.find((row) => row.words.test(words))?.means ?? 'unknown';
}
