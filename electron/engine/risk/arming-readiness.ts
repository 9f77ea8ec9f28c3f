import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { ArmConfirmationDocument, ArmKeyDocument } from '../../../shared/schema/arming.ts';
import type { RealAccount } from '../accounts/account-config.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { NoteKeyUse } from '../audit/key-use.ts';
import type { Reconciler } from '../orders/reconcile/reconciler.ts';
import type { Clock } from '../ports.ts';
import { addressObjection } from '../venues/account-addresses.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { KeyReport } from '../venues/venue.ts';
import type { Arming } from './arming.ts';
import type { KeyAcknowledgements } from './key-acknowledgements.ts';
import type { StopSource } from './risk-ports.ts';
import { stopError } from './stop-error.ts';

/** Whether an account may be armed at all. */
export interface ArmingReadiness {
  /** Why it may not at this moment, by what is known: a stop holds it, or it was not compared with its exchange. */
  objection(accountName: string): ErrorDocument | null;
  /**
   * Has it compared where that was not done, and asks what its key may do. Throws KILL_SWITCH or ACCOUNT_STOPPED,
   * ACCOUNT_UNRECONCILED, KEY_CAN_WITHDRAW, MODE_VIOLATION (its requests went elsewhere than to its exchange), or why the key
   * could not be asked about. That it may not trade is said in the answer, and risks nothing.
   */
  ensure(accountName: string): Promise<ArmKeyDocument>;
}

/** Permissions of a key are changed by hand: nobody waits for another question within this. */
const KEY_MAX_AGE_MS = 5 * 60_000;

export function createArmingReadiness(deps: {
  registry: AccountRegistry;
  pool: Pick<VenuePool, 'venue'>;
  reconciler: Pick<Reconciler, 'ensure' | 'run' | 'objection'>;
  stops: StopSource;
  acknowledgements: Pick<KeyAcknowledgements, 'has'>;
  onKeyUse: NoteKeyUse;
  clock: Clock;
}): ArmingReadiness {
  const { registry, clock } = deps;
  /** Answers that let an account be armed. Where the key was refused, or nothing was told of it, it is asked about anew. */
  const answers = new Map<string, { key: ArmKeyDocument; atMs: number }>();

  function stopOf(accountName: string): ErrorDocument | null {
    const { name, owner } = registry.get(accountName);
    const [stop] = deps.stops.objections({ name, owner }, null);
    return stop ? stopError(stop) : null;
  }

  const objection = (accountName: string): ErrorDocument | null =>
    stopOf(accountName) ?? deps.reconciler.objection(accountName);

  function refuse(error: ErrorDocument | null): void {
    if (error) throw new QtError(error.code, error.message);
  }

  async function keyOf(account: RealAccount): Promise<ArmKeyDocument> {
    const known = answers.get(account.name);
    if (known && clock.monotonicMs() - known.atMs < KEY_MAX_AGE_MS) return known.key;
    const venue = deps.pool.venue(account.name);
    deps.onKeyUse(account, 'arming_asked');
    const atMs = clock.monotonicMs();
    const told = await venue.key();
    const key = {
      can_trade: told?.canTrade ?? null,
      can_withdraw: told?.canWithdraw ?? null,
      note: noteOf(told, account),
    };
    refuse(addressObjection(account, venue.reached?.() ?? []));
    refuse(keyObjection(account.name, key, deps.acknowledgements));
    if (key.can_withdraw !== null) answers.set(account.name, { key, atMs });
    return key;
  }

  return {
    objection,
    async ensure(accountName) {
      const account = registry.config(accountName);
      if (account?.mode !== 'real') throw new QtError('MODE_VIOLATION', `${accountName} has no seat at an exchange.`);
      refuse(stopOf(accountName));
      await deps.reconciler.ensure(accountName);
      // What failed a moment ago is not asked again for an order; somebody who arms waits for it.
      if (deps.reconciler.objection(accountName)) await deps.reconciler.run(accountName);
      refuse(deps.reconciler.objection(accountName));
      const key = await keyOf(account);
      refuse(objection(accountName));
      return key;
    },
  };
}

function noteOf(told: KeyReport | null, { exchange }: RealAccount): string {
  if (!told) return `${exchange} does not tell what a key may do`;
  return [...(told.canTrade === false ? [`${exchange} says that this key may not trade`] : []), told.note]
    .filter(Boolean)
    .join('; ');
}

function keyObjection(
  name: string,
  key: ArmKeyDocument,
  acknowledgements: Pick<KeyAcknowledgements, 'has'>,
): ErrorDocument | null {
  if (key.can_withdraw !== true || acknowledgements.has(name)) return null;
  const message =
    `The key of ${name} may withdraw: who has it can empty the account. Use one that cannot, ` +
    `or say that you know: qt arm ${name} --acknowledge-withdrawals ${name} --yes`;
  return { code: 'KEY_CAN_WITHDRAW', message };
}

/** The first of arming's two steps: the account is made sure of, and a confirmation minted for exactly these terms. */
export async function prepareArming(
  accountName: string,
  durationMs: number,
  { arming, readiness }: { arming: Arming; readiness: ArmingReadiness },
): Promise<ArmConfirmationDocument> {
  arming.check(accountName, durationMs);
  return arming.mint(accountName, durationMs, await readiness.ensure(accountName));
}
