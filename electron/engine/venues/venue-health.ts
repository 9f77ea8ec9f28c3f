import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { VenueHealthDocument } from '../../../shared/schema/system.ts';

/** Slower than this and the operator should know. */
const SLOW_MS = 1_000;

/** The health of each exchange as its accounts last saw it. */
export function venueHealth(statuses: readonly AccountStatusDocument[]): VenueHealthDocument[] {
  const byExchange = new Map<Exchange, AccountStatusDocument[]>();
  for (const status of statuses) {
    const { exchange } = status.account;
    if (exchange === null || status.account.error) continue;
    byExchange.set(exchange, [...(byExchange.get(exchange) ?? []), status]);
  }
  return [...byExchange].map(([exchange, accounts]) => healthOf(exchange, accounts));
}

function healthOf(exchange: Exchange, accounts: AccountStatusDocument[]): VenueHealthDocument {
  if (exchange === 'sim') {
    return { exchange, state: 'simulated', latency_ms: null, last_ok_at: null, detail: 'built-in market' };
  }
  const latest = accounts.toSorted((a, b) => (b.last_ok_at ?? '').localeCompare(a.last_ok_at ?? ''))[0];
  const lastOkAt = latest?.last_ok_at ?? null;
  const failing = accounts.filter((status) => status.connectivity === 'error');
  const answered = accounts.some((status) => status.connectivity === 'live');
  if (failing.length > 0 && !answered) {
    return {
      exchange,
      state: 'error',
      latency_ms: null,
      last_ok_at: lastOkAt,
      detail: failing[0]?.error?.message ?? 'not reachable',
    };
  }
  if (!latest || latest.latency_ms === null || lastOkAt === null) {
    return { exchange, state: 'idle', latency_ms: null, last_ok_at: null, detail: 'not asked yet' };
  }
  const slow = latest.latency_ms > SLOW_MS;
  return {
    exchange,
    state: slow ? 'slow' : 'ok',
    latency_ms: latest.latency_ms,
    last_ok_at: lastOkAt,
    detail: failing.length > 0 ? `${failing.length} of ${accounts.length} accounts fail` : `${latest.latency_ms} ms`,
  };
}
