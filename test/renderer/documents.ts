import type { AccountDocument, AccountStatusDocument } from '../../shared/schema/account.ts';
import type { ConvertedDocument, SymbolBookDocument } from '../../shared/schema/books.ts';
import type { AccountSummaryDocument, FeeDayDocument, TotalDocument } from '../../shared/schema/equity.ts';
import type { ImportDocument } from '../../shared/schema/history.ts';
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

export function converted(over: Partial<ConvertedDocument> = {}): ConvertedDocument {
  return { currency: 'USD', value: null, rates: [], missing: [], stale: false, ...over };
}

export function book(over: Partial<SymbolBookDocument> = {}): SymbolBookDocument {
  return {
    account_name: 'main_sim',
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    market: 'spot',
    symbol: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    method: 'average',
    quantity: '0',
    cost: '0',
    average_cost: null,
    realised: '0',
    realised_average: '0',
    realised_fifo: '0',
    mark: null,
    value: null,
    unrealised: null,
    fees: [],
    fees_in_quote: '0',
    funding: '0',
    net: null,
    uncovered: { quantity: '0', proceeds: '0' },
    not_held: null,
    trades: 0,
    imported_trades: 0,
    estimated_trades: 0,
    turnover: '0',
    first_at: null,
    last_at: null,
    ...over,
  };
}

export function feeDay(over: Partial<FeeDayDocument> = {}): FeeDayDocument {
  return { day: '2026-01-01', maker: '0', taker: '0', other: '0', turnover: '0', missing: [], ...over };
}

export function total(over: Partial<TotalDocument> = {}): TotalDocument {
  return {
    kind: 'real',
    whose: 'mine',
    accounts: 1,
    counted: 1,
    missing: [],
    equity_usd: '0',
    equity_nok: '0',
    today_usd: '0',
    today_nok: '0',
    stale: false,
    ...over,
  };
}

export function worth(over: Partial<AccountSummaryDocument> = {}): AccountSummaryDocument {
  return {
    account_name: 'main_sim',
    owner: 'me',
    whose: 'mine',
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    currency: 'USDT',
    equity: '100000',
    measured_at: AT,
    stale: false,
    periods: [],
    spark: [],
    equity_usd: converted(),
    equity_nok: converted({ currency: 'NOK' }),
    today_usd: converted(),
    today_nok: converted({ currency: 'NOK' }),
    error: null,
    ...over,
  };
}

export function imported(over: Partial<ImportDocument> = {}): ImportDocument {
  return {
    account_name: 'main_sim',
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    state: 'idle',
    parts_done: 0,
    parts: 0,
    current: null,
    trades: 0,
    flows: 0,
    oldest_at: null,
    started_at: null,
    updated_at: null,
    limits: [],
    error: null,
    ...over,
  };
}
