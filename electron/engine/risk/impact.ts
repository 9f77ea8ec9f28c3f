import { gt, gte, lte, mul } from '../../../shared/money/decimal.ts';
import { accountCurrency } from '../../../shared/risk/account-currency.ts';
import { checkFlags } from '../../../shared/risk/check-flags.ts';
import { flagLevels } from '../../../shared/risk/flag-levels.ts';
import { shown } from '../../../shared/risk/limit-line.ts';
import { onlyReduces, pairOf } from '../../../shared/risk/position-spans.ts';
import { ownEntry } from '../../../shared/routing/offers.ts';
import type { CheckDocument } from '../../../shared/schema/decision.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { Exchange, MarketType, Mode } from '../../../shared/schema/exchange.ts';
import { LIMIT_NAMES } from '../../../shared/schema/limits.ts';
import type { LimitName, Limits } from '../../../shared/schema/limits.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { RiskImpactDocument } from '../../../shared/schema/risk.ts';
import { isoTime } from '../ports.ts';
import { LIMIT_CODES } from './gauges.ts';
import { isDollar } from './rates.ts';
import { PASSED_BY_CLOSE } from './risk-checks.ts';

/** An order that was placed, and what its checks recorded then. */
export interface PlacedOrder {
  id: string;
  signalId: string;
  atMs: number;
  accountName: string;
  owner: string;
  exchange: Exchange;
  market: MarketType;
  mode: Mode;
  testnet: boolean;
  strategyId: string | null;
  symbol: string;
  side: 'buy' | 'sell';
  amount: string;
  price: string | null;
  average: string | null;
  reduceOnly: boolean;
  /** The operator closed a position: see `PASSED_BY_CLOSE`. */
  closing: boolean;
  checks: readonly CheckDocument[];
}

const MAX_ROWS = 500;
const MINUTE_MS = 60_000;
/** What one rule says of one order: it refuses with a detail, lets pass, or cannot be told any more. */
type Word = { refuses: string } | 'passes' | 'not_measured';

export interface RiskReplay {
  /** The next orders, oldest first. */
  take(orders: readonly PlacedOrder[]): void;
  /** What the draft would have refused of what was taken. */
  document(): RiskImpactDocument;
}

/**
 * Replays a draft over placed orders. Flags, hours, sizes and rates are judged as they would have been; every other limit by
 * the figures that were recorded with the order, and where none were that is said. Orders before `sinceMs` only count for the
 * rate.
 */
export function createRiskReplay(draft: RiskPolicy, sinceMs: number): RiskReplay {
  const refused: Refusal[] = [];
  const missing = new Map<string, RiskImpactDocument['not_measured'][number]>();
  /** Times of what the draft would have let pass in the last minute, by account. */
  const passed = new Map<string, number[]>();
  let placed = 0;

  function takeOne(order: PlacedOrder): void {
    const { accountName, atMs } = order;
    const times = (passed.get(accountName) ?? []).filter((time) => atMs - time < MINUTE_MS);
    passed.set(accountName, times);
    if (atMs < sinceMs) return void times.push(atMs);
    placed += 1;
    const { codes, details, notMeasured } = judge(order, draft, times.length + 1);
    for (const limit of notMeasured) {
      const key = `${accountName} ${limit}`;
      const entry = missing.get(key) ?? { account_name: accountName, limit_name: limit, orders: 0 };
      missing.set(key, { ...entry, orders: entry.orders + 1 });
    }
    if (codes.length === 0) return void times.push(atMs);
    refused.push({ order, codes, details });
    if (refused.length > MAX_ROWS) refused.shift();
  }

  return {
    take: (orders) => orders.forEach(takeOne),
    document: () => ({ placed, refused: refused.map(rowOf).toReversed(), not_measured: [...missing.values()] }),
  };
}

interface Refusal {
  order: PlacedOrder;
  codes: ErrorCode[];
  details: string[];
}

function judge(order: PlacedOrder, draft: RiskPolicy, inMinute: number) {
  const limits = ownEntry(draft.limits, order.accountName) ?? {};
  const words = LIMIT_NAMES.filter((name) => limits[name] !== undefined).map((name) => ({
    name,
    word: limitWord(name, limits, order, draft, inMinute),
  }));
  const flags = flagChecks(order, draft);
  const refusals = words.flatMap(({ name, word }) =>
    typeof word === 'string' ? [] : [{ code: LIMIT_CODES[name], detail: word.refuses }],
  );
  const all = [...flags, ...refusals].filter(({ code }) => !(order.closing && PASSED_BY_CLOSE.has(code)));
  return {
    codes: [...new Set(all.map(({ code }) => code))],
    details: all.map(({ detail }) => detail),
    notMeasured: words.filter(({ word }) => word === 'not_measured').map(({ name }) => name),
  };
}

