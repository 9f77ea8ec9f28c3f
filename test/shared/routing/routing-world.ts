import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { RoutableAccount, RoutingSnapshot } from '../../../shared/routing/decide.ts';

export function account(name: string, exchange: Exchange | null, more: Partial<RoutableAccount> = {}): RoutableAccount {
  return { name, exchange, mode: 'paper', testnet: false, market: 'spot', owner: 'me', error: null, ...more };
}

export function accountMap(accounts: RoutableAccount[]): ReadonlyMap<string, RoutableAccount> {
  return new Map(accounts.map((entry) => [entry.name, entry]));
}

const missingSecret = { code: 'MISSING_CREDENTIALS', message: 'needs KRAKEN_API_SECRET' } as const;
const noExchange = { code: 'MISSING_EXCHANGE', message: 'QT_ACCOUNT_HALF_EXCHANGE is not set' } as const;

/** The world of the routing table: sound, broken, real and misleadingly named accounts; every kind of mapping. */
export const world: RoutingSnapshot = {
  accounts: accountMap([
    account('main_binance', 'binance', { mode: 'real' }),
    account('main_okx', 'okx'),
    account('main_kraken', 'kraken', { mode: 'real', error: missingSecret }),
    // Named as the default of one exchange, trading on another.
    account('main_kucoin', 'binance'),
    account('alice', 'bybit', { owner: 'alice' }),
    account('bob', 'okx', { mode: 'real', testnet: true, owner: 'bob' }),
    account('carol', 'binance'),
    account('half', null, { error: noExchange }),
  ]),
  maps: {
    accounts: {
      to_alice: 'alice',
      to_bob: 'bob',
      to_carol: 'carol',
      to_gone: 'gone',
      to_half: 'half',
      to_main_kraken: 'main_kraken',
      agree: 'bob',
      clash: 'alice',
      clash_gone: 'gone',
      clash_half: 'half',
    },
    exchanges: {
      on_okx: 'okx',
      on_binance: 'binance',
      on_bybit: 'bybit',
      on_kraken: 'kraken',
      on_kucoin: 'kucoin',
      agree: 'okx',
      clash: 'okx',
      clash_gone: 'okx',
      clash_half: 'okx',
    },
  },
  failover: NO_FAILOVER,
  unhealthy: new Map(),
  defaultExchange: 'binance',
};
