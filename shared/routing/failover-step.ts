import type { AccountSource, Candidate, TraceStep } from '../schema/decision.ts';
import type { ErrorDocument } from '../schema/error-code.ts';
import type { Exchange } from '../schema/exchange.ts';
import { defaultAccountName, isUsable } from './account-step.ts';
import type { UsableAccount } from './account-step.ts';
import { ownEntry } from './offers.ts';
import type { RoutingSnapshot } from './route.ts';

export type Failover =
  | { kind: 'stays'; step: TraceStep }
  | { kind: 'moves'; account: UsableAccount; step: TraceStep }
  | { kind: 'refused'; error: ErrorDocument; step: TraceStep };

/**
 * Step 2: where the exchange is unhealthy, what the operator listed decides. An account that was chosen by default gives way
 * to the main accounts of the chain; one that the signal or a strategy chose, to its own stand-ins alone. Nobody stands in
 * across modes, test networks or owners. Where nothing is listed the order stays where it is, and the trace says why.
 */
export function failoverStep(account: UsableAccount, source: AccountSource, snapshot: RoutingSnapshot): Failover {
  const trouble = snapshot.unhealthy.get(account.name);
  if (trouble === undefined) return { kind: 'stays', step: notNeeded(`no trouble with ${account.exchange} is known`) };

  const listed = source === 'default' ? chainOf(account.exchange, snapshot) : standInsOf(account.name, snapshot);
  const what = source === 'default' ? `no chain for ${account.exchange}` : `no stand-in for ${account.name}`;
  if (listed.length === 0) {
    return { kind: 'stays', step: notNeeded(`${account.exchange} is unhealthy (${trouble}), but there is ${what}`) };
  }

  const considered: Candidate[] = [];
  let taken: UsableAccount | null = null;
  for (const { name, exchange } of listed) {
    const candidate = snapshot.accounts.get(name);
    const against = taken ? `${taken.name} stands in already` : objection(name, exchange, account, snapshot);
    if (against === null && candidate && isUsable(candidate)) taken = candidate;
    const verdict = against === null ? 'chosen' : taken ? 'not_reached' : 'refused';
    considered.push({ source: 'failover', value: name, verdict, reason: against ?? `no trouble of ${name} is known` });
  }

  const why = `${account.exchange} is unhealthy for ${account.name}: ${trouble}`;
  if (taken) {
    const reason = `${why}; ${taken.name} stands in`;
    const step: TraceStep = { ...base(reason), outcome: 'chosen', value: taken.name, source: 'failover', considered };
    return { kind: 'moves', account: taken, step };
  }
  const error = { code: 'EXCHANGE_UNHEALTHY', message: `${why}; nobody who is listed can stand in` } as const;
  return { kind: 'refused', error, step: { ...base(error.message), outcome: 'refused', considered } };
}

/** For signals that found no account: there is nothing to move. */
export function notNeeded(reason: string): TraceStep {
  return { ...base(reason), outcome: 'not_needed' };
}

function base(reason: string): TraceStep {
  return { step: 'failover', outcome: 'not_needed', value: null, source: null, reason, considered: [] };
}

/** An account that may stand in; `exchange` where it must trade there, because an exchange and no account was listed. */
interface Listed {
  name: string;
  exchange: Exchange | null;
}

function chainOf(unhealthy: Exchange, { failover }: RoutingSnapshot): Listed[] {
  return (failover.chains[unhealthy] ?? []).map((exchange) => ({ name: defaultAccountName(exchange), exchange }));
}

function standInsOf(accountName: string, { failover }: RoutingSnapshot): Listed[] {
  return (ownEntry(failover.stand_ins, accountName) ?? []).map((name) => ({ name, exchange: null }));
}

/** Why this account cannot stand in; null where it can. */
function objection(
  name: string,
  exchange: Exchange | null,
  instead: UsableAccount,
  snapshot: RoutingSnapshot,
): string | null {
  const account = snapshot.accounts.get(name);
  if (!account) return `no account ${name} is registered`;
  if (!isUsable(account)) return `${name} is broken: ${account.error?.message ?? 'it has no exchange'}`;
  if (exchange !== null && account.exchange !== exchange)
    return `${name} trades on ${account.exchange}, not on ${exchange}`;
  if (account.name === instead.name) return `${name} is the account in trouble`;
  if (account.mode !== instead.mode) return `${name} is ${account.mode}, and ${instead.name} is ${instead.mode}`;
  if (account.testnet !== instead.testnet) return `${name} and ${instead.name} are not on the same kind of network`;
  if (account.market !== instead.market)
    return `${name} trades ${account.market}, and ${instead.name} ${instead.market}`;
  if (account.owner !== instead.owner) return `${name} belongs to ${account.owner}, not to ${instead.owner}`;
  const trouble = snapshot.unhealthy.get(name);
  return trouble === undefined ? null : `${account.exchange} is unhealthy too: ${trouble}`;
}
