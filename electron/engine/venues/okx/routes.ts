import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/**
 * All that a signing client of OKX spot can ever reach. Withdrawals, transfers, batches and "cancel all" are not among it. A
 * weight is 60 by the number of requests that the documentation allows in 2 s.
 */
export const OKX_ROUTES: readonly Route[] = [
  timeRoute(/^\/api\/v5\/public\/time$/, 2),
  { method: 'POST', path: /^\/api\/v5\/trade\/(order|amend-order)$/ },
  { method: 'POST', path: /^\/api\/v5\/trade\/cancel-order$/, lane: 'cancel' },
  { method: 'GET', path: /^\/api\/v5\/trade\/(order|orders-pending|fills)$/ },
  { method: 'GET', path: /^\/api\/v5\/trade\/orders-history$/, weight: 2 },
  { method: 'GET', path: /^\/api\/v5\/trade\/orders-history-archive$/, weight: 3 },
  { method: 'GET', path: /^\/api\/v5\/trade\/fills-history$/, weight: 12 },
  { method: 'GET', path: /^\/api\/v5\/account\/bills-archive$/, weight: 12 },
  { method: 'GET', path: /^\/api\/v5\/account\/balance$/, weight: 6 },
  { method: 'GET', path: /^\/api\/v5\/account\/config$/, weight: 12 },
];

/** On swaps the terms of a position too: read, and leverage set. */
export const OKX_SWAP_ROUTES: readonly Route[] = [
  ...OKX_ROUTES,
  { method: 'GET', path: /^\/api\/v5\/account\/positions$/, weight: 6 },
  { method: 'GET', path: /^\/api\/v5\/account\/leverage-info$/, weight: 3 },
  { method: 'POST', path: /^\/api\/v5\/account\/set-leverage$/, weight: 3 },
];
