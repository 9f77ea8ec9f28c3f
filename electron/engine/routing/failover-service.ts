import type { AccountDocument } from '../../../shared/schema/account.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { FailoverChange, FailoverDocument, FailoverPolicy } from '../../../shared/schema/failover.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Engine } from '../engine-interface.ts';
import { isoTime } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import type { ExchangeHealth, Patient } from '../venues/health/exchange-health.ts';
import type { FailoverStore } from './failover-store.ts';

export interface FailoverService {
  api: Engine['failover'];
  policy(): FailoverPolicy;
  /** Accounts whose exchange is unhealthy for what they do, and why. Empty, and cheap, while nothing is configured or ill. */
  unhealthy(): ReadonlyMap<string, string>;
}

export function createFailoverService(deps: {
  registry: AccountRegistry;
  store: FailoverStore;
  health: ExchangeHealth;
  log: Log;
  onChange: () => void;
}): FailoverService {
  const { registry, store, health } = deps;
  let known: { size: number; patients: Patient[] } | null = null;

  /** Accounts only ever get added, so their number tells whether the list is still right. */
  function patients(): Patient[] {
    const accounts = registry.list();
    if (known?.size !== accounts.length) {
      const sound = accounts.flatMap(({ name }) => registry.config(name) ?? []);
      known = { size: accounts.length, patients: sound };
    }
    return known.patients;
  }

  function current(): FailoverDocument {
    const updatedMs = store.updatedMs();
    return {
      revision: store.revision(),
      updated_at: updatedMs === null ? null : isoTime(updatedMs),
      policy: store.policy(),
      health: health.places(patients()),
    };
  }

  /** Refuses what could never take effect, so that nobody relies on it. */
  function check(change: FailoverChange): void {
    if (change.kind === 'chain') return;
    const account = registry.get(change.account_name);
    for (const name of change.to) {
      const other = registry.get(name);
      const kin = (one: AccountDocument): string => JSON.stringify([one.mode, one.testnet, one.market, one.owner]);
      const same = kin(other) === kin(account);
      if (!same) {
        const rule = 'a stand-in has the same owner, mode, market and kind of network';
        throw new QtError('INVALID_INPUT', `${name} cannot stand in for ${account.name}: ${rule}.`);
      }
    }
  }

  return {
    policy: store.policy,
    unhealthy() {
      const ill = new Map<string, string>();
      for (const patient of patients()) {
        const trouble = health.troubleOf(patient);
        if (trouble !== null) ill.set(patient.name, trouble);
      }
      return ill;
    },
    api: {
      current,
      change(changes, baseRevision, by) {
        changes.forEach(check);
        const before = store.revision();
        store.apply(changes, baseRevision, by);
        if (store.revision() !== before) {
          deps.log.info('Failover policy changed', { detail: `revision ${store.revision()}` });
          deps.onChange();
        }
        return current();
      },
    },
  };
}
