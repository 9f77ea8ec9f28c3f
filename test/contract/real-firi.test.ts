import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firiFault, startFiriServer } from '../venues/firi-server.ts';
import type { LoggedRequest, VenueHandle } from '../venues/venue-server.ts';
import { expectFireDocument, expectRefusal } from './document-shapes.ts';
import { foreignHosts, preload } from './preload.ts';
import { eventually, openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const KEYS = { apiKey: 'firi-key-0123456789', apiSecret: 'firi-secret-0123456789', clientId: 'firi-client-0123456789' };
const BUY = ['--symbol', 'BTC/NOK', '--side', 'long', '--amount', '0.01', '--exchange', 'firi'];
const HOUR_MS = 3_600_000;

describe('a real account on Firi', { timeout: 60_000 }, () => {
  let venue: VenueHandle;
  let desk: Workspace;
  beforeEach(async () => {
    venue = await startFiriServer({ accounts: [{ name: 'one', ...KEYS, balances: { BTC: '1', NOK: '1000000' } }] });
    desk = await openWorkspace({
      QT_ACCOUNT_MAIN_FIRI_EXCHANGE: 'firi',
      QT_ACCOUNT_MAIN_FIRI_MODE: 'real',
      QT_ACCOUNT_MAIN_FIRI_API_KEY: KEYS.apiKey,
      QT_ACCOUNT_MAIN_FIRI_API_SECRET: KEYS.apiSecret,
      QT_ACCOUNT_MAIN_FIRI_CLIENT_ID: KEYS.clientId,
      QT_ACCOUNT_MAIN_FIRI_API_URL: venue.url,
    });
    Object.assign(desk.env, preload(desk.home, HOUR_MS));
  });
  afterEach(async () => {
    const foreign = foreignHosts(desk.home);
    await desk.close();
    await venue.close();
    // With API_URL set, no address of the exchange's own is left.
    if (foreign.length > 0) throw new Error(`tried to reach ${foreign.join(', ')}`);
  });

  const changing = (): LoggedRequest[] => venue.requests.filter(({ method }) => method !== 'GET');
  const shown = async (id: string): Promise<Json> => (await desk.json('orders', 'show', id)).document.order;
  const arm = async (): Promise<void> =>
    expect((await desk.json('arm', 'main_firi', '--for', '10m', '--yes')).code).toBe(0);

  it('disarmed: refused, and nothing that changes anything is sent', async () => {
    const { code, document } = await desk.json('signal', 'fire', ...BUY);
    expect(code).toBe(3);
    expectRefusal(document, 'ACCOUNT_DISARMED');
    expect(changing()).toEqual([]);
  });

  it('armed: a market signal becomes one marketable limit order, and says so', async () => {
    await desk.serve();
    await arm();
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(0);
    expectFireDocument(fired.document);
    const [order] = fired.document.orders;
    expect(order).toMatchObject({ type: 'limit', side: 'buy', account_name: 'main_firi', mode: 'real' });
    expect(order.note).toEqual(expect.stringMatching(/limit/i));
    expect(Number(order.price)).toBeGreaterThan(651_000);
    expect(Number(order.price)).toBeLessThanOrEqual(654_255);
    expect(
      await eventually(
        () => shown(order.id),
        ({ status }) => status === 'filled',
      ),
    ).toMatchObject({ filled: '0.01' });
    const ledger = venue.ledger('one').orders;
    expect(ledger.map(({ id, side, amount }) => [id, side, amount])).toEqual([[order.venue_order_id, 'buy', '0.01']]);
    expect(changing()).toHaveLength(1);
    expect(venue.requests.filter(({ dangerous }) => dangerous)).toEqual([]);
  });

  it('a resting order is canceled alone', async () => {
    await desk.serve();
    await arm();
    const limit = ['--type', 'limit', '--price'];
    const first = (await desk.json('signal', 'fire', ...BUY, ...limit, '500000')).document.orders[0];
    const second = (await desk.json('signal', 'fire', ...BUY, ...limit, '510000')).document.orders[0];
    expect([first.status, second.status]).toEqual(['open', 'open']);
    expect((await desk.json('orders', 'cancel', first.id)).document.order.status).toBe('canceled');
    expect(venue.ledger('one').orders.map(({ status }) => status)).toEqual(['canceled', 'open']);
    expect(venue.requests.filter(({ dangerous }) => dangerous)).toEqual([]);
  });

  it('a refusal by the venue is certain: exit 4', async () => {
    await desk.serve();
    await arm();
    venue.faults.next('order.place', firiFault('InsufficientBalance'));
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(4);
    expect(fired.document.orders[0]).toMatchObject({ status: 'rejected', error: { code: 'INSUFFICIENT_FUNDS' } });
    expect(venue.ledger('one').orders).toEqual([]);
  });

  it('accepted, then cut off: exit 5, found again though Firi knows no client order ids, never sent again', async () => {
    await desk.serve();
    await arm();
    venue.faults.next('order.place', { kind: 'drop_after' });
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(5);
    const { id, status } = fired.document.orders[0];
    expect(status).toBe('unknown');
    const settled = await eventually(
      () => shown(id),
      (order) => order.status !== 'unknown',
    );
    const [placed] = venue.ledger('one').orders;
    expect(settled).toMatchObject({ status: 'filled', filled: '0.01', venue_order_id: placed?.id });
    expect(venue.ledger('one').orders).toHaveLength(1);
    expect(changing()).toHaveLength(1);
  });

  it('cut off before: unknown and blocking, until the venue can no longer take it; then not_placed', async () => {
    const served = await desk.serve();
    await arm();
    venue.faults.next('order.place', { kind: 'drop_before' });
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(5);
    const { id } = fired.document.orders[0];
    expectRefusal((await desk.json('signal', 'fire', ...BUY)).document, 'OUTCOME_PENDING');
    venue.setClockSkew(HOUR_MS);
    served.jumpClock();
    expect(
      await eventually(
        () => shown(id),
        ({ status }) => status !== 'unknown',
        15_000,
      ),
    ).toMatchObject({ status: 'not_placed' });
    expect(venue.ledger('one').orders).toEqual([]);
    expect(changing()).toHaveLength(1);
  });
});
