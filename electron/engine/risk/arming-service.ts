import type { Engine } from '../engine-interface.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import type { NoteKeyUse } from '../audit/key-use.ts';
import type { Reconciler } from '../orders/reconcile/reconciler.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { Log } from '../telemetry/log.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import { createArming } from './arming.ts';
import type { Arming } from './arming.ts';
import { createArmingReadiness, prepareArming } from './arming-readiness.ts';
import { createKeyAcknowledgements } from './key-acknowledgements.ts';
import type { StopSource } from './risk-ports.ts';

/** Arming with all that it asks before: stops, the comparison with the exchange, and what the key may do. */
export function createArmingService(deps: {
  registry: AccountRegistry;
  pool: Pick<VenuePool, 'venue' | 'seatMark'>;
  /** Composed after this one, because what it follows shows whether its account is armed. */
  reconciler: () => Pick<Reconciler, 'ensure' | 'run' | 'objection'>;
  stops: StopSource;
  onKeyUse: NoteKeyUse;
  db: Database;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Log;
  onChange: (accountNames: string[]) => void;
}): { arming: Arming; api: Engine['arming'] } {
  const acknowledgements = createKeyAcknowledgements(deps);
  const readiness = createArmingReadiness({
    ...{ ...deps, acknowledgements },
    reconciler: {
      ensure: (accountName) => deps.reconciler().ensure(accountName),
      run: (accountName) => deps.reconciler().run(accountName),
      objection: (accountName) => deps.reconciler().objection(accountName),
    },
  });
  const arming = createArming({ ...deps, objection: readiness.objection });
  return {
    arming,
    api: {
      current: arming.current,
      prepare: (accountName, durationMs) => prepareArming(accountName, durationMs, { arming, readiness }),
      acknowledgeKey: acknowledgements.acknowledge,
      arm: arming.arm,
      disarm: arming.disarm,
    },
  };
}
