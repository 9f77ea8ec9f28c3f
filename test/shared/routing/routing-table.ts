import type { RoutingRequest } from '../../../shared/routing/decide.ts';

export interface Row {
  what: string;
  request: RoutingRequest;
  /** `exchange/source name/source` where it is routed; the same after the code where it is refused. */
  expected: string;
}

function row(what: string, request: RoutingRequest, expected: string): Row {
  return { what, request, expected };
}

/** The contract's order of decisions, row by row, over `world`. */
export const ROUTING_TABLE: Row[] = [
  // default tier
  row('nothing named: default exchange, its main account', {}, 'binance/default main_binance/default'),
  row(
    'undefined fields count as not named',
    { account_name: undefined, strategy_id: undefined, exchange: undefined },
    'binance/default main_binance/default',
  ),
  row('an unmapped strategy falls through both maps', { strategy_id: 'other' }, 'binance/default main_binance/default'),

  // exchange named by the signal
  row('exchange named: its main account', { exchange: 'okx' }, 'okx/signal main_okx/default'),
  row('exchange named, the default one', { exchange: 'binance' }, 'binance/signal main_binance/default'),
  row(
    'exchange named beats the strategy map',
    { exchange: 'okx', strategy_id: 'on_binance' },
    'okx/signal main_okx/default',
  ),
  row('exchange named as mapped', { exchange: 'okx', strategy_id: 'on_okx' }, 'okx/signal main_okx/default'),
  row('exchange named without main account', { exchange: 'bybit' }, 'NO_DEFAULT_ACCOUNT bybit/signal -/default'),
  row('exchange named, sim without main account', { exchange: 'sim' }, 'NO_DEFAULT_ACCOUNT sim/signal -/default'),
  row(
    'exchange named, main account broken',
    { exchange: 'kraken' },
    'ACCOUNT_INVALID kraken/signal main_kraken/default',
  ),
  row(
    'exchange named, its main account trades elsewhere',
    { exchange: 'kucoin' },
    'ACCOUNT_EXCHANGE_MISMATCH kucoin/signal main_kucoin/default',
  ),

  // exchange from the strategy map
  row(
    'strategy mapped to an exchange: its main account',
    { strategy_id: 'on_okx' },
    'okx/strategy_policy main_okx/default',
  ),
  row(
    'strategy mapped to the default exchange',
    { strategy_id: 'on_binance' },
    'binance/strategy_policy main_binance/default',
  ),
  row(
    'strategy mapped to an exchange without main account',
    { strategy_id: 'on_bybit' },
    'NO_DEFAULT_ACCOUNT bybit/strategy_policy -/default',
  ),
  row(
    'strategy mapped to an exchange with a broken main account',
    { strategy_id: 'on_kraken' },
    'ACCOUNT_INVALID kraken/strategy_policy main_kraken/default',
  ),
  row(
    'strategy mapped, main account trades elsewhere: it takes over',
    { strategy_id: 'on_kucoin' },
    'binance/account main_kucoin/default',
  ),

  // account named by the signal
  row('account named, on the default exchange', { account_name: 'carol' }, 'binance/default carol/signal.account_name'),
  row(
    'account named, on another exchange: it takes over',
    { account_name: 'alice' },
    'bybit/account alice/signal.account_name',
  ),
  row('a real testnet account named', { account_name: 'bob' }, 'okx/account bob/signal.account_name'),
  row('a main account named', { account_name: 'main_okx' }, 'okx/account main_okx/signal.account_name'),
  row(
    'account and its exchange named',
    { account_name: 'alice', exchange: 'bybit' },
    'bybit/signal alice/signal.account_name',
  ),
  row(
    'account and another exchange named',
    { account_name: 'alice', exchange: 'okx' },
    'ACCOUNT_EXCHANGE_MISMATCH okx/signal alice/signal.account_name',
  ),
  row(
    'account and the default exchange named, which it is not on',
    { account_name: 'bob', exchange: 'binance' },
    'ACCOUNT_EXCHANGE_MISMATCH binance/signal bob/signal.account_name',
  ),
  row(
    'account named, strategy mapped to its exchange',
    { account_name: 'bob', strategy_id: 'on_okx' },
    'okx/strategy_policy bob/signal.account_name',
  ),
  row(
    'account named, strategy mapped to another exchange: the account takes over',
    { account_name: 'alice', strategy_id: 'on_okx' },
    'bybit/account alice/signal.account_name',
  ),
  row(
    'account named beats the strategy map',
    { account_name: 'carol', strategy_id: 'to_bob' },
    'binance/default carol/signal.account_name',
  ),
  row(
    'account named heals a strategy whose maps clash',
    { account_name: 'bob', strategy_id: 'clash' },
    'okx/strategy_policy bob/signal.account_name',
  ),
  row(
    'account named although the mapped one is gone',
    { account_name: 'carol', strategy_id: 'to_gone' },
    'binance/default carol/signal.account_name',
  ),
  row('unknown account named', { account_name: 'gone' }, 'ACCOUNT_NOT_FOUND binance/default gone/signal.account_name'),
  row(
    'unknown account named, sound strategy: refused all the same',
    { account_name: 'gone', strategy_id: 'to_carol' },
    'ACCOUNT_NOT_FOUND binance/default gone/signal.account_name',
  ),
  row(
    'unknown account named with an exchange',
    { account_name: 'gone', exchange: 'okx' },
    'ACCOUNT_NOT_FOUND okx/signal gone/signal.account_name',
  ),
  row(
    'names are compared exactly',
    { account_name: 'Carol' },
    'ACCOUNT_NOT_FOUND binance/default Carol/signal.account_name',
  ),
  row('an empty name is a name', { account_name: '' }, 'ACCOUNT_NOT_FOUND binance/default /signal.account_name'),
  row('broken account named', { account_name: 'half' }, 'ACCOUNT_INVALID binance/default half/signal.account_name'),
  row(
    'broken account and its exchange named',
    { account_name: 'main_kraken', exchange: 'kraken' },
    'ACCOUNT_INVALID kraken/signal main_kraken/signal.account_name',
  ),
  row(
    'broken account and another exchange named: broken comes first',
    { account_name: 'main_kraken', exchange: 'okx' },
    'ACCOUNT_INVALID okx/signal main_kraken/signal.account_name',
  ),

  // account from the strategy map
  row(
    'strategy mapped to an account on the default exchange',
    { strategy_id: 'to_carol' },
    'binance/default carol/strategy_policy',
  ),
  row(
    'strategy mapped to an account elsewhere: it takes over',
    { strategy_id: 'to_alice' },
    'bybit/account alice/strategy_policy',
  ),
  row('both maps agree', { strategy_id: 'agree' }, 'okx/strategy_policy bob/strategy_policy'),
  row(
    'both maps contradict each other',
    { strategy_id: 'clash' },
    'ACCOUNT_EXCHANGE_MISMATCH okx/strategy_policy alice/strategy_policy',
  ),
  row(
    'mapped account and its exchange named',
    { strategy_id: 'to_bob', exchange: 'okx' },
    'okx/signal bob/strategy_policy',
  ),
  row(
    'mapped account and another exchange named',
    { strategy_id: 'to_bob', exchange: 'bybit' },
    'ACCOUNT_EXCHANGE_MISMATCH bybit/signal bob/strategy_policy',
  ),
  row(
    'exchange named settles a clash of the maps',
    { strategy_id: 'clash', exchange: 'bybit' },
    'bybit/signal alice/strategy_policy',
  ),
  row(
    'exchange named cannot settle a clash the wrong way',
    { strategy_id: 'clash', exchange: 'okx' },
    'ACCOUNT_EXCHANGE_MISMATCH okx/signal alice/strategy_policy',
  ),
  row(
    'strategy mapped to an unknown account',
    { strategy_id: 'to_gone' },
    'ACCOUNT_NOT_FOUND binance/default gone/strategy_policy',
  ),
  row(
    'strategy mapped to an unknown account and an exchange',
    { strategy_id: 'clash_gone' },
    'ACCOUNT_NOT_FOUND okx/strategy_policy gone/strategy_policy',
  ),
  row(
    'strategy mapped to a broken account',
    { strategy_id: 'to_half' },
    'ACCOUNT_INVALID binance/default half/strategy_policy',
  ),
  row(
    'strategy mapped to a broken main account',
    { strategy_id: 'to_main_kraken' },
    'ACCOUNT_INVALID binance/default main_kraken/strategy_policy',
  ),
  row(
    'strategy mapped to a broken account and an exchange',
    { strategy_id: 'clash_half' },
    'ACCOUNT_INVALID okx/strategy_policy half/strategy_policy',
  ),

  // names that are properties of every object
  row('strategy __proto__', { strategy_id: '__proto__' }, 'binance/default main_binance/default'),
  row('strategy constructor', { strategy_id: 'constructor' }, 'binance/default main_binance/default'),
  row('strategy toString', { strategy_id: 'toString' }, 'binance/default main_binance/default'),
  row(
    'account __proto__',
    { account_name: '__proto__' },
    'ACCOUNT_NOT_FOUND binance/default __proto__/signal.account_name',
  ),
];
