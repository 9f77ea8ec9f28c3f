import type { Clock, Ids } from '../ports.ts';

/** What a venue adapter takes from outside. There is no logger: what is worth recording is in the values it returns. */
export interface VenueDeps {
  clock: Clock;
  ids: Ids;
  fetch: typeof globalThis.fetch;
}
