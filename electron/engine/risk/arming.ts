import { ARM_MAX_MS, ARM_MIN_MS } from '../../../shared/schema/arming.ts';
import type { ArmConfirmationDocument, ArmedDocument, ArmingDocument } from '../../../shared/schema/arming.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { isoTime } from '../ports.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';

const CONFIRMATION_MS = 60_000;

export interface Arming {
  /** Epoch ms until which the account may trade for real; null when it may not. */
  armedUntilMs(accountName: string): number | null;
  current(): ArmingDocument;
  prepare(accountName: string, durationMs: number): ArmConfirmationDocument;
  arm(confirmationId: string, typed: string, by: string): ArmedDocument;
  disarm(accountName: string | null, by: string): ArmingDocument;
  close(): void;
}

interface Confirmation {
  accountName: string;
  durationMs: number;
  expiresMs: number;
  /** Monotonic: a wall clock that is set back makes no confirmation good again. */
  mintedAtMs: number;
}

/**
 * Which real accounts may trade, and until when. Kept in memory only, so every start is disarmed by construction. Arming
 * takes two steps: the engine mints a confirmation for exactly one account and duration, and whoever arms must return it
 * once, in time, with the account's name typed.
 */
export function createArming(deps: {
  registry: AccountRegistry;
  db: Database;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Log;
  onChange: (accountNames: string[]) => void;
}): Arming {
  const { registry, clock } = deps;
  const armed = new Map<string, { untilMs: number; cancelExpiry: () => void }>();
  const confirmations = new Map<string, Confirmation>();

  function realAccount(name: string): void {
    const account = registry.get(name);
    if (account.error) throw new QtError('ACCOUNT_INVALID', `${name} is broken: ${account.error.message}`);
    if (account.mode !== 'real')
      throw new QtError('MODE_VIOLATION', `${name} is a paper account: there is nothing to arm.`);
  }

  function armedUntilMs(name: string): number | null {
    const entry = armed.get(name);
    return entry && entry.untilMs > clock.nowMs() ? entry.untilMs : null;
  }

  function hasExpired({ expiresMs, mintedAtMs }: Confirmation): boolean {
    return clock.nowMs() >= expiresMs || clock.monotonicMs() - mintedAtMs >= CONFIRMATION_MS;
  }

  function drop(names: readonly string[], by: string): void {
    const dropped = names.filter((name) => armed.has(name));
    // The safe direction takes effect, for all, before it is recorded, so that a full disk cannot keep an account armed.
    for (const name of dropped) {
      armed.get(name)?.cancelExpiry();
      armed.delete(name);
    }
    if (dropped.length === 0) return;
    deps.db.transaction(() => {
      for (const name of dropped) deps.audit.append('disarmed', name, { by });
    });
  }

  function current(): ArmingDocument {
    const real = registry.list().filter((account) => account.mode === 'real' && !account.error);
    return {
      real_accounts: real.length,
      armed: real.flatMap((account) => {
        const untilMs = armedUntilMs(account.name);
        return untilMs === null
          ? []
          : [{ account_name: account.name, owner: account.owner, armed_until: isoTime(untilMs) }];
      }),
    };
  }

  return {
    armedUntilMs,
    current,
    prepare(accountName, durationMs) {
      realAccount(accountName);
      if (!(durationMs >= ARM_MIN_MS && durationMs <= ARM_MAX_MS)) {
        throw new QtError('INVALID_INPUT', 'Real trading can be armed for 1 minute to 24 hours.');
      }
      const nowMs = clock.nowMs();
      for (const [id, confirmation] of confirmations) if (hasExpired(confirmation)) confirmations.delete(id);
      const id = deps.ids.next('cfm');
      const expiresMs = nowMs + CONFIRMATION_MS;
      confirmations.set(id, { accountName, durationMs, expiresMs, mintedAtMs: clock.monotonicMs() });
      return {
        confirmation_id: id,
        account_name: accountName,
        duration_ms: durationMs,
        phrase: accountName,
        expires_at: isoTime(expiresMs),
      };
    },
    arm(confirmationId, typed, by) {
      const confirmation = confirmations.get(confirmationId);
      confirmations.delete(confirmationId);
      const nowMs = clock.nowMs();
      if (!confirmation || hasExpired(confirmation) || typed.trim() !== confirmation.accountName) {
        throw new QtError('CONFIRMATION_INVALID');
      }
      const { accountName, durationMs } = confirmation;
      realAccount(accountName);
      const untilMs = nowMs + durationMs;
      deps.db.transaction(() => deps.audit.append('armed', accountName, { by, until: isoTime(untilMs) }));
      armed.get(accountName)?.cancelExpiry();
      const cancelExpiry = clock.after(durationMs, () => {
        try {
          drop([accountName], 'expiry');
        } catch (error) {
          // Disarmed it is; that it cannot be recorded must not end the process.
          deps.log.error('The journal cannot be written', { account_name: accountName, detail: String(error) });
        }
        deps.onChange([accountName]);
      });
      armed.set(accountName, { untilMs, cancelExpiry });
      deps.onChange([accountName]);
      return { account_name: accountName, owner: registry.get(accountName).owner, armed_until: isoTime(untilMs) };
    },
    disarm(accountName, by) {
      if (accountName !== null) registry.get(accountName);
      const names = accountName === null ? [...armed.keys()] : [accountName];
      try {
        drop(names, by);
      } finally {
        // Whatever the journal says, nobody is shown as armed who is not.
        deps.onChange(names);
      }
      return current();
    },
    close() {
      for (const { cancelExpiry } of armed.values()) cancelExpiry();
      armed.clear();
    },
  };
}
