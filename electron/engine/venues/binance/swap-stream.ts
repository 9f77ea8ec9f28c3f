import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { StreamFacts } from '../stream/stream-facts.ts';
import { readSwapMessage } from './swap-stream-messages.ts';
import { forgetSwapTerms } from './swap-terms.ts';
import { listenKeySchema } from './swap-wire-documents.ts';

/** Private data has a path of its own; the older one without it accepts connections and tells nothing. */
const LIVE = 'wss://fstream.binance.com/private/ws';
const TESTNET = 'wss://fstream.binancefuture.com/private/ws';

/** A listen key is good for an hour from its last sign of life; half of it is recommended. */
const KEEP_ALIVE_MS = 20 * 60_000;

/** Answered by a list of what this connection hears: it confirms the connection, and keeps no secret of ours in it. */
const QUESTION = JSON.stringify({ method: 'LIST_SUBSCRIPTIONS', id: 1 });

/**
 * The user data stream. Its login is the listen key in the address, which is as good as a password and kept by nobody. The
 * messages are not numbered: each carries the sums of its order, so the next heals what a lost one left out.
 */
export const BINANCE_SWAP_STREAM: StreamFacts = {
  address: async (desk) => `${desk.account.testnet ? TESTNET : LIVE}?listenKey=${await readListenKey(desk)}`,
  hosts: [new URL(LIVE).hostname, new URL(TESTNET).hostname],
  talk: ({ client }: Desk) => {
    let lapsed = false;
    return Promise.resolve({
      hello: [QUESTION],
      read: (text) => {
        const { reading, terms, alive } = readSwapMessage(text);
        if (terms) forgetSwapTerms(client);
        if (lapsed) return { ...reading, failed: 'the listen key is no longer valid' };
        // Whatever it tells, it is live: the address was the login.
        return alive || reading.events.some(({ kind }) => kind === 'order') ? { ...reading, live: true } : reading;
      },
      ping: {
        everyMs: KEEP_ALIVE_MS,
        text: () => {
          // Nobody waits for it; a key that could not be kept alive shows when the venue ends it.
          client.read('fapiPrivatePutListenKey', {}).then(
            (verdict) => {
              lapsed ||= verdict.kind === 'refused' && verdict.code === 'VENUE_REFUSED';
            },
            () => undefined,
          );
          return QUESTION;
        },
      },
    });
  },
};

async function readListenKey({ client }: Desk): Promise<string> {
  const verdict = await client.read('fapiPrivatePostListenKey', {});
  const told = verdict.kind === 'ok' ? listenKeySchema.safeParse(verdict.document) : null;
  if (!told?.success) throw new QtError('VENUE_ERROR', 'the venue gave no key for its stream');
  return told.data.listenKey;
}
