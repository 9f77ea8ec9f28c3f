import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binanceFault, startBinanceServer } from '../venues/binance-server.ts';
import type { LoggedRequest, VenueHandle } from '../venues/venue-server.ts';
import { expectFireDocument, expectOrder, expectRefusal } from './document-shapes.ts';
import { foreignHosts, preload } from './preload.ts';
import { eventually, openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const ONE = { apiKey: 'key-of-one-0123456789', apiSecret: 'secret-of-one-0123456789' };
const TWO = { apiKey: 'key-of-two-0123456789', apiSecret: 'secret-of-two-0123456789' };
const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
const LIMIT = [...BUY, '--type', 'limit', '--price', '50000'];
const HOUR_MS = 3_600_000;

function account(name: string, keys: { apiKey: string; apiSecret: string }, url: string): Record<string, string> {
  return {
    [`QT_ACCOUNT_${name}_EXCHANGE`]: 'binance',
    [`QT_ACCOUNT_${name}_MODE`]: 'real',
    [`QT_ACCOUNT_${name}_API_KEY`]: keys.apiKey,
    [`QT_ACCOUNT_${name}_API_SECRET`]: keys.apiSecret,
    [`QT_ACCOUNT_${name}_API_URL`]: url,
  };
}

describe('real accounts on Binance', { timeout: 60_000 }, () => {
  let venue: VenueHandle;
  let desk: Workspace;
  beforeEach(async () => {
    const balances = { BTC: '1', USDT: '100000' };
    venue = await startBinanceServer({
      accounts: [
        { name: 'one', ...ONE, balances },
        { name: 'two', ...TWO, balances },
      ],
    });
    desk = await openWorkspace({ ...account('MAIN_BINANCE', ONE, venue.url), ...account('FRIEND', TWO, venue.url) });
    Object.assign(desk.env, preload(desk.home, HOUR_MS));
  });
  afterEach(async () => {
    const foreign = foreignHosts(desk.home);
    await desk.close();
    await venue.close();
    // With API_URL set, no address of the exchange's own is left.
    if (foreign.length > 0) throw new Error(`tried to reach ${foreign.join(', ')}`);
  });

  /** What could change anything at a venue. */
  const changing = (): LoggedRequest[] => venue.requests.filter(({ method }) => method !== 'GET');
  const placements = (): LoggedRequest[] => venue.requests.filter(({ route }) => route === 'order.place');
  const shown = async (id: string): Promise<Json> => (await desk.json('orders', 'show', id)).document.order;
  const arm = async (name = 'main_binance'): Promise<void> =>
    expect((await desk.json('arm', name, '--for', '10m', '--yes')).code).toBe(0);

  it('are disarmed at every start: ACCOUNT_DISARMED, exit 3, and nothing that changes anything is sent', async () => {
    const alone = await desk.json('signal', 'fire', ...BUY);
    expect(alone.code).toBe(3);
    expectRefusal(alone.document, 'ACCOUNT_DISARMED');
    expect(alone.document.decision).toMatchObject({ account_name: 'main_binance', mode: 'real' });

    const first = await desk.serve();
    expect((await first.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' })).status).toBe(409);
    await arm();
    expect((await desk.json('signal', 'fire', ...BUY)).code).toBe(0);
    await first.kill();

    const next = await desk.serve();
    const after = await next.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' });
    expect(after.status).toBe(409);
    expect(after.json.error.code).toBe('ACCOUNT_DISARMED');
    expect(changing()).toHaveLength(1);
    await next.stop();
  });

  it('armed: exactly one order, in the right ledger, with our client order id', async () => {
    await desk.serve();
    await arm('friend');
    const fired = await desk.json('signal', 'fire', ...BUY, '--account', 'friend');
    expect(fired.code).toBe(0);
    expectFireDocument(fired.document);
    expect(fired.document.decision).toMatchObject({ account_name: 'friend', mode: 'real' });
    const [order] = fired.document.orders;
    const ledger = venue.ledger('two').orders;
    expect(ledger).toHaveLength(1);
    expect(ledger[0]).toMatchObject({
      clientOrderId: order.client_order_id,
      id: order.venue_order_id,
      side: 'buy',
      amount: '0.01',
    });
    expect(order).toMatchObject({ status: 'filled', filled: '0.01', average: '60010' });
    expect(venue.ledger('one').orders).toEqual([]);
    expect(changing()).toHaveLength(1);
    // Arming one account arms no other.
    expect((await desk.json('signal', 'fire', ...BUY)).document.error.code).toBe('ACCOUNT_DISARMED');
    const again = await desk.json('signal', 'fire', ...BUY, '--account', 'friend', '--id', fired.document.signal_id);
    expect(again.code).toBe(0);
    expect(again.document).toEqual(fired.document);
    expect(placements()).toHaveLength(1);
  });

  it('disarm takes effect at once, and so does the end of the time', async () => {
    const served = await desk.serve();
    const code = async (): Promise<string | undefined> =>
      (await desk.json('routes', 'preview', ...BUY)).document.error?.code;
    await arm();
    expect(await code()).toBeUndefined();
    expect((await desk.json('disarm', 'main_binance')).code).toBe(0);
    expect(await code()).toBe('ACCOUNT_DISARMED');
    await arm();
    expect(
      (await desk.json('accounts', 'status')).document.accounts.find((row: Json) => row.account.name === 'main_binance')
        .armed_until,
    ).not.toBeNull();
    venue.setClockSkew(HOUR_MS);
    served.jumpClock();
    await eventually(code, (answer) => answer === 'ACCOUNT_DISARMED', 3_000);
    expect((await served.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' })).json.error.code).toBe(
      'ACCOUNT_DISARMED',
    );
    expect(changing()).toEqual([]);
  });

  it('a limit order rests, can be seen and canceled, and needs no arming for that', async () => {
    await desk.serve();
    await arm();
    const fired = await desk.json('signal', 'fire', ...LIMIT);
    expect(fired.code).toBe(0);
    const [order] = fired.document.orders;
    expect(order).toMatchObject({ status: 'open', type: 'limit', price: '50000', filled: '0', average: null });
    await desk.json('disarm');
    const canceled = await desk.json('orders', 'cancel', order.id);
    expect(canceled.code).toBe(0);
    expect(canceled.document.order.status).toBe('canceled');
    expect(venue.ledger('one').orders.map(({ status }) => status)).toEqual(['canceled']);
  });

  it('a cancel without an answer is no cancel: exit 5, and it is asked for again', async () => {
    await desk.serve();
    await arm();
    const [order] = (await desk.json('signal', 'fire', ...LIMIT)).document.orders;
    venue.faults.next('order.cancel', { kind: 'drop_before' });
    const asked = await desk.json('orders', 'cancel', order.id);
    // Its look-up may have asked again already; then it is certain.
    expect([asked.code, asked.document.order.status]).toEqual(
      asked.document.order.status === 'canceled' ? [0, 'canceled'] : [5, 'open'],
    );
    await eventually(
      () => shown(order.id),
      ({ status }) => status === 'canceled',
    );
    venue.faults.always('order.cancel', { kind: 'drop_before' });
    const [other] = (await desk.json('signal', 'fire', ...LIMIT)).document.orders;
    const lost = await desk.json('orders', 'cancel', other.id);
    expect(lost.code).toBe(5);
    expect(lost.document.order).toMatchObject({ status: 'open', cancel_requested: true });
  });

  it('follows an order that the venue fills later', async () => {
    await desk.serve();
    await arm();
    const [order] = (await desk.json('signal', 'fire', ...LIMIT)).document.orders;
    venue.fillResting(order.venue_order_id, '0.004');
    const partly = await eventually(
      () => shown(order.id),
      ({ status }) => status === 'partially_filled',
    );
    expect(partly).toMatchObject({ filled: '0.004', average: '50000' });
    venue.fillResting(order.venue_order_id);
    expect(
      await eventually(
        () => shown(order.id),
        ({ status }) => status === 'filled',
      ),
    ).toMatchObject({ filled: '0.01' });
    expectOrder(await shown(order.id));
  });

  it.each([
    [-2010, 'INSUFFICIENT_FUNDS'],
    [-1013, 'INVALID_AMOUNT'],
    [-2015, 'VENUE_AUTH'],
    [-1021, 'VENUE_CLOCK'],
  ])('a refusal by the venue (%i) is certain: exit 4, status rejected, %s', async (venueCode, code) => {
    const served = await desk.serve();
    await arm();
    venue.faults.next('order.place', binanceFault(venueCode), 2);
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(4);
    expectFireDocument(fired.document);
    expect(fired.document.orders[0]).toMatchObject({ status: 'rejected', filled: '0', error: { code } });
    const answer = await served.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' });
    expect(answer.status).toBe(409);
    expect(answer.json.error.code).toBe(code);
    expect(venue.ledger('one').orders).toEqual([]);
    expect(placements()).toHaveLength(2);
  });

  it('accepted, then cut off: exit 5 and 202, settled by look-up, never sent again', async () => {
    const served = await desk.serve();
    await arm();
    await arm('friend');
    // The stream would tell of the orders before their answers are missed.
    venue.streams.refuse(true);
    venue.streams.dropAll();
    venue.faults.next('order.place', { kind: 'drop_after' }, 2);
    const fired = await desk.json('signal', 'fire', ...BUY, '--id', 'cut');
    expect(fired.code).toBe(5);
    expectFireDocument(fired.document);
    expect(fired.document.orders[0]).toMatchObject({ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
    const answer = await served.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', account_name: 'friend' });
    expect(answer.status).toBe(202);
    expect(answer.json.orders[0].status).toBe('unknown');

    const { id } = fired.document.orders[0];
    const settled = await eventually(
      () => shown(id),
      ({ status }) => status !== 'unknown',
    );
    expect(settled).toMatchObject({ status: 'filled', filled: '0.01', average: '60010', error: null });
    expect(venue.ledger('one').orders).toHaveLength(1);
    await eventually(
      () => shown(answer.json.orders[0].id),
      ({ status }) => status === 'filled',
    );
    expect(placements()).toHaveLength(2);
    // The same id tells what became of it.
    const again = await desk.json('signal', 'fire', ...BUY, '--id', 'cut');
    expect(again.code).toBe(0);
    expect(again.document.orders[0]).toMatchObject({ id, status: 'filled' });
    expect(placements()).toHaveLength(2);
  });

  it('cut off before: unknown at first, OUTCOME_PENDING meanwhile, and not_placed once it is certain', async () => {
    const served = await desk.serve();
    await arm();
    venue.faults.next('order.place', { kind: 'drop_before' });
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(5);
    const { id } = fired.document.orders[0];
    const blocked = await desk.json('signal', 'fire', ...BUY);
    expect(blocked.code).toBe(3);
    expectRefusal(blocked.document, 'OUTCOME_PENDING');
    // "No such order" says nothing yet: the venue may still take it.
    await eventually(
      () => venue.requests.filter(({ route }) => route === 'order.query').length,
      (asked) => asked > 0,
    );
    expect((await shown(id)).status).toBe('unknown');
    venue.setClockSkew(HOUR_MS);
    served.jumpClock();
    expect(
      await eventually(
        () => shown(id),
        ({ status }) => status !== 'unknown',
        15_000,
      ),
    ).toMatchObject({
      status: 'not_placed',
      filled: '0',
    });
    expect(venue.ledger('one').orders).toEqual([]);
    expect(placements()).toHaveLength(1);
  });

  it('killed while an order is under way: found again at the next start, never sent again', async () => {
    const served = await desk.serve();
    await arm();
    venue.faults.next('order.place', { kind: 'delay', ms: 3_000, when: 'after' });
    const firing = served.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', id: 'crash' }).catch(() => null);
    await eventually(
      () => venue.ledger('one').orders.length,
      (count) => count === 1,
    );
    await served.kill();
    await firing;
    const next = await desk.serve();
    const [order] = (await desk.json('orders', 'list')).document.orders;
    expect(order.signal_id).toBe('crash');
    expect(
      await eventually(
        () => shown(order.id),
        ({ status }) => status === 'filled',
      ),
    ).toMatchObject({ filled: '0.01' });
    const again = await next.signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', id: 'crash' });
    expect(again.status).toBe(200);
    expect(placements()).toHaveLength(1);
  });

  it('not reachable: nothing is sent, and the code says so', async () => {
    await desk.serve();
    await arm();
    expect((await desk.json('signal', 'fire', ...BUY)).code).toBe(0);
    await venue.close();
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(3);
    const error = fired.document.orders[0]?.error ?? fired.document.error;
    expect(['VENUE_UNREACHABLE', 'MARKET_UNAVAILABLE', 'BALANCE_UNKNOWN']).toContain(error.code);
    for (const order of fired.document.orders) expect(order.status).toBe('not_placed');
    const tested = await desk.json('accounts', 'test', 'main_binance');
    expect(tested.code).not.toBe(0);
    expect(tested.document).toMatchObject({ ok: false, error: { code: 'VENUE_UNREACHABLE' } });
    expect(placements()).toHaveLength(1);
    // For the clean-up, which closes a venue once.
    venue = await startBinanceServer({ accounts: [] });
  });

  it('accounts test tells what the key may do, accounts balance what is held', async () => {
    const test = await desk.json('accounts', 'test', 'main_binance');
    expect(test.code).toBe(0);
    expect(test.document).toMatchObject({ ok: true, key: { can_trade: true, can_withdraw: false }, error: null });
    const { document } = await desk.json('accounts', 'balance', 'friend');
    expect(document.balances.find(({ asset }: Json) => asset === 'USDT')).toMatchObject({
      free: '100000',
      locked: '0',
      total: '100000',
    });
    expect(changing()).toEqual([]);
  });
});
