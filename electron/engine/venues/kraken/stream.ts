import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { parseExactJson } from '../http/exact-json.ts';
import type { StreamFacts, StreamReading, StreamTalk } from '../stream/stream-facts.ts';
import type { VenueEvent } from '../venue.ts';
import { eventFrom } from './stream-messages.ts';
import { tokenSchema } from './wire-documents.ts';

const PING_MS = 30_000;
const NOTHING: StreamReading = { events: [] };

/** WebSocket v2, the private part: one channel tells of orders and trades. Snapshots are not asked for: REST reconciles. */
export const KRAKEN_STREAM: StreamFacts = {
  address: () => Promise.resolve('wss://ws-auth.kraken.com/v2'),
  hosts: ['ws-auth.kraken.com'],
  talk: async (desk) => {
    const token = await readToken(desk);
    const params = { channel: 'executions', token, snap_orders: false, snap_trades: false, order_status: true };
    return converse(JSON.stringify({ method: 'subscribe', params }));
  },
};

/** As good as a password for fifteen minutes, so it is asked for anew by every connection and kept by nobody. */
async function readToken({ client }: Desk): Promise<string> {
  const verdict = await client.read('privatePostGetWebSocketsToken', {});
  const told = verdict.kind === 'ok' ? tokenSchema.safeParse(verdict.document) : null;
  if (!told?.success) throw new QtError('VENUE_ERROR', 'the venue gave no token for its stream');
  return told.data.token;
}

function converse(subscription: string): StreamTalk {
  /** The number of the last message of the channel; they begin with 1. */
  let last = 0;

  const follow = (message: Message): VenueEvent[] => {
    const number =
      typeof message.sequence === 'string' && /^\d{1,15}$/.test(message.sequence) ? message.sequence : null;
    const rows = Array.isArray(message.data) ? message.data.map(eventFrom) : [null];
    const events = rows.map((event): VenueEvent => event ?? { kind: 'gap', detail: 'an order message cannot be read' });
    // Without a number nothing can be told about what came before it.
    if (number === null) return [{ kind: 'gap', detail: 'a message carried no number' }, ...events];
    const sequence = Number(number);
    // Told before.
    if (sequence <= last) return [];
    const skipped = sequence !== last + 1;
    last = sequence;
    return skipped ? [{ kind: 'gap', detail: 'a message was lost' }, ...events] : events;
  };

  return {
    hello: [subscription],
    ping: { everyMs: PING_MS, text: () => JSON.stringify({ method: 'ping' }) },
    read: (text) => {
      const message = readMessage(text);
      if (!message) return { events: [{ kind: 'gap', detail: 'a message cannot be read' }] };
      if (message.channel === 'executions') return { events: follow(message) };
      if (message.method === 'subscribe') {
        return message.success === true
          ? { events: [], live: true }
          : { ...NOTHING, failed: 'the venue refused the stream' };
      }
      // Heartbeats, the state of the exchange, pongs.
      return NOTHING;
    },
  };
}

interface Message {
  channel?: unknown;
  method?: unknown;
  success?: unknown;
  sequence?: unknown;
  data?: unknown;
}

function readMessage(text: string): Message | null {
  const document = parseExactJson(text);
  return typeof document === 'object' && document !== null && !Array.isArray(document) ? document : null;
}
