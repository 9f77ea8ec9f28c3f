import type { VenueAccount } from '../core/account.ts';
import type { VenueRequest } from '../http/request.ts';
import type { Fields } from './orders.ts';

export interface Call {
  request: VenueRequest;
  query: URLSearchParams;
  /** The JSON object of a POST. */
  body: Fields;
  /** The parts of the path that the pattern captured. */
  at: (index: number) => string;
  /** A whole number from the query, with its default and its greatest value. */
  number: (name: string, usual: number, most?: number) => number;
}

/** `data` of the answer is what the handler returns. The first fitting row of a table counts. */
export type KucoinRoute = { name: string; method: string; path: RegExp; dangerous?: boolean } & (
  { open: (call: Call) => unknown } | { signed: (call: Call, account: VenueAccount) => unknown }
);

const NAME = '([A-Za-z0-9_-]+)';

export const path = (pattern: string): RegExp => new RegExp(`^/api/${pattern.replaceAll(':x', NAME)}$`);
