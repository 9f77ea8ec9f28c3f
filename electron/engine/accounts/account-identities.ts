import type { StopDocument } from '../../../shared/schema/risk.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import type { AccountConfig } from './account-config.ts';
import { identityChanges, identityOf } from './account-identity.ts';
import type { AccountIdentity } from './account-identity.ts';
import type { AccountRegistry } from './registry.ts';

/** What holds a changed account until the operator has released it. */
export interface ChangedAccountStops {
  objections(account: { name: string; owner: string }, strategyId: null): StopDocument[];
  /** `again`: also where the account is held for a former change. */
  stopAutomatically(stop: { accountName: string; code: typeof CHANGED; reason: string; again: true }): void;
}

export interface AccountIdentities {
  /**
   * Compares every account with what it was when it was last confirmed. Accounts are read once, when an engine opens, so this
   * is done once, before anything can be sent. One that trades real money and is another one by now is stopped.
   */
  review(stops: ChangedAccountStops): void;
  /** In the commit in which the operator releases a stop: one of a changed account confirms what the account is now. */
  alongRelease(stop: StopDocument, by: string): void;
  /** Whether the account is the one that was confirmed last. */
  isConfirmed(accountName: string): boolean;
}

const CHANGED = 'MODE_CHANGED';

interface Row {
  identity: string;
  pending: string | null;
}

export function createAccountIdentities(deps: {
  registry: AccountRegistry;
  db: Database;
  audit: AuditChain;
  clock: Clock;
  log: Log;
}): AccountIdentities {
  const { registry, db, audit, log } = deps;

  function stored(name: string): { was: AccountIdentity; identity: string; pending: string | null } | null {
    const row = db.get<Row>('SELECT identity, pending FROM account_identities WHERE account_name = ?', name);
    return row ? { ...row, was: JSON.parse(row.identity) as AccountIdentity } : null;
  }

  function store(name: string, identity: string): void {
    db.run(
      'INSERT OR REPLACE INTO account_identities (account_name, identity, seen_ms, pending) VALUES (?, ?, ?, NULL)',
      name,
      identity,
      deps.clock.nowMs(),
    );
  }

  /** What is only noted here: where it cannot be, nothing can be journaled, and so nothing is sent. */
  function note(name: string, write: () => void): void {
    try {
      db.transaction(write);
    } catch (error) {
      log.error('The journal cannot be written', { account_name: name, detail: String(error) });
    }
  }

  function review(config: AccountConfig, stops: ChangedAccountStops): void {
    const { name, mode, exchange, testnet } = config;
    const is = identityOf(config);
    const now = canonicalJson(is);
    const known = stored(name);
    if (!known || (known.identity === now && known.pending !== null)) note(name, () => store(name, now));
    if (!known || known.identity === now) return;
    const isHeld = stops.objections(config, null).some(({ code }) => code === CHANGED);
    if (known.pending === now && isHeld) return;

    const changes = identityChanges(known.was, config);
    if (changes.length === 0) return note(name, () => store(name, now));
    const detail = changes.join(', ');
    // First what is safe: where nothing can be written the stop is in effect all the same.
    if (mode === 'real') stop(name, `${detail}. Release this only if it was you who changed the account`, stops);
    log.warn('Account changed', { account_name: name, exchange, mode, testnet, detail });
    note(name, () => {
      audit.append('account_changed', name, { was: known.was, is, changes, stopped: mode === 'real' });
      if (mode === 'paper') store(name, now);
      else db.run('UPDATE account_identities SET pending = ? WHERE account_name = ?', now, name);
    });
  }

  return {
    review(stops) {
      for (const { name, origin } of registry.list()) {
        const config = registry.config(name);
        // Demo accounts give way to whatever is configured, and are nobody's money.
        if (!config || origin === 'demo') continue;
        try {
          review(config, stops);
        } catch (error) {
          log.error('An account could not be compared with what it was', { account_name: name, detail: String(error) });
          if (config.mode === 'real') stop(name, 'what the account was before could not be read', stops);
        }
      }
    },
    alongRelease({ code, scope }, by) {
      if (code !== CHANGED || scope.kind !== 'account') return;
      const { name } = scope;
      const config = registry.config(name);
      if (!config) return;
      const is = identityOf(config);
      db.transaction(() => {
        audit.append('account_confirmed', name, { by, is });
        store(name, canonicalJson(is));
      });
    },
    isConfirmed(name) {
      const config = registry.config(name);
      return config !== null && stored(name)?.identity === canonicalJson(identityOf(config));
    },
  };
}

function stop(accountName: string, reason: string, stops: ChangedAccountStops): void {
  stops.stopAutomatically({ accountName, code: CHANGED, reason, again: true });
}
