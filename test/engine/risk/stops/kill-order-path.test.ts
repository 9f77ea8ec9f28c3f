import { describe, expect, it } from 'vitest';
import { gateOfCall } from '../../../../electron/engine/venues/http/leave-gate.ts';
import type { OrderChange } from '../../../../electron/engine/venues/venue.ts';
import { realAccount } from '../../../support/accounts.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { tempJournal } from '../../../support/temp-journal.ts';
import { amendWorld, keepsOrders } from '../../orders/amend-world.ts';
import { deferred, filledReport } from '../../orders/order-world.ts';
import { stopsWorld } from './stops-world.ts';

/** The order path with the real stops before it. */
function desk() {
  const db = tempJournal();
  const clock = createFakeClock();
  const accounts = [realAccount('main_binance'), realAccount('friend')];
  const { stops } = stopsWorld({ db, clock, accounts });
  const world = amendWorld({ db, clock, accounts, stops });
  const kill = () => void stops.api.kill({ scope: { kind: 'global' } }, 'desktop');
  const moves = (id: string) => world.journal.transitions(id).map(({ to, cause }) => [to, cause]);
  return { ...world, stops, kill, moves };
}

describe('a kill', () => {
  it('before a signal: a check refuses it, with every other check beside it, and nothing is prepared', async () => {
    const d = desk();
    let prepared = 0;
    d.venue.onPrepare = () => {
      prepared += 1;
      return null;
    };
    d.kill();
    const fired = await d.fire();
    expect(fired).toMatchObject({ orders: [], error: { code: 'KILL_SWITCH' } });
    expect(fired.decision.checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(['KILL_SWITCH']);
    expect(fired.decision.checks.length).toBeGreaterThan(5);
    expect((await d.preview()).error).toEqual(fired.error);
    expect([prepared, d.venue.placed]).toEqual([0, []]);
  });

  it('while an order is prepared: it is refused before it is journaled', async () => {
    const d = desk();
    const preparing = deferred<null>();
    d.venue.onPrepare = () => preparing.promise;
    const firing = d.fire();
    await d.clock.advanceAsync(1);
    d.kill();
    preparing.resolve(null);
    expect(await firing).toMatchObject({ orders: [], error: { code: 'KILL_SWITCH' } });
    expect(d.venue.placed).toEqual([]);
  });

  it('between the commit and the sending: the order is proven not sent, and what it promised is free again', async () => {
    const d = desk();
    const { hold } = d.reservations;
    let held: string | null = null;
    d.reservations.hold = (...args: Parameters<typeof hold>) => {
      hold(...args);
      held = args[1];
      d.kill();
    };
    const fired = await d.fire();
    expect(held).not.toBeNull();
    expect(fired).toMatchObject({
      orders: [{ id: held, status: 'not_placed', error: { code: 'KILL_SWITCH' } }],
      error: { code: 'KILL_SWITCH' },
    });
    expect(d.moves(held!)).toEqual([
      ['journaled', 'signal'],
      ['not_placed', 'send'],
    ]);
    expect(d.venue.placed).toEqual([]);
    expect(d.reservations.available('main_binance', 'USDT', '100', d.reservations.mark())).toBe('100');
  });

  it('after the adapter was called: its requests are asked by the gate, which says no by then', async () => {
    const d = desk();
    const waiting = deferred<void>();
    d.venue.onPlace = async (order) => {
      expect(gateOfCall()?.()).toBeNull();
      await waiting.promise;
      const objection = gateOfCall()?.();
      if (objection) return { kind: 'not_sent', ...objection };
      return { kind: 'accepted', report: filledReport(order.amount) };
    };
    const firing = d.fire();
    await d.clock.advanceAsync(1);
    d.kill();
    waiting.resolve();
    expect((await firing).orders).toMatchObject([{ status: 'not_placed', error: { code: 'KILL_SWITCH' } }]);
  });

  it('of another account or strategy holds none of it back; an automatic stop is told apart', async () => {
    const d = desk();
    d.stops.api.kill({ scope: { kind: 'account', name: 'friend' } }, 'cli');
    d.stops.api.kill({ scope: { kind: 'strategy', name: 'trend' } }, 'cli');
    expect((await d.fire({ strategy_id: 'other' })).orders).toMatchObject([{ status: 'filled' }]);
    expect((await d.fire()).orders).toMatchObject([{ status: 'filled' }]);
    expect((await d.fire({ strategy_id: 'trend' })).error?.code).toBe('KILL_SWITCH');
    expect((await d.fire({ account_name: 'friend' })).error?.code).toBe('KILL_SWITCH');
    d.stops.stopAutomatically({ accountName: 'main_binance', code: 'BOOKS_DISAGREE', reason: 'x' });
    expect((await d.fire()).error?.code).toBe('ACCOUNT_STOPPED');
  });

  it('lets cancels pass', async () => {
    const d = desk();
    keepsOrders(d.venue);
    const [order] = (await d.fire()).orders;
    d.kill();
    expect(await d.cancel(order!.id)).toMatchObject({ status: 'canceled' });
  });
});

describe('a kill while an order is being changed', () => {
  it('in place: nothing is sent, and the order stands as it did', async () => {
    const d = desk();
    keepsOrders(d.venue);
    const asked: OrderChange[] = [];
    Object.assign(d.venue, {
      features: { postOnly: true, reduceOnly: false, amend: 'native' },
      amend: async (_ref: unknown, change: OrderChange) => {
        asked.push(change);
        return { kind: 'unknown', message: 'timeout' };
      },
    });
    const [order] = (await d.fire()).orders;
    const { begin } = d.amends;
    d.amends.begin = (...args: Parameters<typeof begin>) => {
      begin(...args);
      d.kill();
    };
    await expect(d.amend(order!.id, { price: '49000' })).rejects.toMatchObject({ code: 'KILL_SWITCH' });
    expect([asked, d.amends.underWay()]).toEqual([[], []]);
    expect(d.order(order!.id)).toMatchObject({ status: 'open', price: '50000' });
    expect(d.evidence(order!.id).at(-1)).toContain('The order stands as it did');
    await expect(d.amend(order!.id, { price: '48000' })).rejects.toMatchObject({ code: 'KILL_SWITCH' });
    expect(asked).toEqual([]);
  });

  it('by replacement: the former is canceled, and no other takes its place', async () => {
    const d = desk();
    const venue = keepsOrders(d.venue);
    const [order] = (await d.fire()).orders;
    const cancel = d.venue.onCancel;
    d.venue.onCancel = (ref) => {
      d.kill();
      return cancel(ref);
    };
    const amending = d.amend(order!.id, { price: '49000' }).catch((error: unknown) => error);
    await d.clock.advanceAsync(3_000);
    expect(await amending).toMatchObject({ code: 'KILL_SWITCH' });
    expect([venue.live(), d.venue.placed.length]).toEqual([[], 1]);
    expect(d.order(order!.id)).toMatchObject({ status: 'canceled', replaced_by: null });
  });
});
