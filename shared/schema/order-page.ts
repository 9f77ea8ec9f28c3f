import { z } from 'zod';
import { ORDER_STATUSES } from './order.ts';
import type { OrderDocument } from './order.ts';
import { accountNameSchema, strategyIdSchema, symbolSchema } from './signal.ts';

/** Kinds of money, never summed together. */
export const MONEY_KINDS = ['real', 'testnet', 'paper'] as const;
export type MoneyKind = (typeof MONEY_KINDS)[number];

const anyOf = <T extends z.ZodType>(each: T) => z.array(each).min(1).max(200).nullable().default(null);

/** Each narrows the list; null: any. Within a set, one of them is enough. */
export const orderFiltersSchema = z.strictObject({
  kinds: anyOf(z.enum(MONEY_KINDS)),
  account_names: anyOf(accountNameSchema),
  symbols: anyOf(symbolSchema),
  /** Part of a symbol, any case; marks such as the slash may be left out. */
  symbol_part: z.string().max(40).nullable().default(null),
  sides: anyOf(z.enum(['buy', 'sell'])),
  types: anyOf(z.enum(['market', 'limit'])),
  statuses: anyOf(z.enum(ORDER_STATUSES)),
  /** Null among them: orders without a strategy. */
  strategy_ids: anyOf(strategyIdSchema.nullable()),
  /** When it was journaled: inclusive, and exclusive. */
  since: z.iso.datetime({ offset: true }).nullable().default(null),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type OrderFilters = z.output<typeof orderFiltersSchema>;

/** What orders can be sorted by; of equal ones the newest comes first. */
export const ORDER_SORTS = ['time', 'account_name', 'symbol', 'side', 'type', 'status', 'strategy_id'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

export const orderPageQuerySchema = z.strictObject({
  /** Not final, or final. */
  view: z.enum(['open', 'history']),
  filters: orderFiltersSchema.prefault({}),
  sort: z
    .strictObject({ by: z.enum(ORDER_SORTS), direction: z.enum(['asc', 'desc']) })
    .default({ by: 'time', direction: 'desc' }),
  offset: z.int().min(0).max(100_000_000).default(0),
  limit: z.int().min(1).max(1_000).default(200),
  /** Of the first page: the history as it was then, so that pages do not shift while orders arrive. Null: as it is now. */
  as_of: z
    .string()
    .regex(/^\d{1,15}\.\d{1,15}$/, 'must be as an earlier answer gave it')
    .nullable()
    .default(null),
});
export type OrderPageQuery = z.output<typeof orderPageQuerySchema>;
export type OrderPageInput = z.input<typeof orderPageQuerySchema>;

export interface OrderPageDocument {
  orders: OrderDocument[];
  /** How many there are in all by these filters. */
  total: number;
  as_of: string;
}

/** What the journal holds orders of: what a filter can offer. */
export interface OrderChoicesDocument {
  account_names: string[];
  symbols: string[];
  strategy_ids: string[];
}

export const orderTodaySchema = z.strictObject({ kind: z.enum(MONEY_KINDS) });

/** Orders of one kind of money: what rests now, and how this UTC day went. */
export interface OrderTodayDocument {
  kind: MoneyKind;
  since: string;
  /** Left to fill of orders with a price, by quote asset. */
  open_notional: { asset: string; amount: string }[];
  /** Unsettled orders that are not in it: they have no price of their own, or their outcome is unknown. */
  open_not_counted: number;
  /** Orders of today that were taken and have ended, and those of them that were filled whole. */
  ended: number;
  filled: number;
  /** From the journal to the first answer, the median of the newest thousand of today's orders; null where none was answered. */
  ack_p50_ms: number | null;
  /** Of today's fills of our orders, by asset. */
  fees: { asset: string; amount: string }[];
  /** Fills whose fee is not told. */
  fees_untold: number;
}
