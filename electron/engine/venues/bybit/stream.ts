import { createHmac } from 'node:crypto';
import type { Desk } from '../exchange/exchange-facts.ts';
import { parseExactJson } from '../http/exact-json.ts';
import type { StreamFacts, StreamReading, StreamTalk } from '../stream/stream-facts.ts';
import type { VenueEvent } from '../venue.ts';
import { categoryOf } from './category.ts';
import { isTrade, reportFrom, reportOfFill } from './order-report.ts';
import { executionSchema, orderSchema, toldExecutionSchema } from './wire-documents.ts';

/** Until when a login is good: long enough for a slow connection, short enough to be of no use to anybody else. */
const LOGIN_GOOD_FOR_MS = 10_000;
/** As often as the venue asks for it (docs/v5/ws/connect). */
const PING_EVERY_MS = 20_000;
const TOPICS = ['order', 'execution', 'wallet'];

/** A late rejection of a second order of the same client id: its row names an order that stands. */
const DUPLICATE = 'EC_DuplicatedClOrdID';

/** The private stream of v5. Its messages carry no numbers of their own, so only a new connection can tell of a gap. */
export const BYBIT_STREAM: StreamFacts = {
  hosts: ['stream.bybit.com', 'stream-testnet.bybit.com'],
  address: ({ account }) => Promise.resolve(`wss://stream${account.testnet ? '-testnet' : ''}.bybit.com/v5/private`),
  talk: async (desk): Promise<StreamTalk> => {
    await desk.client.time.ensure();
    return {
      hello: [login(desk)],
      read: (text) => read(desk, text),
      ping: { everyMs: PING_EVERY_MS, text: () => JSON.stringify({ op: 'ping' }) },
    };
  },
};

function login({ client, account: { credentials } }: Desk): string {
  const expires = Math.ceil(client.time.nowMs()) + LOGIN_GOOD_FOR_MS;
  const secret = credentials.apiSecret?.reveal() ?? '';
  const signature = createHmac('sha256', secret).update(`GET/realtime${expires}`).digest('hex');
  return JSON.stringify({ op: 'auth', args: [credentials.apiKey.reveal(), expires, signature] });
}

const UNREADABLE: StreamReading = { events: [{ kind: 'gap', detail: 'the venue sent a message that cannot be read' }] };
const NOTHING: StreamReading = { events: [] };

function read(desk: Desk, text: string): StreamReading | Promise<StreamReading> {
  const message = parseExactJson(text);
  if (typeof message !== 'object' || message === null) return UNREADABLE;
  const { op, success, topic, data } = message as { op?: unknown; success?: unknown; topic?: unknown; data?: unknown };
  if (typeof topic === 'string') return told(desk, topic, data);
  if (op === 'auth') {
    if (success === true) return { events: [], reply: [JSON.stringify({ op: 'subscribe', args: TOPICS })] };
    // The words may quote the request. A clock that is off has the same answer as a wrong key.
    desk.client.time.doubt();
    return { events: [], failed: 'the venue refused the login' };
  }
  if (op === 'subscribe') {
    return success === true ? { events: [], live: true } : { events: [], failed: 'the venue refused the subscription' };
  }
  return op === 'ping' || op === 'pong' ? NOTHING : UNREADABLE;
}

/** Topics can come with their category behind them (`order.linear`). */
async function told(desk: Desk, topic: string, data: unknown): Promise<StreamReading> {
  const [about] = topic.split('.');
  if (about === 'wallet') return { events: [{ kind: 'balances' }] };
  if (about !== 'order' && about !== 'execution') return NOTHING;
  if (!Array.isArray(data)) return UNREADABLE;
  const events: VenueEvent[] = [];
  for (const row of data as unknown[]) {
    const category = typeof row === 'object' && row !== null ? (row as { category?: unknown }).category : undefined;
    if (typeof category !== 'string') events.push(...UNREADABLE.events);
    // One key can trade several kinds of markets; the others are no affair of this account.
    else if (category === categoryOf(desk.account.market)) {
      events.push(...(about === 'order' ? orderEvents(row) : await fillEvents(desk, row)));
    }
  }
  return { events };
}

function orderEvents(row: unknown): VenueEvent[] {
  const order = orderSchema.safeParse(row);
  const report = order.success && order.data.rejectReason !== DUPLICATE ? reportFrom(order.data, []) : null;
  if (!order.success || !report) return UNREADABLE.events;
  const { orderId, orderLinkId } = order.data;
  return [{ kind: 'order', clientOrderId: orderLinkId || null, venueOrderId: orderId, report }];
}

async function fillEvents(desk: Desk, row: unknown): Promise<VenueEvent[]> {
  const any = executionSchema.safeParse(row);
  if (any.success && !isTrade(any.data)) return [];
  const execution = toldExecutionSchema.safeParse(row);
  if (!execution.success) return UNREADABLE.events;
  const { orderId, orderLinkId, symbol } = execution.data;
  const report = reportOfFill(execution.data, await desk.bySymbolOfVenue(symbol));
  return [{ kind: 'order', clientOrderId: orderLinkId || null, venueOrderId: orderId, report }];
}
