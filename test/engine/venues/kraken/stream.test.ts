import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../../electron/engine/venues/exchange/exchange-facts.ts';
import type { Verdict } from '../../../../electron/engine/venues/http/verdict.ts';
import { KRAKEN_STREAM } from '../../../../electron/engine/venues/kraken/stream.ts';
import type { StreamTalk } from '../../../../electron/engine/venues/stream/stream-facts.ts';

const TOKEN = 'canaryTOKEN1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw';
const GRANTED: Verdict = { kind: 'ok', document: { token: TOKEN, expires: '900' } };

function talkWith(verdict: Verdict = GRANTED): Promise<StreamTalk> {
  const client = { read: () => Promise.resolve(verdict) };
  return KRAKEN_STREAM.talk({ client } as unknown as Desk);
}
const row = (change: object = {}): object => ({
  order_id: 'OVN7VD-7VYHS-APBKHA',
  exec_type: 'new',
  order_status: 'new',
  timestamp: '2026-01-22T06:06:19.833306Z',
  ...change,
});
const told = (sequence: number | undefined, data: object[] = [row()]): string =>
  JSON.stringify({ channel: 'executions', type: 'update', data, sequence });
const kinds = async (talk: StreamTalk, text: string): Promise<string[]> =>
  (await talk.read(text)).events.map(({ kind }) => kind);

describe('the login of the stream', () => {
  it('subscribes with a token asked for this connection, and without snapshots', async () => {
    const { hello } = await talkWith();
    expect(hello.map((text) => JSON.parse(text) as object)).toEqual([
      {
        method: 'subscribe',
        params: { channel: 'executions', token: TOKEN, snap_orders: false, snap_trades: false, order_status: true },
      },
    ]);
    expect(await KRAKEN_STREAM.address({} as Desk)).toBe('wss://ws-auth.kraken.com/v2');
  });

  it('does without a stream where there is no token', async () => {
    for (const verdict of [
      { kind: 'refused', code: 'VENUE_AUTH', message: 'EGeneral:Permission denied' },
      { kind: 'ok', document: { token: '' } },
      { kind: 'ok', document: {} },
    ] as const) {
      await expect(talkWith(verdict)).rejects.toMatchObject({ code: 'VENUE_ERROR' });
    }
  });

  it('is live once it is confirmed, and ends where it is refused, in words of ours', async () => {
    const talk = await talkWith();
    expect(await talk.read('{"channel":"status","type":"update","data":[{"system":"online"}]}')).toEqual({
      events: [],
    });
    expect(await talk.read('{"method":"subscribe","result":{"channel":"executions"},"success":true}')).toEqual({
      events: [],
      live: true,
    });
    const refused = await talk.read(
      `{"error":"ESession:Invalid session ${TOKEN}","method":"subscribe","success":false}`,
    );
    expect(refused.failed).toMatch(/refused/);
    expect(JSON.stringify(refused)).not.toContain(TOKEN);
    for (const text of ['{"channel":"heartbeat"}', '{"method":"pong"}']) {
      expect(await talk.read(text)).toEqual({ events: [] });
    }
  });
});

describe('the numbers of the messages', () => {
  it('one after the other tell what they tell', async () => {
    const talk = await talkWith();
    expect(await kinds(talk, told(1, []))).toEqual([]);
    expect(await kinds(talk, told(2))).toEqual(['order']);
    expect(await kinds(talk, told(3, [row(), row()]))).toEqual(['order', 'order']);
  });

  it('a skipped one is a gap, before what is told after it; also the very first', async () => {
    const talk = await talkWith();
    expect(await kinds(talk, told(2))).toEqual(['gap', 'order']);
    expect(await kinds(talk, told(3))).toEqual(['order']);
    expect(await kinds(talk, told(5))).toEqual(['gap', 'order']);
    expect(await kinds(talk, told(6))).toEqual(['order']);
  });

  it('one told before is not told again', async () => {
    const talk = await talkWith();
    await kinds(talk, told(1));
    expect(await kinds(talk, told(1))).toEqual([]);
    expect(await kinds(talk, told(2))).toEqual(['order']);
    expect(await kinds(talk, told(1))).toEqual([]);
  });

  it('a message without a number, or with a row that cannot be read, is a gap', async () => {
    const talk = await talkWith();
    expect(await kinds(talk, told(undefined))).toEqual(['gap', 'order']);
    expect(await kinds(talk, told(1, [row(), { exec_type: 'new' }]))).toEqual(['order', 'gap']);
    expect(await kinds(talk, '{"channel":"executions","sequence":2}')).toEqual(['gap']);
    expect(await kinds(talk, 'no json')).toEqual(['gap']);
    expect(await kinds(talk, told(3))).toEqual(['order']);
  });
});
