import type { AccountState } from '../../../shared/risk/account-state.ts';
import { opensShort } from '../../../shared/risk/account-state.ts';
import { checkFlags } from '../../../shared/risk/check-flags.ts';
import { checkLimits } from '../../../shared/risk/check-limits.ts';
import type { LimitedOrder } from '../../../shared/risk/order-limits.ts';
import type { FlagLevel } from '../../../shared/risk/flag-levels.ts';
import { pairOf } from '../../../shared/risk/position-spans.ts';
import type { CheckDocument } from '../../../shared/schema/decision.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { Exchange, MarketType } from '../../../shared/schema/exchange.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import { stopError } from './stop-error.ts';

/** `close`: the operator closes a position. `flatten`: a kill does. */
export type ClosingWord = 'close' | 'flatten' | null;

/** What the operator has set, held against an order of this very moment. */
export interface RiskFacts {
  stops: readonly StopDocument[];
  levels: readonly FlagLevel[];
  limits: Limits;
  exchange: Exchange;
  market: MarketType;
  symbol: string;
  /** Null: the signal names none. */
  strategy: string | null;
  /** As the venue would get it, a change in place as a whole; null where it is not known. */
  amount: string | null;
  /** Null where neither flags nor limits are set. */
  state: AccountState | null;
  /** Null where none could be planned. */
  order: LimitedOrder | null;
  closing: ClosingWord;
  atMs: number;
}

const FLAGS_OF_SIGNALS: readonly ErrorCode[] = [
  'EXCHANGE_NOT_ALLOWED',
  'STRATEGY_NOT_ALLOWED',
  'SYMBOL_NOT_ALLOWED',
  'MARKET_NOT_ALLOWED',
  'OUTSIDE_TRADING_HOURS',
  'OUTSIDE_VALIDITY',
];

const LIMITS_OF_SIZE: readonly ErrorCode[] = [
  'MAX_EXPOSURE',
  'MAX_POSITION_SIZE',
  'MAX_ORDER_SIZE',
  'MAX_OPEN_POSITIONS',
  'MAX_LEVERAGE',
  'MAX_ORDER_RATE',
];

/**
 * What does not hold back an order by which the operator closes what is held: what signals may do, and how large and how many
 * they may be.
 */
export const PASSED_BY_CLOSE: ReadonlySet<ErrorCode> = new Set([...FLAGS_OF_SIGNALS, ...LIMITS_OF_SIZE]);

/** Kills and automatic stops. Nothing is said where there is none. */
export function stopChecks({ stops, closing }: Pick<RiskFacts, 'stops' | 'closing'>): CheckDocument[] {
  return stops.map((stop) => {
    const { code, message } = stopError(stop);
    if (closing === 'flatten') return { code, ok: true, detail: `flattens: ${message}` };
    return { code, ok: false, detail: message };
  });
}

/** What flags say, of all levels. */
export function flagChecks(facts: RiskFacts): CheckDocument[] {
  const { levels, symbol, state, order } = facts;
  if (levels.length === 0) return [];
  const untold = { opens: null, why: 'no order could be planned' } as const;
  const short = order && state ? opensShort(state, order) : untold;
  return passed(checkFlags(levels, { ...facts, base: pairOf(symbol)?.base ?? symbol, short }), facts.closing);
}

export function limitChecks({ limits, state, order, closing }: RiskFacts): CheckDocument[] {
  return state ? passed(checkLimits(limits, state, order), closing) : [];
}

function passed(checks: CheckDocument[], closing: ClosingWord): CheckDocument[] {
  if (closing === null) return checks;
  const all = closing === 'flatten';
  return checks.map((check) =>
    check.ok || !(all || PASSED_BY_CLOSE.has(check.code))
      ? check
      : { ...check, ok: true, detail: `${all ? 'flattens' : 'closes a position'}: ${check.detail}` },
  );
}
