import { describe, expect, it } from 'vitest';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { CancelOutcome, OpenOrder } from '../../../electron/engine/venues/venue.ts';
import { realAccount } from '../../support/accounts.ts';
import { amendWorld, keepsOrders } from './amend-world.ts';
import { deferred } from './order-world.ts';

async function desk() {
  const world = amendWorld({ accounts: [realAccount('main_binance'), realAccount('friend')] });
  const venue = keepsOrders(world.venue);
  const rest = async (account_name: string, strategy_id: string, symbol = 'BTC/USDT') => {
    const [order] = (await world.fire({ account_name, strategy_id, symbol })).orders;
    return order!;
  };
  const ours = [
    await rest('main_binance', 'a'),
    await rest('main_binance', 'b'),
    await rest('friend', 'a'),
    await rest('friend', 'c', 'ETH/USDT'),
  ];
  return { world, venue, rest, ids: ours.map(({ id }) => id), ours };
}

const external: OpenOrder = {
  venueOrderId: 'x1',
  clientOrderId: 'web_1',
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  amount: '1',
  price: '1000',
  filled: '0',
  createdAtMs: null,
};

describe('cancelling all', () => {
  it('of an account, of a strategy, or of a strategy at one account, and nothing else', async () => {
    const { world, ids, venue } = await desk();
    const both = await world.cancelAll({ account_name: 'friend', strategy_id: 'a' });
    expect(both).toEqual({
      results: [
        { id: ids[2], account_name: 'friend', symbol: 'BTC/USDT', external: false, status: 'canceled', error: null },
      ],
    });
    expect(venue.live()).toHaveLength(3);
    const strategy = await world.cancelAll({ strategy_id: 'a' });
    expect(strategy.results.map(({ id, status }) => [id, status])).toEqual([[ids[0], 'canceled']]);
    const account = await world.cancelAll({ account_name: 'friend' });
    expect(account.results.map(({ id }) => id)).toEqual([ids[3]]);
    expect(venue.live()).toHaveLength(1);
    expect(await world.cancelAll({ account_name: 'friend' })).toEqual({ results: [] });
  });

  it('needs an account or a strategy, and an account that exists; external orders belong to an account alone', async () => {
    const { world, venue } = await desk();
    await expect(world.cancelAll({})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(world.cancelAll({ external: true })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(world.cancelAll({ strategy_id: 'a', external: true })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(world.cancelAll({ account_name: 'nobody' })).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect([venue.live().length, world.venue.canceled.length]).toEqual([4, 0]);
  });

  it('gives each order its own outcome: canceled, filled, refused, unknown', async () => {
    const { world, ids, venue, rest } = await desk();
    const place = world.venue.onPlace;
    world.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
    const lookup = world.venue.onLookup;
    world.venue.onLookup = (ref) =>
      ref.venueOrderId === null ? { kind: 'absent', conclusive: false, message: 'not yet' } : lookup(ref);
    const unknown = await rest('main_binance', 'a', 'ETH/USDT');
    world.venue.onPlace = place;
    const cancel = world.venue.onCancel;
    world.venue.onCancel = (ref) => {
      if (ref.venueOrderId === 'v1') {
        venue.fill(venue.orders.get(ref.clientOrderId)!, '0.01');
        return { kind: 'gone', message: 'unknown order' };
      }
      if (ref.venueOrderId === 'v2') return { kind: 'refused', code: 'VENUE_RATE_LIMIT', message: 'slow down' };
      if (ref.venueOrderId === null) return { kind: 'gone', message: 'unknown order' };
      return cancel(ref);
    };
    const { results } = await world.cancelAll({ account_name: 'main_binance' });
    expect(results).toMatchObject([
      { id: ids[0], status: 'filled', error: null },
      { id: ids[1], status: 'open', error: { code: 'VENUE_RATE_LIMIT', message: 'slow down' } },
      { id: unknown.id, status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } },
    ]);
    expect(world.order(unknown.id).cancel_requested).toBe(true);
    expect(world.order(ids[2]!).status).toBe('open');
  });

  it('one account that hangs does not keep another one waiting', async () => {
    const { world, ids } = await desk();
    const hang = deferred<CancelOutcome>();
    const cancel = world.venue.onCancel;
    world.venue.onCancel = (ref) => (ref.venueOrderId === 'v1' ? hang.promise : cancel(ref));
    const all = world.cancelAll({ strategy_id: 'a' });
    await world.clock.advanceAsync(10);
    expect(ids.map((id) => world.order(id).status)).toEqual(['open', 'open', 'canceled', 'open']);
    hang.resolve({ kind: 'unknown', message: 'timeout' });
    expect((await all).results).toMatchObject([
      { id: ids[0], status: 'open', error: { code: 'OUTCOME_UNKNOWN' } },
      { id: ids[2], status: 'canceled', error: null },
    ]);
  });

  it('leaves orders that are not ours alone unless it is told to, and then cancels them by their own ids', async () => {
    const { world, venue } = await desk();
    const canceled: string[] = [];
    const word = ({ venueOrderId, clientOrderId }: { venueOrderId: string; clientOrderId: string }): OpenOrder => ({
      ...external,
      venueOrderId,
      clientOrderId,
    });
    world.venue.openOrders = async () => [
      ...venue.live().map(word),
      external,
      { ...external, venueOrderId: 'x2', clientOrderId: null },
    ];
    world.venue.cancelExternal = async ({ venueOrderId }) => {
      canceled.push(venueOrderId);
      return venueOrderId === 'x1' ? { kind: 'canceled', report: null } : { kind: 'gone', message: 'unknown order' };
    };
    await world.cancelAll({ account_name: 'friend' });
    expect(canceled).toEqual([]);
    const { results } = await world.cancelAll({ account_name: 'friend', external: true });
    expect(results).toEqual([
      { id: 'x1', account_name: 'friend', symbol: 'BTC/USDT', external: true, status: 'canceled', error: null },
      { id: 'x2', account_name: 'friend', symbol: 'BTC/USDT', external: true, status: 'gone', error: null },
    ]);
    // The orders of another of our accounts, listed here or not, are never taken for strangers' and never asked for.
    expect(canceled).toEqual(['x1', 'x2']);
    expect(world.db.all(`SELECT subject FROM audit WHERE kind = 'external_cancel_requested'`)).toEqual([
      { subject: 'friend' },
    ]);
  });

  it('says what became of external orders, and where they cannot even be listed', async () => {
    const { world } = await desk();
    world.venue.openOrders = async () => [external, { ...external, venueOrderId: 'x2', filled: '0.5' }];
    world.venue.cancelExternal = async ({ venueOrderId }) =>
      venueOrderId === 'x1'
        ? { kind: 'unknown', message: 'timeout' }
        : { kind: 'refused', code: 'VENUE_AUTH', message: 'no permission for key-of-main_binance' };
    const { results } = await world.cancelAll({ account_name: 'main_binance', external: true });
    expect(results.slice(2)).toMatchObject([
      { id: 'x1', status: 'open', error: { code: 'OUTCOME_UNKNOWN', message: 'timeout' } },
      { id: 'x2', status: 'partially_filled', error: { code: 'VENUE_AUTH', message: 'no permission for [secret]' } },
    ]);
    world.venue.openOrders = async () => {
      throw new QtError('VENUE_ERROR', 'the list cannot be read');
    };
    expect(await world.cancelAll({ account_name: 'friend', external: true })).toMatchObject({
      results: [{ status: 'canceled' }, { status: 'canceled' }],
      external_error: { code: 'VENUE_ERROR' },
    });
  });

  it('orders whose account is not configured any more are told of, and left', async () => {
    const { world, ids } = await desk();
    world.die();
    const next = amendWorld({
      db: world.db,
      clock: world.clock,
      venue: world.venue,
      accounts: [realAccount('main_binance')],
    });
    expect((await next.cancelAll({ strategy_id: 'a' })).results).toMatchObject([
      { id: ids[0], status: 'canceled' },
      { id: ids[2], status: 'open', error: { code: 'ACCOUNT_INVALID' } },
    ]);
  });
});
