import { z } from 'zod';
import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import { parseExactJson } from '../http/exact-json.ts';
import type { StreamReading } from '../stream/stream-facts.ts';
import type { VenueEvent, VenueFill } from '../venue.ts';
import { meaningOf } from './error-table.ts';
import { reportFrom } from './order-report.ts';

/** Messages of the user data stream (user-data-stream.md of 2026-07), as far as they are used. Numbers arrive as text. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const id = z.string().regex(/^-?\d{1,20}$/);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);

/** The letters are the venue's: see the comments. */
const executionReportSchema = z.object({
  /** Client order id; of the cancel, where the order was canceled, */
  c: z.string(),
  /** and this is then the order's own. */
  C: z.string(),
  /** What happened: NEW, CANCELED, REPLACED, REJECTED, TRADE, EXPIRED, TRADE_PREVENTION. */
  x: z.string(),
  /** Status. */
  X: z.string(),
  /** Order id. */
  i: id,
  /** Size and price of the order. */
  q: decimal,
  p: decimal,
  /** Last filled amount and its price; filled so far in base and in quote. */
  l: decimal,
  L: decimal,
  z: decimal,
  Z: decimal,
  /** Commission and its asset. */
  n: decimal,
  N: z.string().nullable(),
  /** Time of the change. */
  T: epochMs,
  /** Trade id; -1 where there was no trade. */
  t: id,
  /** We were the maker. */
  m: z.boolean(),
});

const answerSchema = z.object({
  id: z.string(),
  status: z.string(),
  error: z.object({ code: z.string().regex(/^-\d{3,5}$/), msg: z.string() }).optional(),
});

const eventSchema = z.object({ event: z.looseObject({ e: z.string() }) });

/** Told of an account, and of no interest here: they announce nothing that a look at the balances does not show. */
const OF_BALANCES = new Set(['outboundAccountPosition', 'balanceUpdate', 'externalLockUpdate']);
/** The venue ends the session, now or soon. */
const ENDS = new Set(['eventStreamTerminated', 'serverShutdown']);

const UNREADABLE: StreamReading = { events: [{ kind: 'gap', detail: 'a message could not be read' }] };

/** What a message means. `clock`: the subscription was refused for its timestamp. */
export function readStreamMessage(text: string, subscribeId: string): { reading: StreamReading; clock?: true } {
  const document = parseExactJson(text);
  const answer = answerSchema.safeParse(document);
  if (answer.success && answer.data.id === subscribeId) {
    const { status, error } = answer.data;
    if (status === '200') return { reading: { events: [], live: true } };
    // Not the venue's words, which may quote the request: its code says as much.
    const failed = `the venue refused the stream${error ? ` (${error.code})` : ''}`;
    const clock = error !== undefined && meaningOf(Number(error.code), error.msg) === 'VENUE_CLOCK';
    return { reading: { events: [], failed }, ...(clock && { clock }) };
  }
  const told = eventSchema.safeParse(document);
  if (!told.success) return { reading: UNREADABLE };
  const { event } = told.data;
  if (ENDS.has(event.e)) return { reading: { events: [], failed: 'the venue ends the stream' } };
  if (OF_BALANCES.has(event.e)) return { reading: { events: [{ kind: 'balances' }] } };
  // Lists of orders and whatever may come: not about a single order.
  if (event.e !== 'executionReport') return { reading: { events: [] } };
  const order = orderEvent(event);
  return { reading: order ? { events: [order] } : UNREADABLE };
}

function orderEvent(event: unknown): VenueEvent | null {
  const parsed = executionReportSchema.safeParse(event);
  if (!parsed.success) return null;
  const told = parsed.data;
  const onWire = { orderId: told.i, status: told.X, executedQty: told.z, cummulativeQuoteQty: told.Z };
  const report = reportFrom(onWire, fillsOf(told), told.T);
  if (!report) return null;
  const sizes = { amount: normalize(told.q), price: isZero(told.p) ? null : normalize(told.p) };
  // A market order that was sized in quote has no amount of its own.
  return {
    kind: 'order',
    clientOrderId: told.C === '' || told.C === 'null' ? told.c : told.C,
    venueOrderId: told.i,
    report: isZero(told.q) ? report : { ...report, ...sizes },
  };
}

function fillsOf(told: z.output<typeof executionReportSchema>): VenueFill[] {
  if (told.x !== 'TRADE') return [];
  return [
    {
      tradeId: told.t,
      price: normalize(told.L),
      amount: normalize(told.l),
      fee: normalize(told.n),
      feeAsset: told.N,
      liquidity: told.m ? 'maker' : 'taker',
      atMs: told.T,
    },
  ];
}
