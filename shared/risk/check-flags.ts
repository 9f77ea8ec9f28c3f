import { lte, min } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import type { ErrorCode } from '../schema/error-code.ts';
import type { Exchange, MarketType } from '../schema/exchange.ts';
import { NO_STRATEGY } from '../schema/flags.ts';
import type { FlagName, Flags } from '../schema/flags.ts';
import { settingsOf } from './flag-levels.ts';
import type { FlagLevel } from './flag-levels.ts';
import { matchesAny } from './pattern.ts';
import { hoursState } from './trading-hours.ts';

/** What flags look at. */
export interface FlaggedOrder {
  exchange: Exchange;
  market: MarketType;
  symbol: string;
  /** Null: the signal names none. */
  strategy: string | null;
  /** Base units; null where it is not known. */
  amount: string | null;
  base: string;
  /** Whether it may open or enlarge a short position; null where that cannot be told, `why` says why. */
  short: { opens: boolean; why: null } | { opens: null; why: string };
  atMs: number;
}

/** What one level says: `refuses` names why it does not let the order pass. */
interface Word {
  level: string;
  refuses: string | null;
  passes: string;
}

/**
 * One check a flag that any level sets, whether or not another one failed; its detail names the levels that refuse. Flags
 * that nobody sets give none.
 */
export function checkFlags(levels: readonly FlagLevel[], order: FlaggedOrder): CheckDocument[] {
  if (levels.length === 0) return [];
  return [
    ...check(levels, 'enabled', 'ACCOUNT_DISABLED', (enabled) => said(enabled, 'switched on', 'is switched off')),
    ...check(levels, 'exchanges', 'EXCHANGE_NOT_ALLOWED', (exchanges) =>
      listed(exchanges.includes(order.exchange), order.exchange, exchanges, 'exchange'),
    ),
    ...check(levels, 'strategies', 'STRATEGY_NOT_ALLOWED', (patterns) => strategyWord(patterns, order.strategy)),
    ...check(levels, 'symbols', 'SYMBOL_NOT_ALLOWED', (patterns) =>
      listed(matchesAny(patterns, order.symbol), order.symbol, patterns, 'symbol'),
    ),
    ...check(levels, 'markets', 'MARKET_NOT_ALLOWED', (markets) =>
      listed(markets.includes(order.market), order.market, markets, 'market'),
    ),
    ...check(levels, 'long_only', 'LONG_ONLY', (only) => shortWord(only, order)),
    ...sizeCheck(levels, order),
    ...check(levels, 'trading_hours', 'OUTSIDE_TRADING_HOURS', (hours) => hoursWord(hours, order.atMs)),
    ...validityCheck(levels, order.atMs),
  ];
}

function check<N extends FlagName>(
  levels: readonly FlagLevel[],
  flag: N,
  code: ErrorCode,
  judge: (value: NonNullable<Flags[N]>) => Omit<Word, 'level'>,
): CheckDocument[] {
  return together(
    code,
    settingsOf(levels, flag).map(({ level, value }) => ({ level, ...judge(value) })),
  );
}

/** Of several levels one check: it passes where all of them let it pass. */
function together(code: ErrorCode, words: readonly Word[]): CheckDocument[] {
  const first = words[0];
  if (!first) return [];
  const refused = words.filter(({ refuses }) => refuses !== null);
  if (refused.length === 0) return [{ code, ok: true, detail: first.passes }];
  return [{ code, ok: false, detail: refused.map(({ level, refuses }) => `${level} ${refuses}`).join('; ') }];
}

function said(ok: boolean, passes: string, refuses: string): Omit<Word, 'level'> {
  return { passes, refuses: ok ? null : refuses };
}

const SHOWN_ENTRIES = 6;

function listed(ok: boolean, asked: string, entries: readonly string[], kind: string): Omit<Word, 'level'> {
  if (entries.length === 0) return said(ok, asked, `allows no ${kind}`);
  const more = entries.length > SHOWN_ENTRIES ? ` and ${entries.length - SHOWN_ENTRIES} more` : '';
  return said(ok, asked, `does not allow ${asked}, but ${entries.slice(0, SHOWN_ENTRIES).join(', ')}${more}`);
}

function strategyWord(patterns: readonly string[], strategy: string | null): Omit<Word, 'level'> {
  if (strategy === null) {
    const asked = 'signals without a strategy';
    return listed(patterns.includes(NO_STRATEGY), asked, patterns, 'strategy');
  }
  return listed(matchesAny(patterns, strategy), strategy, patterns, 'strategy');
}

function shortWord(only: boolean, { short }: FlaggedOrder): Omit<Word, 'level'> {
  if (!only) return said(true, 'short positions are allowed', '');
  if (short.opens === null)
    return said(false, '', `allows no short position, and whether this opens one: ${short.why}`);
  return said(!short.opens, 'opens no short position', 'allows no short position, and this would open or enlarge one');
}

function sizeCheck(levels: readonly FlagLevel[], { amount, base }: FlaggedOrder): CheckDocument[] {
  const set = settingsOf(levels, 'max_size');
  const [first, ...rest] = set.map(({ value }) => value);
  if (first === undefined) return [];
  const most = min(first, ...rest);
  const words = set.map(({ level, value }): Word => {
    if (amount === null) return { level, passes: '', refuses: `allows ${value} ${base}, and the amount is not known` };
    const ok = lte(amount, value);
    return { level, ...said(ok, `${amount} of ${most} ${base}`, `allows ${value} ${base} an order, not ${amount}`) };
  });
  return together('MAX_ORDER_SIZE', words).map((each) => ({
    ...each,
    figures: { used: amount, limit: most, unit: base },
  }));
}

function hoursWord(hours: NonNullable<Flags['trading_hours']>, atMs: number): Omit<Word, 'level'> {
  const { open, untilMs } = hoursState(hours, atMs);
  const until = untilMs === null ? null : minute(new Date(untilMs).toISOString());
  return said(
    open,
    until === null ? 'open' : `open until ${until}`,
    until === null ? 'is outside its trading hours' : `is outside its trading hours until ${until}`,
  );
}

function validityCheck(levels: readonly FlagLevel[], atMs: number): CheckDocument[] {
  const starts = settingsOf(levels, 'valid_from').map(({ level, value }): Word => {
    const at = minute(value);
    return { level, ...said(atMs >= Date.parse(value), `valid since ${at}`, `is not valid before ${at}`) };
  });
  const ends = settingsOf(levels, 'valid_until').map(({ level, value }): Word => {
    const at = minute(value);
    return { level, ...said(atMs < Date.parse(value), `valid until ${at}`, `is not valid since ${at}`) };
  });
  return together('OUTSIDE_VALIDITY', [...ends, ...starts]);
}

function minute(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
