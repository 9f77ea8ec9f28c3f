import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LookupOutcome } from '../../../electron/engine/venues/venue.ts';
import { add, div, gte, isPositive, sub } from '../../../shared/money/decimal.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { amendWorld, resting } from './amend-world.ts';
import type { Held } from './amend-world.ts';

/** What happens at one call of the venue. */
const cancelStep = fc.constantFrom(
  'done',
  'lost after',
  'lost before',
  'lost, late',
  'fill first',
  'part first',
  'hangs',
);
const lookupStep = fc.constantFrom('true', 'true', 'true', 'fails', 'stale', 'none');
const placeStep = fc.constantFrom('accepted', 'accepted', 'lost after', 'lost before', 'refused', 'hangs');
const change = fc.record({
  amount: fc.constantFrom(undefined, '0.004', '0.01', '0.02'),
  price: fc.constantFrom(undefined, '49000', '51000'),
});
const round = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  together: fc.boolean(),
  cancels: fc.array(cancelStep, { minLength: 1, maxLength: 4 }),
  lookups: fc.array(lookupStep, { maxLength: 12 }),
  places: fc.array(placeStep, { maxLength: 3 }),
  killAfterMs: fc.constantFrom(null, null, 0, 5, 300, 1_200),
  operatorCancelsAfterMs: fc.constantFrom(null, null, null, 0, 2, 300),
});

it('never are an order and its replacement live together, whatever is lost, late, filled, asked or killed', async () => {
  let replaced = 0;
  await fc.assert(
    fc.asyncProperty(round, async (script) => {
      const { desk, venue, id } = await resting();
      const { clock } = desk;
      const { cancels, lookups, places } = {
        cancels: [...script.cancels],
        lookups: [...script.lookups],
        places: [...script.places],
      };
      const usual = { cancel: desk.venue.onCancel, lookup: desk.venue.onLookup, place: desk.venue.onPlace };
      const never = new Promise<never>(() => {});
      const lost = { kind: 'unknown', message: 'timeout' } as const;
      const before = new Map<string, LookupOutcome>();
      const half = (order: Held): string => div(sub(order.amount, order.filled), '2', { places: 4 });

      desk.venue.onCancel = (ref) => {
        const order = venue.orders.get(ref.clientOrderId);
        if (!order) return { kind: 'gone', message: 'unknown order' };
        before.set(ref.clientOrderId, { kind: 'found', report: venue.word(order) });
        const live = venue.live().includes(order);
        switch (cancels.shift()) {
          case 'lost before':
            return lost;
          case 'lost after':
            void usual.cancel(ref);
            return lost;
          case 'lost, late':
            clock.after(700, () => void usual.cancel(ref));
            return lost;
          case 'hangs':
            clock.after(100, () => void usual.cancel(ref));
            return never;
          case 'fill first':
            if (live) venue.fill(order, sub(order.amount, order.filled));
            return usual.cancel(ref);
          case 'part first':
            if (live && isPositive(half(order))) venue.fill(order, half(order));
            return usual.cancel(ref);
          default:
            return usual.cancel(ref);
        }
      };
      desk.venue.onLookup = (ref) => {
        if (!venue.orders.has(ref.clientOrderId)) return { kind: 'absent', conclusive: true, message: 'none' };
        const stale = before.get(ref.clientOrderId);
        switch (lookups.shift()) {
          case 'fails':
            return { kind: 'failed', message: 'timeout' };
          case 'stale':
            return stale ?? usual.lookup(ref);
          case 'none':
            return { kind: 'absent', conclusive: false, message: 'a replica that is behind' };
          default:
            return usual.lookup(ref);
        }
      };
      desk.venue.onPlace = (order) => {
        switch (places.shift()) {
          case 'lost before':
            return lost;
          case 'lost after':
            void usual.place(order);
            return lost;
          case 'refused':
            return { kind: 'refused', code: 'VENUE_REFUSED', message: 'no' };
          case 'hangs':
            void usual.place(order);
            return never;
          default:
            return usual.place(order);
        }
      };

      const quiet = (call: Promise<unknown>): Promise<unknown> => call.catch(() => {});
      let current = desk;
      const amendAll = async (): Promise<void> => {
        for (const asked of script.changes) {
          // Its process is gone.
          if (current !== desk) return;
          const target = current.newest().find(({ status }) => !isFinal(status))?.id ?? id;
          const done = quiet(current.amend(target, asked));
          if (!script.together) await done;
        }
      };
      void amendAll();
      if (script.operatorCancelsAfterMs !== null) {
        clock.after(
          script.operatorCancelsAfterMs,
          () => void quiet(current.cancelAll({ account_name: 'main_binance' })),
        );
      }
      const runMs = script.killAfterMs ?? 3_000;
      await clock.advanceAsync(runMs);
      // What hangs hangs for good: every round ends with a kill, and with the start after it.
      desk.die();
      current = amendWorld({ db: desk.db, clock, venue: desk.venue });
      current.amender.recover();
      current.recover();
      await clock.advanceAsync(120_000);

      expect(venue.mostLive()).toBe(1);
      const books = current.newest();
      // Every order at the venue is known, with what it traded, and as live as it is there.
      for (const held of venue.orders.values()) {
        const known = books.find((order) => order.client_order_id === held.clientOrderId);
        expect(known).toMatchObject({ status: held.status, filled: held.filled, price: held.price });
      }
      expect(books.filter(({ status }) => status === 'unknown')).toEqual([]);
      // Never more than the most that was asked for.
      const traded = [...venue.orders.values()].reduce((sum, order) => add(sum, order.filled), '0');
      const rest = venue.live().reduce((sum, order) => add(sum, sub(order.amount, order.filled)), '0');
      expect(gte('0.02', add(traded, rest))).toBe(true);
      // Whoever asked for a cancel of everything is left with nothing, a replacement that was on its way included.
      const asked = script.operatorCancelsAfterMs;
      if (asked !== null && asked < runMs) expect(venue.live()).toEqual([]);
      expect(current.amends.underWay()).toEqual([]);
      if (books.some(({ replaces }) => replaces !== null)) replaced += 1;
      current.die();
    }),
    { numRuns: 80, seed: 7 },
  );
  // It would be easy to be right by never replacing anything.
  expect(replaced).toBeGreaterThan(15);
}, 120_000);
