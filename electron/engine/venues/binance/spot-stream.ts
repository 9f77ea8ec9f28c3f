import { createHmac } from 'node:crypto';
import type { RealAccount } from '../../accounts/account-config.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { StreamFacts } from '../stream/stream-facts.ts';
import { readStreamMessage } from './spot-stream-messages.ts';

const LIVE = 'wss://ws-api.binance.com/ws-api/v3';
const TESTNET = 'wss://ws-api.testnet.binance.vision/ws-api/v3';

/** Anything; it only has to come back with the answer. */
const SUBSCRIBE_ID = 'subscribe';

/**
 * A subscription that is signed like a request, on the WebSocket API (web-socket-api.md, `userDataStream.subscribe.signature`).
 * There is no listen key to keep alive, and the messages are not numbered: every one of them carries the sums of its order,
 * so the next heals what one lost message left out, and a replaced connection is told as a gap.
 */
export const BINANCE_SPOT_STREAM: StreamFacts = {
  address: ({ account }) => Promise.resolve(account.testnet ? TESTNET : LIVE),
  hosts: [new URL(LIVE).hostname, new URL(TESTNET).hostname],
  talk: async ({ account, client }: Desk) => {
    await client.time.ensure();
    const params = signedParams(account, client.time.nowMs());
    return {
      hello: [JSON.stringify({ id: SUBSCRIBE_ID, method: 'userDataStream.subscribe.signature', params })],
      read: (text) => {
        const read = readStreamMessage(text, SUBSCRIBE_ID);
        if (read.clock) client.time.doubt();
        return read.reading;
      },
      // The venue pings every 20 seconds; the socket answers by itself.
      ping: null,
    };
  },
};

/** HMAC over the parameters in alphabetical order (web-socket-api.md, "Request security"). */
function signedParams({ name, credentials }: RealAccount, nowMs: number): Record<string, string | number> {
  const { apiKey, apiSecret } = credentials;
  if (!apiSecret) throw new QtError('MISSING_CREDENTIALS', `account ${name} has no API secret`);
  const params = { apiKey: apiKey.reveal(), recvWindow: 5_000, timestamp: Math.round(nowMs) };
  const payload = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const signature = createHmac('sha256', apiSecret.reveal()).update(payload.join('&')).digest('hex');
  return { ...params, signature };
}
