import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import { decide } from '../../../shared/routing/decide.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { StrategyMaps } from '../../../shared/schema/mapping.ts';

/** What the canvas needs to know besides the maps. */
export interface RoutingWorld {
  accounts: ReadonlyMap<string, AccountDocument>;
  default_exchange: Exchange;
}

/** Where a signal of a strategy would go that names neither account nor exchange. */
export interface Destination {
  /** Null where there is not even a default account. */
  account_name: string | null;
  account: AccountDocument | null;
  /** Whether the strategy's own entry decided, or `main_<exchange>`. */
  by: 'strategy' | 'default';
  exchange: Exchange | null;
  /** Set when such a signal would be refused before any check. */
  error: ErrorDocument | null;
}

/** Asks the kernel that routes signals, so that what is drawn is what would happen. */
export function destinationOf(strategyId: string | null, maps: StrategyMaps, world: RoutingWorld): Destination {
  const request = strategyId === null ? {} : { strategy_id: strategyId };
  // Drawn as on a good day: where orders go while an exchange is unhealthy is shown beside it.
  const goodDay = { failover: NO_FAILOVER, unhealthy: new Map<string, string>() };
  const { accounts, default_exchange: defaultExchange } = world;
  const route = decide(request, { accounts, maps, defaultExchange, ...goodDay });
  const name = route.ok ? route.account.name : route.accountName;
  return {
    account_name: name,
    account: name === null ? null : (world.accounts.get(name) ?? null),
    by: route.accountSource === 'default' ? 'default' : 'strategy',
    exchange: route.exchange,
    error: route.ok ? null : route.error,
  };
}
