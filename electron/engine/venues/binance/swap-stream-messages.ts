import { z } from 'zod';
import { normalize } from '../../../../shared/money/decimal.ts';
import { parseExactJson } from '../http/exact-json.ts';
import type { StreamReading } from '../stream/stream-facts.ts';
import type { VenueEvent, VenueFill } from '../venue.ts';
import { swapReportFrom } from './swap-order-report.ts';

/** Messages of the private stream (developers.binance.com, USDⓈ-M user data streams). Numbers arrive as text. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);

/** The letters are the venue's. */
const orderUpdateSchema = z.object({
  /** Time of the change. */
  T: epochMs,
  o: z.object({
    s: z.string(),
    /** Client order id, execution, status, order id. */
    c: z.string(),
    x: z.string(),
    X: z.string(),
    i: z.string().regex(/^\d{1,20}$/),
    /** Size, price and average price of the order, and what is filled of it. */
    q: decimal,
    p: decimal,
    ap: decimal,
    z: decimal,
    /** The last fill: amount, price, trade id, maker, commission and its asset (absent where there is none). */
    l: decimal,
    L: decimal,
    t: z.string().regex(/^-?\d{1,20}$/),
    m: z.boolean(),
    n: decimal.optional(),
    N: z.string().nullish(),
  }),
});

const UNREADABLE: StreamReading = { events: [{ kind: 'gap', detail: 'a message could not be read' }] };

/** What a message means. `terms`: somebody changed leverage or modes. `alive`: the venue answered our question. */
export function readSwapMessage(text: string): { reading: StreamReading; terms?: true; alive?: true } {
  const document = parseExactJson(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return { reading: UNREADABLE };
  const { e: kind, id } = document as { e?: unknown; id?: unknown };
  if (typeof kind !== 'string')
    return id === undefined ? { reading: UNREADABLE } : { reading: { events: [] }, alive: true };
  switch (kind) {
    case 'ORDER_TRADE_UPDATE': {
      const event = orderEvent(document);
      return { reading: event ? { events: [event] } : UNREADABLE };
    }
    case 'ACCOUNT_UPDATE':
      return { reading: { events: [{ kind: 'balances' }] } };
    case 'ACCOUNT_CONFIG_UPDATE':
      return { reading: { events: [] }, terms: true };
    case 'listenKeyExpired':
      return { reading: { events: [], failed: 'the listen key is no longer valid' } };
    default:
      // Margin calls, lists and whatever may come: not about a single order.
      return { reading: { events: [] } };
  }
}

function orderEvent(document: unknown): VenueEvent | null {
  const parsed = orderUpdateSchema.safeParse(document);
  if (!parsed.success) return null;
  const { T: updateTime, o } = parsed.data;
  const told = { orderId: o.i, status: o.X, executedQty: o.z, avgPrice: o.ap, origQty: o.q, price: o.p, updateTime };
  const fills: VenueFill[] =
    o.x === 'TRADE'
      ? [
          {
            tradeId: o.t,
            price: normalize(o.L),
            amount: normalize(o.l),
            fee: o.n === undefined ? null : normalize(o.n),
            feeAsset: o.N ?? null,
            liquidity: o.m ? 'maker' : 'taker',
            atMs: updateTime,
          },
        ]
      : [];
  const report = swapReportFrom(told, fills);
  return report && { kind: 'order', clientOrderId: o.c, venueOrderId: o.i, report };
}
