import { timeRoute } from '../http/request-guard.ts';
import type { Route } from '../http/request-guard.ts';

/** All that a signing client of Bybit spot can ever reach. Withdrawals, transfers and "cancel all" are not among it. */
export const BYBIT_SPOT_ROUTES: readonly Route[] = [
  timeRoute(/^\/v5\/market\/time$/),
  { method: 'POST', path: /^\/v5\/order\/(create|amend)$/, lane: 'order' },
  { method: 'POST', path: /^\/v5\/order\/cancel$/, lane: 'cancel' },
  { method: 'GET', path: /^\/v5\/order\/(realtime|history)$/ },
  { method: 'GET', path: /^\/v5\/execution\/list$/ },
  { method: 'GET', path: /^\/v5\/account\/(wallet-balance|transaction-log)$/ },
  { method: 'GET', path: /^\/v5\/user\/query-api$/ },
];

/** The same for swaps, with what sets leverage and margin mode and reads them back. */
export const BYBIT_SWAP_ROUTES: readonly Route[] = [
  ...BYBIT_SPOT_ROUTES,
  { method: 'GET', path: /^\/v5\/position\/list$/ },
  { method: 'GET', path: /^\/v5\/account\/info$/ },
  { method: 'POST', path: /^\/v5\/position\/set-leverage$/, lane: 'order' },
  { method: 'POST', path: /^\/v5\/account\/set-margin-mode$/, lane: 'order' },
];
