import { createHmac } from 'node:crypto';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { parseExactJson } from '../http/exact-json.ts';
import type { StreamFacts, StreamReading, StreamTalk } from '../stream/stream-facts.ts';
import type { VenueEvent } from '../venue.ts';
import { instTypeOf } from './fills.ts';
import { createOrderReader } from './stream-orders.ts';
import { streamMessageSchema } from './wire-documents.ts';

const LIVE = 'wss://ws.okx.com:8443/ws/v5/private';
/** Simulated trading has a host of its own here, where REST has a header. */
const DEMO = 'wss://wspap.okx.com:8443/ws/v5/private';
/** OKX closes a connection on which nothing was sent for 30 s. */
const PING_MS = 20_000;

const UNREADABLE: VenueEvent = { kind: 'gap', detail: 'a message of the venue could not be read' };

/** Orders and balances of an account, by OKX's private WebSocket (okx.com/docs-v5, "WebSocket", read 2026-11). */
export const OKX_STREAM: StreamFacts = {
  address: ({ account }) => Promise.resolve(account.testnet ? DEMO : LIVE),
  hosts: ['ws.okx.com', 'wspap.okx.com'],
  talk: async (desk) => {
    // The login is stamped with the venue's time, as every request.
    await desk.client.time.ensure();
    return talkOver(desk);
  },
};

function talkOver(desk: Desk): StreamTalk {
  const readOrder = createOrderReader(desk);
  const confirmed = new Set<string>();

  const answered = (event: string, code: string | undefined, channel: string | undefined): StreamReading => {
    if (event === 'login' && code === '0') return { events: [], reply: [subscription(desk)] };
    if (event === 'subscribe' && channel !== undefined) {
      confirmed.add(channel);
      return confirmed.has('orders') && confirmed.has('account') ? { events: [], live: true } : { events: [] };
    }
    // How many connections there are: of no interest.
    if (event === 'channel-conn-count') return { events: [] };
    if (event === 'notice') return { events: [], failed: 'the venue is about to close the stream' };
    return { events: [], failed: `the venue refused the stream (${/^\d{1,6}$/.test(code ?? '') ? code : event})` };
  };

  return {
    hello: [login(desk)],
    read: async (text) => {
      if (text === 'pong') return { events: [] };
      const message = streamMessageSchema.safeParse(parseExactJson(text));
      if (!message.success) return { events: [UNREADABLE] };
      if ('event' in message.data) {
        const { event, code, arg } = message.data;
        return answered(event, code, arg?.channel);
      }
      const { arg, data, eventType } = message.data;
      if (arg.channel === 'account') return { events: eventType === 'snapshot' ? [] : [{ kind: 'balances' }] };
      if (arg.channel !== 'orders') return { events: [UNREADABLE] };
      const events: VenueEvent[] = [];
      for (const row of data) events.push(...(await readOrder(row)));
      return { events };
    },
    ping: { everyMs: PING_MS, text: () => 'ping' },
  };
}

/** Signed as REST is, over a time in seconds and a path that exists for this alone. */
function login({ client, account }: Desk): string {
  const { apiKey, apiSecret, passphrase } = account.credentials;
  if (!apiSecret || !passphrase) throw new QtError('MISSING_CREDENTIALS', `account ${account.name} cannot log in`);
  const timestamp = String(Math.floor(client.time.nowMs() / 1_000));
  const sign = createHmac('sha256', apiSecret.reveal()).update(`${timestamp}GET/users/self/verify`).digest('base64');
  const args = [{ apiKey: apiKey.reveal(), passphrase: passphrase.reveal(), timestamp, sign }];
  return JSON.stringify({ op: 'login', args });
}

function subscription({ account }: Desk): string {
  const args = [
    { channel: 'orders', instType: instTypeOf(account) },
    // Only when something changed; by default OKX repeats the balances every five seconds.
    { channel: 'account', extraParams: JSON.stringify({ updateInterval: '0' }) },
  ];
  return JSON.stringify({ op: 'subscribe', args });
}
