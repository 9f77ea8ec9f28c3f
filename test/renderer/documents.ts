import type { AccountDocument, AccountStatusDocument } from '../../shared/schema/account.ts';
import type { DecisionDocument, PlannedOrderDocument } from '../../shared/schema/decision.ts';
import type { OrderDocument, SignalRowDocument } from '../../shared/schema/order.ts';

const AT = '2026-01-01T12:00:00.000Z';

/** Documents as the engine gives them, for tests of what the page makes of them. */
export function decision(over: Partial<DecisionDocument> = {}): DecisionDocument {
  return {
    exchange: 'sim',
    exchange_source: 'default',
    account_name: 'main_sim',
    account_source: 'default',
    mode: 'paper',
    testnet: false,
    trace: [],
    checks: [],
    ...over,
  };
}

export function order(over: Partial<OrderDocument> = {}): OrderDocument {
  return {
    id: 'o1',
    signal_id: 's1',
    client_order_id: 'qt-1',
    venue_order_id: null,
    account_name: 'main_sim',
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    strategy_id: null,
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'market',
    time_in_force: null,
    post_only: false,
    reduce_only: false,
    amount: '1',
    price: null,
    filled: '0',
    average: null,
    status: 'open',
    cancel_requested: false,
    replaces: null,
    replaced_by: null,
    late: false,
    watch: null,
    error: null,
    note: null,
    created_at: AT,
    updated_at: AT,
    ...over,
  };
}

export function row(over: Partial<SignalRowDocument> = {}): SignalRowDocument {
  return {
    signal_id: 's1',
    received_at: AT,
    door: 'page',
    symbol: 'BTC/USDT',
    side: 'long',
    strategy_id: null,
    exchange: 'sim',
    account_name: 'main_sim',
    mode: 'paper',
    testnet: false,
    source: 'default',
    decision: decision(),
    order: null,
    error: null,
    total_ms: null,
    ...over,
  };
}

export function planned(over: Partial<PlannedOrderDocument> = {}): PlannedOrderDocument {
  return {
    account_name: 'main_sim',
    exchange: 'sim',
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'market',
    time_in_force: null,
    post_only: false,
    reduce_only: false,
    amount: '1',
    price: null,
    reference_price: '100',
    notional: '100',
    base: 'BTC',
    quote: 'USDT',
    note: null,
    ...over,
  };
}

export function status(
  account: Partial<AccountDocument> = {},
  over: Partial<AccountStatusDocument> = {},
): AccountStatusDocument {
  return {
    account: {
      name: 'main_sim',
      exchange: 'sim',
      mode: 'paper',
      testnet: false,
      market: 'spot',
      owner: 'me',
      description: '',
      api_url: null,
      leverage: null,
      margin_mode: null,
      origin: 'demo',
      has_credentials: false,
      error: null,
      ...account,
    },
    connectivity: 'simulated',
    latency_ms: null,
    last_ok_at: null,
    error: null,
    balances: null,
    balances_at: null,
    headline: null,
    armed_until: null,
    stream: 'none',
    reconcile: {
      account_name: 'main_sim',
      state: 'not_needed',
      at: null,
      unsettled: 0,
      settled: 0,
      fills_booked: 0,
      external_orders: 0,
      unknown_orders: 0,
      error: null,
    },
    external_orders: 0,
    open_orders: 0,
    unknown_orders: 0,
    ...over,
  };
}
