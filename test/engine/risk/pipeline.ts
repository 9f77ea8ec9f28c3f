import { checkAccountLimits } from '../../../electron/engine/risk/check-account-limits.ts';
import type { LimitFacts } from '../../../electron/engine/risk/check-account-limits.ts';
import type { ClosingWord } from '../../../electron/engine/risk/risk-checks.ts';
import { sizeOrder } from '../../../shared/orders/sizing.ts';
import type { AccountState, ProfitFigures } from '../../../shared/risk/account-state.ts';
import { flagLevels } from '../../../shared/risk/flag-levels.ts';
import type { Smallest } from '../../../shared/risk/exposure.ts';
import { known, unknown } from '../../../shared/risk/known.ts';
import type { Known } from '../../../shared/risk/known.ts';
import type { PendingOrder } from '../../../shared/risk/position-spans.ts';
import type { CheckDocument } from '../../../shared/schema/decision.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { Exchange, MarketType } from '../../../shared/schema/exchange.ts';
import type { Flags } from '../../../shared/schema/flags.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';

/** An open order: symbol, side, amount, price. */
type Open = [symbol: string, side: 'buy' | 'sell', amount: string, price: string | null, reduceOnly?: true];

/** One row of the table: what is set and what there is, and what must come of it. */
export interface PipelineCase {
  name: string;
  market?: MarketType;
  exchange?: Exchange;
  /** Of BTC/USDT at 100 unless said otherwise; null: none could be planned. */
  order?: {
    symbol?: string;
    side?: 'buy' | 'sell';
    amount?: string;
    price?: string | null;
    reduceOnly?: true;
    inPlace?: true;
  } | null;
  strategy?: string;
  flags?: { all?: Flags; owner?: Flags; account?: Flags; strategy?: Flags };
  limits?: Limits;
  stops?: StopDocument[];
  closing?: ClosingWord;
  /** Spot: amount of each asset. Swap: signed amount of each symbol. Null: could not be read. */
  holds?: Record<string, string> | null;
  open?: Open[];
  former?: Open;
  currency?: string;
  ignored?: string[];
  /** In the account's currency; null: unknown. */
  rates?: Record<string, string | null>;
  mark?: string | null;
  usdRate?: string | null;
  equity?: string | null;
  leverage?: string;
  profit?: ProfitFigures;
  placed?: number;
  smallest?: Record<string, Smallest>;
  funds?: LimitFacts['funds'];
  at?: string;
  facts?: Partial<LimitFacts>;
  /** Codes of the checks that fail, in their order. */
  fails: ErrorCode[];
  /** What the detail of a check says. */
  says?: Partial<Record<ErrorCode, string>>;
  /** The figures of a check. */
  shows?: Partial<Record<ErrorCode, [used: string | null, limit: string, unit: string]>>;
}

const NOON = '2026-12-01T12:00:00Z';
const RATES = { BTC: '100', ETH: '10', SOL: '1', USDT: '1', USDC: '1' };

const INSTRUMENT: Instrument = {
  symbol: 'BTC/USDT',
  venue_symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  active: true,
  contract_size: '1',
  tick: '0.000001',
  step: '0.000001',
  min_amount: null,
  max_amount: null,
  min_price: null,
  max_price: null,
  min_notional: null,
  maker_fee: null,
  taker_fee: null,
};

const knownOr = (value: string | null, what: string): Known => (value === null ? unknown(`no ${what}`) : known(value));

const pending = ([symbol, side, amount, price, reduceOnly]: Open): PendingOrder => ({
  ...{ symbol, side, amount, price },
  reduceOnly: reduceOnly === true,
});

function stateOf(row: PipelineCase): AccountState {
  const { market = 'spot', holds = {}, rates = {}, smallest = {}, equity = '1000', usdRate = '1', mark = '100' } = row;
  const held = Object.entries(holds ?? {}).map(([key, amount]) => [key, { low: amount, high: amount }] as const);
  return {
    market,
    currency: row.currency ?? 'USDT',
    ignored: row.ignored ?? [],
    held: holds === null ? { held: null, why: 'no holdings' } : { held: new Map(held), why: null },
    pending: (row.open ?? []).map(pending),
    former: row.former ? pending(row.former) : null,
    rates: new Map(
      Object.entries({ ...RATES, ...rates }).map(([asset, rate]) => [asset, knownOr(rate, `price of ${asset}`)]),
    ),
    usdRate: knownOr(usdRate, 'dollar rate'),
    mark: knownOr(mark, 'mark'),
    smallest: new Map(Object.entries(smallest)),
    equity: knownOr(equity, 'equity'),
    leverage: row.leverage ?? null,
    profit: row.profit ?? null,
    placed: row.placed ?? 0,
  };
}

function factsOf(row: PipelineCase): LimitFacts {
  const { market = 'spot', exchange = 'binance', flags = {}, strategy = null, closing = null } = row;
  const planned = row.order === null ? null : row.order;
  const symbol = planned?.symbol ?? (market === 'swap' ? 'BTC/USDT:USDT' : 'BTC/USDT');
  const [base = '', quote = ''] = symbol.split(':')[0]?.split('/') ?? [];
  const { side = 'buy', amount = '1', price = '100', reduceOnly = false, inPlace = false } = planned ?? {};
  const type = price === null ? 'market' : 'limit';
  const sizing = sizeOrder(
    { side, type, amount, quoteAmount: null, price, referencePrice: type === 'market' ? '100' : null },
    { ...INSTRUMENT, symbol, base, quote },
  );
  const takes = market === 'spot' && side === 'sell' ? base : quote;
  const funds = row.funds === undefined ? { asset: takes, needed: '1', available: '1000000', error: null } : row.funds;
  const policy = {
    ...NO_POLICY,
    global: flags.all ?? {},
    owners: flags.owner ? { me: flags.owner } : {},
    accounts: flags.account ? { main: flags.account } : {},
    strategies: flags.strategy ? { [strategy ?? '']: flags.strategy } : {},
  };
  const none = row.order === null;
  return {
    accountName: 'main',
    exchange,
    mode: 'real',
    symbol,
    venueError: null,
    armedUntil: '2026-12-01T13:00:00.000Z',
    outcomePending: false,
    marketError: null,
    instrumentActive: none ? null : true,
    sizing: none ? null : sizing,
    priceError: null,
    order: null,
    funds: none ? null : funds,
    ...row.facts,
    risk: {
      stops: row.stops ?? [],
      levels: flagLevels(policy, { account: 'main', owner: 'me', strategy }),
      limits: row.limits ?? {},
      ...{ exchange, market, symbol, strategy, closing },
      amount: none ? null : amount,
      state: stateOf(row),
      order: none ? null : { symbol, side, amount, price: price ?? '100', reduceOnly, inPlace, funds },
      atMs: Date.parse(row.at ?? NOON),
    },
  };
}

export function checksOf(row: PipelineCase): CheckDocument[] {
  return checkAccountLimits(factsOf(row));
}

export function stop(change: Partial<StopDocument> = {}): StopDocument {
  return {
    id: 'stp_1',
    scope: { kind: 'account', name: 'main' },
    cause: 'kill',
    code: 'KILL_SWITCH',
    reason: 'enough',
    by: 'cli',
    at: NOON,
    durable: true,
    cancel: false,
    flatten: false,
    work: [],
    ...change,
  };
}
