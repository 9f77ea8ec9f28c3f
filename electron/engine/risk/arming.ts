import { ARM_MAX_MS, ARM_MIN_MS } from '../../../shared/schema/arming.ts';
import type {
  ArmConfirmationDocument,
  ArmKeyDocument,
  ArmedDocument,
  ArmingDocument,
} from '../../../shared/schema/arming.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { isoTime } from '../ports.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';

const CONFIRMATION_MS = 60_000;
/** What the clocks part by less is no step of the wall clock: it is read in whole milliseconds, and slewed. */
const DRIFT_MS = 1_000;

export interface Arming {
  /** Epoch ms until which the account may trade for real; null when it may not. */
  armedUntilMs(accountName: string): number | null;
  current(): ArmingDocument;
  /** Throws where the account could never be armed, or not for that time. */
  check(accountName: string, durationMs: number): void;
  /** Makes a confirmation. For `prepareArming`, which makes sure before that the account may be armed. */
  mint(accountName: string, durationMs: number, key: ArmKeyDocument): ArmConfirmationDocument;
  arm(confirmationId: string, typed: string, by: string): ArmedDocument;
  /** Takes back confirmations that were not used yet as well. */
  disarm(accountName: string | null, by: string): ArmingDocument;
  /** The wall clock was set, or the machine slept: what has run out meanwhile is ended. Nothing is ever prolonged. */
  timeJumped(): void;
  close(): void;
}

interface Armed {
  untilMs: number;
  /** Monotonic: a wall clock that is set back prolongs nothing. */
  untilMonotonicMs: number;
  cancelExpiry: () => void;
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
 * once, in time, with the account's name typed. It ends by whichever clock says so first.
 */
export function createArming(deps: {
  registry: AccountRegistry;
  db: Database;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Why the account may not be armed at this moment. Asked in the turn in which it is armed. */
  objection: (accountName: string) => ErrorDocument | null;
  onChange: (accountNames: string[]) => void;
}): Arming {
  const { registry, clock } = deps;
  const armed = new Map<string, Armed>();
  const confirmations = new Map<string, Confirmation>();
  let seen = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };

  /**
   * The time in which a machine sleeps is on its wall clock alone, so that one ends an arming as well. Set back, it must not
   * give back what was slept through before: then the end is set back with it.
   */
  function look(): void {
    const is = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const aheadMs = is.nowMs - seen.nowMs - (is.monotonicMs - seen.monotonicMs);
    if (Math.abs(aheadMs) < DRIFT_MS) return;
    seen = is;
    if (aheadMs < 0) for (const entry of armed.values()) entry.untilMs += Math.floor(aheadMs);
  }

  function check(name: string, durationMs: number): void {
    const account = registry.get(name);
    if (account.error) throw new QtError('ACCOUNT_INVALID', `${name} is broken: ${account.error.message}`);
    if (account.mode !== 'real')
      throw new QtError('MODE_VIOLATION', `${name} is a paper account: there is nothing to arm.`);
    if (!(durationMs >= ARM_MIN_MS && durationMs <= ARM_MAX_MS))
      throw new QtError('INVALID_INPUT', 'Real trading can be armed for 1 minute to 24 hours.');
  }

  function armedUntilMs(name: string): number | null {
    const entry = armed.get(name);
    if (!entry) return null;
    look();
    if (entry.untilMs <= clock.nowMs() || entry.untilMonotonicMs <= clock.monotonicMs()) return null;
    return entry.untilMs;
  }

  function hasExpired({ expiresMs, mintedAtMs }: Confirmation): boolean {
    return clock.nowMs() >= expiresMs || clock.monotonicMs() - mintedAtMs >= CONFIRMATION_MS;
  }

  function forgetConfirmations(isMeant: (confirmation: Confirmation) => boolean): void {
    for (const [id, confirmation] of confirmations) if (isMeant(confirmation)) confirmations.delete(id);
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

  function expire(names: readonly string[]): void {
    try {
      drop(names, 'expiry');
    } catch (error) {
      // Disarmed it is; that it cannot be recorded must not end the process.
      for (const name of names)
        deps.log.error('The journal cannot be written', { account_name: name, detail: String(error) });
    }
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
    check,
    mint(accountName, durationMs, key) {
      check(accountName, durationMs);
      forgetConfirmations(hasExpired);
      const id = deps.ids.next('cfm');
      const expiresMs = clock.nowMs() + CONFIRMATION_MS;
      confirmations.set(id, { accountName, durationMs, expiresMs, mintedAtMs: clock.monotonicMs() });
      return {
        confirmation_id: id,
        account_name: accountName,
        duration_ms: durationMs,
        phrase: accountName,
        expires_at: isoTime(expiresMs),
        key,
      };
    },
    arm(confirmationId, typed, by) {
      const confirmation = confirmations.get(confirmationId);
      confirmations.delete(confirmationId);
      if (!confirmation || hasExpired(confirmation) || typed.trim() !== confirmation.accountName) {
        throw new QtError('CONFIRMATION_INVALID');
      }
      const { accountName, durationMs } = confirmation;
      check(accountName, durationMs);
      const objection = deps.objection(accountName);
      if (objection) throw new QtError(objection.code, objection.message);
      look();
      const untilMs = clock.nowMs() + durationMs;
      const untilMonotonicMs = clock.monotonicMs() + durationMs;
      deps.db.transaction(() => deps.audit.append('armed', accountName, { by, until: isoTime(untilMs) }));
      armed.get(accountName)?.cancelExpiry();
      const cancelExpiry = clock.after(durationMs, () => {
        expire([accountName]);
        deps.onChange([accountName]);
      });
      armed.set(accountName, { untilMs, untilMonotonicMs, cancelExpiry });
      deps.onChange([accountName]);
      return { account_name: accountName, owner: registry.get(accountName).owner, armed_until: isoTime(untilMs) };
    },
    disarm(accountName, by) {
      if (accountName !== null) registry.get(accountName);
      const names = accountName === null ? [...armed.keys()] : [accountName];
      forgetConfirmations((confirmation) => accountName === null || confirmation.accountName === accountName);
      try {
        drop(names, by);
      } finally {
        // Whatever the journal says, nobody is shown as armed who is not.
        deps.onChange(names);
      }
      return current();
    },
    timeJumped() {
      const names = [...armed.keys()];
      expire(names.filter((name) => armedUntilMs(name) === null));
      if (names.length > 0) deps.onChange(names);
    },
    close() {
      for (const { cancelExpiry } of armed.values()) cancelExpiry();
      armed.clear();
      confirmations.clear();
    },
  };
}