function flagChecks(order: PlacedOrder, draft: RiskPolicy): CheckDocument[] {
  const { accountName: account, owner, strategyId: strategy, symbol, market, side } = order;
  const opensNone = market === 'spot' || side === 'buy' || order.reduceOnly;
  const why = 'what was held then is not recorded';
  const checks = checkFlags(flagLevels(draft, { account, owner, strategy }), {
    ...{ exchange: order.exchange, market, symbol, strategy, amount: order.amount, atMs: order.atMs },
    base: pairOf(symbol)?.base ?? symbol,
    short: opensNone ? { opens: false, why: null } : { opens: null, why },
  });
  return checks.filter(({ ok }) => !ok);
}

function limitWord(name: LimitName, limits: Limits, order: PlacedOrder, draft: RiskPolicy, inMinute: number): Word {
  if (name === 'max_orders_per_minute') {
    const limit = limits.max_orders_per_minute ?? 0;
    if (inMinute <= limit) return 'passes';
    return { refuses: `would be ${inMinute} orders in a minute, at most ${limit}` };
  }
  const settings = ownEntry(draft.settings, order.accountName) ?? {};
  const currency = accountCurrency(order.exchange, settings);
  const limit = limits[name];
  if (limit === undefined) return 'passes';
  const { value, unit } =
    typeof limit === 'object' ? inUnit(limit, currency) : { value: String(limit), unit: PLAIN_UNITS[name] };
  const reduces = onlyReduces(order, { market: order.market, currency, ignored: settings.ignored_assets ?? [] });
  if (reduces && PASSED_BY_REDUCING.has(name)) return 'passes';
  const recorded = recordedUse(name, unit, order);
  return against(name, name === 'max_order_size' ? (recorded ?? worthOf(order, unit)) : recorded, value, unit);
}

const PASSED_BY_REDUCING: ReadonlySet<LimitName> = new Set([
  'max_exposure',
  'max_position_size',
  'max_open_positions',
  'max_leverage',
  'max_daily_loss',
  'max_drawdown',
]);

const PLAIN_UNITS: Readonly<Partial<Record<LimitName, string>>> = {
  max_open_positions: 'positions',
  max_leverage: 'x',
  price_band_percent: '%',
};

function inUnit({ value, unit }: { value: string; unit: string }, currency: string): { value: string; unit: string } {
  return { value, unit: unit === 'percent' ? '%' : unit === 'usd' ? 'USD' : currency };
}

/** `null`: it was measured, and the limit did not concern the order. */
type Use = { used: string } | 'none' | null;

/** As it was recorded with the order. Null where nothing was, or in another unit. */
function recordedUse(name: LimitName, unit: string | undefined, { checks }: PlacedOrder): Use {
  const found = checks.find(
    ({ code, figures }) => code === LIMIT_CODES[name] && figures !== undefined && isSameMoney(figures.unit, unit ?? ''),
  );
  if (!found?.figures) return null;
  return found.figures.used === null ? 'none' : { used: found.figures.used };
}

function isSameMoney(one: string, other: string): boolean {
  return one === other || (isDollar(one) && isDollar(other));
}

/** What the order was worth, where its quote is what is counted in. */
function worthOf({ symbol, amount, price, average }: PlacedOrder, unit: string | undefined): Use {
  const at = price ?? average;
  const quote = pairOf(symbol)?.quote;
  return at !== null && quote !== undefined && isSameMoney(quote, unit ?? '') ? { used: mul(amount, at) } : null;
}

function against(name: LimitName, use: Use, limit: string, unit = ''): Word {
  if (use === null) return 'not_measured';
  if (use === 'none') return 'passes';
  const { used } = use;
  if (name === 'min_free_balance') {
    return gte(used, limit)
      ? 'passes'
      : { refuses: `${shown(used, 'down')} ${unit} would stay free, at least ${limit} must` };
  }
  const isLoss = name === 'max_daily_loss' || name === 'max_drawdown';
  const passes = isLoss ? gt(limit, used) : lte(used, limit);
  return passes ? 'passes' : { refuses: `would be ${shown(used)} ${unit}, at most ${limit}` };
}

function rowOf({ order, codes, details }: Refusal): RiskImpactDocument['refused'][number] {
  return {
    signal_id: order.signalId,
    order_id: order.id,
    at: isoTime(order.atMs),
    account_name: order.accountName,
    mode: order.mode,
    testnet: order.testnet,
    strategy_id: order.strategyId,
    symbol: order.symbol,
    side: order.side,
    amount: order.amount,
    codes,
    detail: details.join('; '),
  };
}
