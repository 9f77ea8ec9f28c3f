import { add, eq, gte, isPositive, lte, mul, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { averagePrice } from '../average-price.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { parseExactJson } from '../http/exact-json.ts';
import { readError } from '../http/verdict.ts';
import { sparingErrors } from '../sparing-errors.ts';
import type { StreamFacts, StreamReading, StreamTalk } from '../stream/stream-facts.ts';
import type { OrderReport, VenueFill } from '../venue.ts';
import { readFillsOf } from './fills.ts';
import { familyOf } from './order-family.ts';
import { orderChangeSchema, streamServerSchema } from './wire-documents.ts';
import type { OrderChange } from './wire-documents.ts';

const ORDERS = '/spotMarket/tradeOrdersV2';
const BALANCES = '/account/balance';
const TOPICS = [ORDERS, BALANCES];

/** The form of our client order ids. */
const OURS = /^[0-9a-f]{32}$/;

const NOTHING: StreamReading = { events: [] };
const UNREADABLE: StreamReading = { events: [{ kind: 'gap', detail: 'a message of the stream cannot be read' }] };

/** As the venue asked for it with the token that the coming conversation uses. */
const pingEveryMs = new WeakMap<SigningClient, number>();
const USUAL_PING_MS = 18_000;

/**
 * The private stream of spot orders (docs, "Private Order Change V2"). Its messages carry no number, so what is lost on the
 * way is not noticed by itself; but each tells the sum that is filled, so the next one makes up for it, and a connection that
 * was replaced is told as a gap. Fees are not in it: they are read by REST before a fill is told, because a fill is booked once.
 */
export const KUCOIN_STREAM: StreamFacts = {
  hosts: ['ws-api-spot.kucoin.com', 'push-private.kucoin.com', 'push1-v2.kucoin.com'],

  /** The token in the address opens the account's stream: the address is as secret as a key. */
  address: async ({ client }) => {
    const verdict = await client.read('privatePostBulletPrivate', {});
    if (verdict.kind !== 'ok') throw readError(verdict);
    const told = streamServerSchema.safeParse(verdict.document);
    const server = told.success ? told.data.instanceServers[0] : undefined;
    if (!told.success || !server) throw new QtError('VENUE_ERROR', 'the venue gave no address of its stream');
    pingEveryMs.set(client, server.pingInterval);
    const url = new URL(server.endpoint);
    url.searchParams.set('token', told.data.token);
    return url.href;
  },

  talk: async (desk) => {
    const family = await familyOf(desk.client);
    return openTalk(desk, (symbol, orderId) =>
      sparingErrors<VenueFill[]>(
        () => readFillsOf(desk.client, family, symbol, orderId),
        () => [],
      ),
    );
  },
};

function openTalk(desk: Desk, readFills: (symbol: string, orderId: string) => Promise<VenueFill[]>): StreamTalk {
  /** Fills that are known of orders that are not done, by the venue's id. */
  const known = new Map<string, VenueFill[]>();
  const waiting = new Set(TOPICS);
  let pings = 0;

  const fillsOf = async (change: OrderChange, filled: string): Promise<VenueFill[]> => {
    // Of orders that are certainly not ours nobody books the fills, and there may be very many.
    if (!isPositive(filled) || !OURS.test(change.clientOid ?? '')) return [];
    const fills = known.get(change.orderId) ?? [];
    if (gte(sumOf(fills), filled)) return upTo(fills, filled);
    const read = await readFills(change.symbol, change.orderId);
    known.set(change.orderId, read);
    return upTo(read, filled);
  };
  const onOrder = async (data: unknown): Promise<StreamReading> => {
    const change = orderChangeSchema.safeParse(data);
    if (!change.success) return UNREADABLE;
    const filled = normalize(change.data.filledSize ?? '0');
    const report = reportOf(change.data, filled, await fillsOf(change.data, filled));
    if (change.data.status === 'done') known.delete(change.data.orderId);
    const { orderId: venueOrderId, clientOid } = change.data;
    return { events: [{ kind: 'order', clientOrderId: clientOid || null, venueOrderId, report }] };
  };
  const onAck = (id: unknown): StreamReading => {
    const topic = TOPICS[Number(id)];
    if (topic === undefined || !waiting.delete(topic)) return NOTHING;
    return waiting.size === 0 ? { events: [], live: true } : NOTHING;
  };

  return {
    // Nothing before the venue's welcome.
    hello: [],
    read: (text) => {
      const message = parseExactJson(text);
      if (typeof message !== 'object' || message === null) return UNREADABLE;
      const { type, id, topic, data } = message as Record<'type' | 'id' | 'topic' | 'data', unknown>;
      switch (type) {
        case 'welcome':
          return { events: [], reply: TOPICS.map(subscription) };
        case 'ack':
          return onAck(id);
        case 'pong':
          return NOTHING;
        case 'message':
          if (topic === ORDERS) return onOrder(data);
          return topic === BALANCES ? { events: [{ kind: 'balances' }] } : NOTHING;
        case 'error':
          return { events: [], failed: 'the venue refused the stream' };
        default:
          return UNREADABLE;
      }
    },
    ping: {
      everyMs: pingEveryMs.get(desk.client) ?? USUAL_PING_MS,
      text: () => JSON.stringify({ id: `ping${(pings += 1)}`, type: 'ping' }),
    },
  };
}

function subscription(topic: string, index: number): string {
  return JSON.stringify({ id: String(index), type: 'subscribe', topic, privateChannel: true, response: true });
}

/** `type` says what happened, `status` what the order is now: `done` ends it, whatever it was. */
function reportOf(change: OrderChange, filled: string, fills: VenueFill[]): OrderReport {
  const size = normalize(change.originSize ?? change.size ?? '0');
  const whole = change.type === 'filled' || (isPositive(size) && gte(filled, size));
  const alive = isPositive(filled) ? 'partially_filled' : 'open';
  return {
    venueOrderId: change.orderId,
    status: whole ? 'filled' : change.status === 'done' ? 'canceled' : alive,
    filled,
    average: averageOf(fills, filled),
    fills,
    updatedAtMs: change.ts,
  };
}

/** Where the fills are known that make it up; the message itself does not tell it. */
function averageOf(fills: readonly VenueFill[], filled: string): string | null {
  if (!isPositive(filled) || !eq(sumOf(fills), filled)) return null;
  const quote = fills.reduce((sum, { price, amount }) => add(sum, mul(price, amount)), '0');
  return averagePrice(quote, filled);
}

function sumOf(fills: readonly VenueFill[]): string {
  return fills.reduce((sum, { amount }) => add(sum, amount), '0');
}

/** The oldest fills that make up no more than `filled`: what REST knows already of later ones is another message's to tell. */
function upTo(fills: readonly VenueFill[], filled: string): VenueFill[] {
  const told: VenueFill[] = [];
  let sum = '0';
  for (const fill of fills) {
    sum = add(sum, fill.amount);
    if (!lte(sum, filled)) break;
    told.push(fill);
  }
  return told;
}
