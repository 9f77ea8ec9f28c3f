import { NO_FAILOVER } from '../../shared/schema/failover.ts';
import { decide } from '../../shared/routing/decide.ts';
import type { RoutableAccount, RoutingRequest, RoutingSnapshot } from '../../shared/routing/decide.ts';
import { EXCHANGES } from '../../shared/schema/exchange.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';

const ACCOUNTS = 20;
const STRATEGIES = 40;
const REQUESTS = 1_000;

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('empty list');
  return found;
}

function snapshot(): RoutingSnapshot {
  const accounts = new Map<string, RoutableAccount>();
  for (let i = 0; i < ACCOUNTS; i += 1) {
    const exchange = at(EXCHANGES, i);
    const name = i < EXCHANGES.length ? `main_${exchange}` : `desk_${i}_${exchange}`;
    const mode = i % 3 === 0 ? 'real' : 'paper';
    accounts.set(name, { name, exchange, mode, testnet: false, market: 'spot', owner: `owner_${i % 4}`, error: null });
  }
  const names = [...accounts.keys()];
  const maps = { accounts: {} as Record<string, string>, exchanges: {} as Record<string, Exchange> };
  for (let i = 0; i < STRATEGIES; i += 1) {
    if (i % 4 !== 3) maps.accounts[`strategy_${i}`] = at(names, i * 7);
    if (i % 3 === 0) maps.exchanges[`strategy_${i}`] = at(EXCHANGES, i);
  }
  return { accounts, maps, failover: NO_FAILOVER, unhealthy: new Map(), defaultExchange: 'binance' };
}

/** A day's mix: mostly mapped strategies, some named accounts and exchanges, a few that get refused. */
function requests(names: string[]): RoutingRequest[] {
  return Array.from({ length: REQUESTS }, (_, i) => {
    if (i % 10 === 0) return { account_name: at(names, i / 10), strategy_id: `strategy_${i % STRATEGIES}` };
    if (i % 10 === 1) return { exchange: at(EXCHANGES, i), strategy_id: `strategy_${i % STRATEGIES}` };
    if (i % 50 === 2) return { account_name: 'nobody' };
    if (i % 10 === 3) return {};
    return { strategy_id: `strategy_${i % STRATEGIES}` };
  });
}

/** Decisions with their traces a second, on one core: the best of five rounds after a warm-up. */
export function routingBench(): { perSecond: number } {
  const over = snapshot();
  const asked = requests([...over.accounts.keys()]);
  let steps = 0;
  const round = (decisions: number): number => {
    const start = performance.now();
    for (let done = 0; done < decisions; done += asked.length) {
      for (const request of asked) steps += decide(request, over).trace.length;
    }
    return decisions / ((performance.now() - start) / 1000);
  };
  round(50_000);
  const perSecond = Math.max(...Array.from({ length: 5 }, () => round(200_000)));
  // The traces are counted so that no engine can leave their making out.
  if (steps !== 3 * 1_050_000) throw new Error(`${steps} trace steps`);
  return { perSecond: Math.round(perSecond) };
}
