import type { AccountSource, TraceStep } from '../schema/decision.ts';
import type { ErrorCode, ErrorDocument } from '../schema/error-code.ts';
import type { Exchange } from '../schema/exchange.ts';
import type { RoutableAccount, RoutingRequest, RoutingSnapshot } from './route.ts';
import { chosen, ownEntry, refused } from './offers.ts';
import type { Offer } from './offers.ts';

/** An account that can be used: not broken, and on an exchange. */
export type UsableAccount = RoutableAccount & { exchange: Exchange; error: null };

export type AccountChoice =
  | {
      ok: true;
      account: UsableAccount;
      source: AccountSource;
      step: TraceStep;
      refuse(error: ErrorDocument): TraceStep;
    }
  | { ok: false; accountName: string | null; source: AccountSource; error: ErrorDocument; step: TraceStep };

/** The name that makes an account the default of an exchange. */
export function defaultAccountName(exchange: Exchange): string {
  return `main_${exchange}`;
}

/**
 * Step 3: signal, then the strategy's account, then `main_<exchange>`. The first tier that names an account decides: where
 * that account is unknown or broken the signal is refused, never given to another account.
 */
export function accountStep(request: RoutingRequest, snapshot: RoutingSnapshot, exchange: Exchange): AccountChoice {
  const signal = signalOffer(request);
  const strategy = strategyOffer(request, snapshot);
  const named = signal.value !== null ? signal : strategy.value !== null ? strategy : null;
  const fallback = defaultOffer(snapshot, exchange, named !== null);
  const offers = [signal, strategy, fallback];
  const winner = named ?? fallback;

  const refuse = (error: ErrorDocument): TraceStep => ({
    step: 'account',
    outcome: 'refused',
    value: winner.value,
    source: winner.source,
    reason: error.message,
    considered: refused(offers, winner, error.message),
  });

  const account = winner.value === null ? undefined : snapshot.accounts.get(winner.value);
  const error = account === undefined ? notFound(winner, exchange) : broken(account);
  if (error !== null || account === undefined || !isUsable(account)) {
    const why = error ?? document('ACCOUNT_INVALID', `account ${winner.value} has no exchange`);
    const accountName = why.code === 'NO_DEFAULT_ACCOUNT' ? null : winner.value;
    return { ok: false, accountName, source: winner.source, error: why, step: refuse(why) };
  }
  const step: TraceStep = {
    step: 'account',
    outcome: 'chosen',
    value: winner.value,
    source: winner.source,
    reason: winner.reason,
    considered: chosen(offers, winner),
  };
  return { ok: true, account, source: winner.source, step, refuse };
}

export function isUsable(account: RoutableAccount): account is UsableAccount {
  return account.error === null && account.exchange !== null;
}

function notFound(offer: Offer<AccountSource>, exchange: Exchange): ErrorDocument {
  if (offer.source !== 'default') {
    return document('ACCOUNT_NOT_FOUND', `${offer.reason}, but no such account is registered`);
  }
  return document(
    'NO_DEFAULT_ACCOUNT',
    `no account ${offer.value} is registered, so ${exchange} has no default account`,
  );
}

function broken({ name, error }: RoutableAccount): ErrorDocument | null {
  return error === null ? null : document('ACCOUNT_INVALID', `account ${name} is broken: ${error.message}`);
}

function document(code: ErrorCode, message: string): ErrorDocument {
  return { code, message };
}

function signalOffer({ account_name: name }: RoutingRequest): Offer<AccountSource> {
  const source = 'signal.account_name';
  if (name === undefined) return { source, value: null, reason: 'the signal names no account' };
  return { source, value: name, reason: `the signal named account ${name}` };
}

function strategyOffer({ strategy_id: id }: RoutingRequest, { maps }: RoutingSnapshot): Offer<AccountSource> {
  const source = 'strategy_policy';
  if (id === undefined) return { source, value: null, reason: 'the signal names no strategy' };
  const name = ownEntry(maps.accounts, id);
  if (name === undefined) return { source, value: null, reason: `strategy ${id} is not mapped to an account` };
  return { source, value: name, reason: `strategy ${id} is mapped to account ${name}` };
}

/** A default that does not exist is no candidate beside a named account; where it is the last resort it gets refused. */
function defaultOffer(snapshot: RoutingSnapshot, exchange: Exchange, optional: boolean): Offer<AccountSource> {
  const source = 'default';
  const name = defaultAccountName(exchange);
  if (optional && !snapshot.accounts.has(name))
    return { source, value: null, reason: `no account ${name} is registered` };
  return { source, value: name, reason: `${name} is the default account of ${exchange}` };
}
