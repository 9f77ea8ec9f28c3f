import { z } from 'zod';
import { COST_METHODS } from './books.ts';
import { timeZoneSchema } from './flags.ts';
import { positiveDecimalSchema } from './signal.ts';

/** Zero is a limit too: nothing at all. */
const decimalFromZero = z
  .string()
  .trim()
  .regex(/^\d{1,20}(\.\d{1,18})?$/, 'must be a decimal, zero or more');

/** `account`: in the account's own currency. `usd`: in US dollars, at the rate of the moment. */
const moneySchema = z.strictObject({ value: decimalFromZero, unit: z.enum(['account', 'usd']) });
export type MoneyLimit = z.output<typeof moneySchema>;

/** A loss can also be a share of equity, in percent. */
const lossSchema = z.strictObject({ value: positiveDecimalSchema, unit: z.enum(['account', 'usd', 'percent']) });
export type LossLimit = z.output<typeof lossSchema>;

export const limitsSchema = z.strictObject({
  /** Value of open positions plus open orders. */
  max_exposure: moneySchema,
  /** Value of the position in one symbol, open orders included. */
  max_position_size: moneySchema,
  /** Value of one order. */
  max_order_size: moneySchema,
  /** How many symbols may be held at once. */
  max_open_positions: z.int().min(0).max(10_000),
  /** Exposure by equity; and, on swaps, the leverage that the account is set to. */
  max_leverage: positiveDecimalSchema,
  /** Realised plus unrealised since the day's start; `percent` of the day's opening equity. */
  max_daily_loss: lossSchema,
  /** From the highest profit that was reached; `percent` of the equity there. */
  max_drawdown: lossSchema,
  max_orders_per_minute: z.int().min(0).max(100_000),
  /** How far the price of an order may be from the mark, either way, in percent. */
  price_band_percent: positiveDecimalSchema,
  /** What must stay free of the account's own currency. */
  min_free_balance: moneySchema,
});
export type Limits = Partial<z.output<typeof limitsSchema>>;
export type LimitName = keyof Limits;
export const LIMIT_NAMES = Object.keys(limitsSchema.shape) as LimitName[];

/** An edit of limits: null takes one away. */
export const limitsEditSchema = z.strictObject({
  max_exposure: moneySchema.nullable().optional(),
  max_position_size: moneySchema.nullable().optional(),
  max_order_size: moneySchema.nullable().optional(),
  max_open_positions: limitsSchema.shape.max_open_positions.nullable().optional(),
  max_leverage: limitsSchema.shape.max_leverage.nullable().optional(),
  max_daily_loss: lossSchema.nullable().optional(),
  max_drawdown: lossSchema.nullable().optional(),
  max_orders_per_minute: limitsSchema.shape.max_orders_per_minute.nullable().optional(),
  price_band_percent: limitsSchema.shape.price_band_percent.nullable().optional(),
  min_free_balance: moneySchema.nullable().optional(),
});

/** How an account's limits and its books are counted. Absent: what its exchange suggests, UTC days, every asset, average cost. */
const settingsSchema = z.strictObject({
  /** The account's own currency. */
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{2,10}$/, 'must be a currency such as USDT'),
  time_zone: timeZoneSchema,
  /** When a trading day begins, in wall time of `time_zone`. */
  day_starts_at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 00:00'),
  /** Assets that count as nothing, such as worthless tokens without a price. Kraken's staked ones have a point (`DOT.S`). */
  ignored_assets: z
    .array(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z0-9][A-Z0-9.]{0,19}$/),
    )
    .max(200),
  /** How the cost of what is sold is told. */
  cost_method: z.enum(COST_METHODS),
});
export type RiskSettings = Partial<z.output<typeof settingsSchema>>;

export const settingsEditSchema = z.strictObject({
  currency: settingsSchema.shape.currency.nullable().optional(),
  time_zone: settingsSchema.shape.time_zone.nullable().optional(),
  day_starts_at: settingsSchema.shape.day_starts_at.nullable().optional(),
  ignored_assets: settingsSchema.shape.ignored_assets.nullable().optional(),
  cost_method: settingsSchema.shape.cost_method.nullable().optional(),
});
