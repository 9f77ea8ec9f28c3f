import type { RoutingSnapshot } from '../../../shared/routing/decide.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { StrategyDocument } from '../../../shared/schema/mapping.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Engine } from '../engine-interface.ts';
import type { SignalJournal } from '../orders/signal-journal.ts';
import type { Clock } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import type { FailoverService } from './failover-service.ts';
import { replayImpact } from './impact.ts';
import type { MappingStore } from './mapping-store.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A replay reads at most this many signals, so that it answers while the operator drags. */
const MAX_REPLAYED = 20_000;

export interface RoutingService {
  api: Engine['routing'];
  snapshot(): RoutingSnapshot;
}

export function createRoutingService(deps: {
  registry: AccountRegistry;
  mappings: MappingStore;
  failover: Pick<FailoverService, 'policy' | 'unhealthy'>;
  signals: SignalJournal;
  defaultExchange: Exchange;
  clock: Clock;
  log: Log;
  onChange: () => void;
}): RoutingService {
  const { mappings, defaultExchange } = deps;
  const snapshot = (): RoutingSnapshot => ({
    accounts: deps.registry.routable(),
    maps: mappings.maps(),
    failover: deps.failover.policy(),
    unhealthy: deps.failover.unhealthy(),
    defaultExchange,
  });
  const current = () => ({
    revision: mappings.revision(),
    maps: mappings.maps(),
    default_exchange: defaultExchange,
    can_undo: mappings.canUndo(),
  });

  function changed(message: string) {
    deps.log.info(message, { detail: `revision ${mappings.revision()}` });
    deps.onChange();
    return current();
  }

  function strategies(): StrategyDocument[] {
    const nowMs = deps.clock.nowMs();
    const { accounts, exchanges } = mappings.maps();
    const byAccount = new Map(Object.entries(accounts));
    const byExchange = new Map(Object.entries(exchanges));
    const today = new Map(deps.signals.strategiesSince(nowMs - DAY_MS).map((row) => [row.strategy_id, row.count]));
    const seen = deps.signals.strategiesSince(nowMs - WEEK_MS).map((row) => row.strategy_id);
    return [...new Set([...byAccount.keys(), ...byExchange.keys(), ...seen])].toSorted().map((id) => ({
      strategy_id: id,
      account_name: byAccount.get(id) ?? null,
      exchange: byExchange.get(id) ?? null,
      signals_24h: today.get(id) ?? 0,
    }));
  }

  return {
    snapshot,
    api: {
      current,
      strategies,
      apply(changes, baseRevision, by) {
        // A new entry must name an account that exists; an old one may be removed whatever it names.
        for (const change of changes)
          if (change.map === 'account' && change.value !== null) deps.registry.get(change.value);
        const before = mappings.revision();
        mappings.apply(changes, baseRevision, by);
        return mappings.revision() === before ? current() : changed('Strategy maps changed');
      },
      undo(by) {
        mappings.undo(by);
        return changed('Strategy map change undone');
      },
      revisions: (limit) => mappings.revisions(limit),
      impact(changes) {
        const sinceMs = deps.clock.nowMs() - DAY_MS;
        return replayImpact(deps.signals.since(sinceMs, MAX_REPLAYED), snapshot(), changes, sinceMs);
      },
    },
  };
}
