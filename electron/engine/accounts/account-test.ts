import type { AccountTestDocument } from '../../../shared/schema/account.ts';
import type { Clock } from '../ports.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { AccountRegistry } from './registry.ts';

/** Asks the venue for its markets, its clock, the balance and what the key may do. A failure is an answer, not a throw. */
export async function testAccount(
  name: string,
  deps: { registry: AccountRegistry; pool: VenuePool; clock: Clock; redact: Redact },
): Promise<AccountTestDocument> {
  const account = deps.registry.get(name);
  const result: AccountTestDocument = {
    account_name: name,
    ok: false,
    latency_ms: null,
    clock_skew_ms: null,
    markets: null,
    key: null,
    error: account.error,
  };
  if (account.error) return result;
  try {
    const venue = deps.pool.venue(name);
    result.markets = (await venue.market.instruments()).size;
    const started = deps.clock.monotonicMs();
    await venue.balances();
    result.latency_ms = Math.round(deps.clock.monotonicMs() - started);
    result.clock_skew_ms = await venue.clockSkewMs();
    const key = await venue.key();
    result.key = key
      ? { can_trade: key.canTrade, can_withdraw: key.canWithdraw, ip_restricted: key.ipRestricted, note: key.note }
      : null;
    result.ok = true;
  } catch (error) {
    result.error = errorDocument(error, deps.redact);
  }
  return result;
}
