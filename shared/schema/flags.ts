import { z } from 'zod';
import { exchangeSchema } from './exchange.ts';
import { positiveDecimalSchema } from './signal.ts';

/** Minutes for which a signal that waits for the operator's yes can be answered. */
export const APPROVAL_MIN_MINUTES = 1;
export const APPROVAL_MAX_MINUTES = 24 * 60;

/** Of an entry of `strategies`: signals that name no strategy. */
export const NO_STRATEGY = '(none)';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must look like 09:30');

export const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone such as Europe/Oslo');

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** From `from` up to, and not including, `to`, in wall time. A `to` that is not after `from` lies on the next day. */
export const tradingWindowSchema = z.strictObject({
  /** ISO weekdays on which the window begins: 1 is Monday, 7 Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: clockTime,
  to: clockTime,
});
export type TradingWindow = z.output<typeof tradingWindowSchema>;

export const tradingHoursSchema = z.strictObject({
  time_zone: timeZoneSchema,
  windows: z.array(tradingWindowSchema).min(1).max(32),
});
export type TradingHours = z.output<typeof tradingHoursSchema>;

/** `*` stands for any characters, `?` for one. Compared without regard to case. */
const patterns = z.array(z.string().trim().min(1).max(64)).max(200);

export const flagsSchema = z.strictObject({
  enabled: z.boolean(),
  exchanges: z.array(exchangeSchema).max(10),
  /** Patterns; `(none)` lets signals pass that name no strategy. */
  strategies: patterns,
  /** Patterns over symbols such as `BTC/*`. */
  symbols: patterns,
  markets: z.array(z.enum(['spot', 'swap'])).max(2),
  /** No short positions: on spot what is held may be sold, on swaps a long position may be closed. */
  long_only: z.boolean(),
  /** Largest order in base units. */
  max_size: positiveDecimalSchema,
  trading_hours: tradingHoursSchema,
  valid_from: z.iso.datetime({ offset: true }),
  valid_until: z.iso.datetime({ offset: true }),
  /** Incoming signals wait for the operator's yes this long. */
  approval: z.strictObject({ valid_minutes: z.int().min(APPROVAL_MIN_MINUTES).max(APPROVAL_MAX_MINUTES) }),
});

/** What an account, an owner, a strategy, or all, may do. Absent: no restriction. An empty list allows nothing. */
export type Flags = Partial<z.output<typeof flagsSchema>>;
export type FlagName = keyof Flags;

/** An edit of flags: null takes one away. */
export const flagsEditSchema = z.strictObject({
  enabled: flagsSchema.shape.enabled.nullable().optional(),
  exchanges: flagsSchema.shape.exchanges.nullable().optional(),
  strategies: flagsSchema.shape.strategies.nullable().optional(),
  symbols: flagsSchema.shape.symbols.nullable().optional(),
  markets: flagsSchema.shape.markets.nullable().optional(),
  long_only: flagsSchema.shape.long_only.nullable().optional(),
  max_size: flagsSchema.shape.max_size.nullable().optional(),
  trading_hours: flagsSchema.shape.trading_hours.nullable().optional(),
  valid_from: flagsSchema.shape.valid_from.nullable().optional(),
  valid_until: flagsSchema.shape.valid_until.nullable().optional(),
  approval: flagsSchema.shape.approval.nullable().optional(),
});
