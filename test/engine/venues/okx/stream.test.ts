import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OKX_STREAM } from '../../../../electron/engine/venues/okx/stream.ts';
import type { Desk } from '../../../../electron/engine/venues/exchange/exchange-facts.ts';
import { streamUrl } from '../../../../electron/engine/venues/stream/stream-url.ts';
import { OKX_SPOT_RIG, OKX_SWAP_RIG } from '../acceptance/rigs/okx.ts';
import { openWorld } from '../acceptance/world.ts';
import type { Heard, World } from '../acceptance/world.ts';
import { realAccount } from '../rig.ts';

let world: World;
let heard: Heard;

async function listen(rig = OKX_SPOT_RIG): Promise<void> {
  world = await openWorld(rig);
  heard = world.listen();
  await heard.until('live', ({ kind }) => kind === 'live');
}
afterEach(async () => {
  heard.stop();
  await world.close();
});

describe('the address', () => {
  beforeEach(() => listen());

  it.each([
    [false, 'wss://ws.okx.com:8443/ws/v5/private'],
    [true, 'wss://wspap.okx.com:8443/ws/v5/private'],
  ])('with testnet %s is %s', async (testnet, expected) => {
    const desk = { account: realAccount('okx', null, { testnet }) } as Desk;
    expect(streamUrl(await OKX_STREAM.address(desk), OKX_STREAM.hosts, null)).toBe(expected);
  });
});

describe('what the venue says beside orders', () => {
  beforeEach(() => listen());

  it('that it closes soon ends the connection, and another takes its place', async () => {
    const from = heard.events.length;
    const notice = { event: 'notice', code: '64008', msg: 'The connection will soon be closed.', connId: 'a' };
    world.server.streams.inject(JSON.stringify(notice));
    await heard.until('live again', ({ kind }, index) => index >= from && kind === 'live');
    expect(heard.events.slice(from).map(({ kind }) => kind)).toEqual(['down', 'gap', 'live']);
  });

  it.each([
    [{ event: 'error', code: '60012', msg: 'Invalid request' }, /60012/],
    [{ event: 'channel-conn-count-error', channel: 'orders', connCount: '21' }, /channel-conn-count-error/],
    [{ event: 'unsubscribe', arg: { channel: 'orders' } }, /unsubscribe/],
  ])('%o is no stream any more', async (message, words) => {
    const from = heard.events.length;
    world.server.streams.inject(JSON.stringify(message));
    const down = await heard.until('down', ({ kind }, index) => index >= from && kind === 'down');
    expect(down).toMatchObject({ kind: 'down', detail: expect.stringMatching(words) as string });
  });

  it('words of its own are not repeated', async () => {
    const said = world.keys.apiSecret;
    world.server.streams.inject(JSON.stringify({ event: 'error', code: said, msg: said }));
    await heard.until('down', ({ kind }) => kind === 'down');
    expect(JSON.stringify(heard.events)).not.toContain(said);
  });

  it('tells of balances that changed, and not of those that did not', async () => {
    const sent = await world.send(world.order());
    await heard.until('balances', ({ kind }) => kind === 'balances');
    expect(sent.outcome.kind).toBe('accepted');
    const from = heard.events.length;
    world.server.streams.inject(
      JSON.stringify({ arg: { channel: 'account', uid: '1' }, eventType: 'snapshot', data: [{}] }),
    );
    world.server.streams.inject(JSON.stringify({ event: 'channel-conn-count', channel: 'orders', connCount: '1' }));
    await world.pause(100);
    expect(heard.events.slice(from)).toEqual([]);
  });
});

describe('a fill that was not told', () => {
  beforeEach(() => listen());

  it('shows in the sum of the next one, and is told as a gap; what comes twice or late is none', async () => {
    const sent = await world.send(world.order({ amount: '0.04' }));
    const { id } = world.atVenue(sent);
    const filled = (sum: string) => (event: Heard['events'][number]) =>
      event.kind === 'order' && event.report.filled === sum;
    world.server.fillResting(id, '0.01');
    await heard.until('the first', filled('0.01'));
    world.server.streams.repeat(20);
    await world.pause(100);
    expect(heard.events.filter(({ kind }) => kind === 'gap')).toEqual([]);
    world.server.streams.swallow(1_000);
    world.server.fillResting(id, '0.01');
    world.server.streams.swallow(0);
    world.server.fillResting(id, '0.01');
    await heard.until('the third', filled('0.03'));
    await heard.until('the gap', ({ kind }) => kind === 'gap');
    world.server.fillResting(id, '0.01');
    await heard.until('the last', filled('0.04'));
    await world.pause(100);
    expect(heard.events.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
  });
});

describe('orders of a swap', () => {
  beforeEach(() => listen(OKX_SWAP_RIG));

  it('are told in base units, with what a fill cost', async () => {
    const sent = await world.send(world.order({ amount: '0.03' }));
    world.server.fillResting(world.atVenue(sent).id, '0.01');
    await heard.until('the part', (event) => event.kind === 'order' && event.report.filled === '0.01');
    const [trade] = world.server.ledger('main').trades;
    expect(heard.reports(sent).at(-1)).toEqual({
      venueOrderId: sent.ref.venueOrderId,
      status: 'partially_filled',
      filled: '0.01',
      average: '50000',
      amount: '0.03',
      price: '50000',
      updatedAtMs: world.atVenue(sent).updatedAt,
      fills: [
        {
          tradeId: trade?.id,
          price: '50000',
          amount: '0.01',
          fee: trade?.fee,
          feeAsset: 'USDT',
          liquidity: 'maker',
          atMs: trade?.time,
        },
      ],
    });
  });

  it('of a market that is not traded here are nobody’s', async () => {
    const sent = await world.send(world.order());
    await heard.until('the order', ({ kind }) => kind === 'order');
    const row = {
      instId: 'BTC-USD-SWAP',
      ordId: '7',
      clOrdId: '',
      side: 'buy',
      ordType: 'limit',
      state: 'live',
      sz: '1',
      px: '50000',
      accFillSz: '0',
      avgPx: '',
      cTime: '1700000000000',
      uTime: '1700000000000',
      tradeId: '',
      fillPx: '',
      fillSz: '0',
      fillFee: '0',
      fillFeeCcy: '',
      fillTime: '',
      execType: '',
    };
    const from = heard.events.length;
    const arg = { channel: 'orders', instType: 'SWAP', uid: '1' };
    world.server.streams.inject(JSON.stringify({ arg, data: [row] }));
    // A state that is not known is a reason to ask, whoever's it is.
    world.server.streams.inject(JSON.stringify({ arg, data: [{ ...row, instId: 'BTC-USDT-SWAP', state: 'halted' }] }));
    await heard.until('the gap', ({ kind }, index) => index >= from && kind === 'gap');
    expect(heard.events.slice(from).filter(({ kind }) => kind === 'order')).toEqual([]);
    expect(sent.outcome.kind).toBe('accepted');
  });
});
