import type { AccountRegistry } from '../../accounts/registry.ts';
import type { AuditChain } from '../../audit/audit-chain.ts';
import type { Clock, Ids } from '../../ports.ts';
import type { Database } from '../../store/sqlite.ts';
import type { Log } from '../../telemetry/log.ts';
import type { Redact } from '../../telemetry/redact.ts';
import type { Arming } from '../arming.ts';
import { createAutomaticStops } from './automatic-stops.ts';
import type { AutomaticStops } from './automatic-stops.ts';
import type { StopRules } from './stop-rules.ts';
import type { StopReserve } from './stop-reserve.ts';
import { createStopService } from './stop-service.ts';
import type { StopService } from './stop-service.ts';
import { createStopStore } from './stop-store.ts';
import type { StopStore } from './stop-store.ts';
import type { StopWork } from './stop-work.ts';

export interface Stops extends StopService, AutomaticStops {
  store: StopStore;
}

/** Stops, and what pulls them by itself. `late`: parts that are composed after this one, because stops hold them back. */
export function createStops(deps: {
  registry: AccountRegistry;
  db: Database;
  audit: AuditChain;
  clock: Clock;
  ids: Ids;
  log: Log;
  redact: Redact;
  rules: StopRules;
  /** Whether the outcome of an order is not known yet. */
  isUnknown: (orderId: string) => boolean;
  reserve: StopReserve;
  knowsStrategy: (strategyId: string) => boolean;
  late: { arming: () => Pick<Arming, 'disarm' | 'current'>; work: () => Pick<StopWork, 'begin'> };
  /** In the commit that releases a stop. */
  alongRelease: Parameters<typeof createStopService>[0]['alongRelease'];
  /** Must not throw. */
  onChange: () => void;
}): Stops {
  const { late } = deps;
  const store = createStopStore(deps);
  const service = createStopService({
    ...deps,
    store,
    armed: () =>
      late
        .arming()
        .current()
        .armed.map(({ account_name }) => account_name),
    disarm: (accountName, by) => void late.arming().disarm(accountName, by),
    onWork: (stop) => late.work().begin(stop),
  });
  return { ...service, ...createAutomaticStops({ ...deps, stops: service }), store };
}
