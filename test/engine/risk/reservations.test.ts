import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReservations } from '../../../electron/engine/risk/reservations.ts';
import type { Reservations } from '../../../electron/engine/risk/reservations.ts';

describe('reservations', () => {
  it('count until their outcome is known, and then against readings that began before', () => {
    const reservations = createReservations();
    const early = reservations.mark();
    reservations.hold('a', 'o1', 'USDT', '60');
    expect(reservations.available('a', 'USDT', '100', early)).toBe('40');
    expect(reservations.available('a', 'USDT', '100', reservations.mark())).toBe('40');
    const during = reservations.mark();
    reservations.settle('o1');
    expect(reservations.available('a', 'USDT', '100', during)).toBe('40');
    expect(reservations.available('a', 'USDT', '40', reservations.mark())).toBe('40');
  });

  it('are kept by account and asset, and never promise less than nothing', () => {
    const reservations = createReservations();
    reservations.hold('a', 'o1', 'USDT', '60.5');
    const mark = reservations.mark();
    expect(reservations.available('b', 'USDT', '100', mark)).toBe('100');
    expect(reservations.available('a', 'BTC', '1', mark)).toBe('1');
    expect(reservations.available('a', 'USDT', '60.4', mark)).toBe('0');
  });

  it('hold against an old reading though a newer one was looked at meanwhile', () => {
    const reservations = createReservations();
    reservations.hold('a', 'o1', 'USDT', '60');
    const old = reservations.mark();
    reservations.settle('o1');
    // A preview, with a fresh reading, while a firing still checks with the old one.
    expect(reservations.available('a', 'USDT', '40', reservations.mark())).toBe('40');
    expect(reservations.available('a', 'USDT', '100', old)).toBe('40');
  });

  it('are forgotten once every later check sees them in its reading', () => {
    const reservations = createReservations();
    for (let i = 0; i < 20_000; i += 1) {
      const mark = reservations.mark();
      reservations.available('a', 'USDT', '1', mark);
      reservations.hold('a', `o${i}`, 'USDT', '1');
      reservations.settle(`o${i}`);
    }
    const started = process.cpuUsage();
    for (let i = 0; i < 1_000; i += 1) reservations.available('a', 'USDT', '1', reservations.mark());
    // 20 000 entries that were kept would make this take seconds.
    expect(process.cpuUsage(started).user).toBeLessThan(500_000);
  });

  /**
   * A venue with a true balance; readings of it that take their time; an account's checks one after another, previews at any
   * moment. Whatever the order of events, the promises made never add up to more than what was there.
   */
  it(
    'never promise more than is free, in any order of orders, answers, readings and previews',
    { timeout: 20_000 },
    () => {
      const step = fc.oneof(
        fc.record({ kind: fc.constant('read' as const) }),
        fc.record({ kind: fc.constant('read_done' as const) }),
        fc.record({ kind: fc.constant('fire' as const), amount: fc.integer({ min: 1, max: 60 }) }),
        fc.record({ kind: fc.constant('preview' as const) }),
        fc.record({ kind: fc.constant('reaches_venue' as const), which: fc.nat() }),
        fc.record({ kind: fc.constant('answer' as const), which: fc.nat() }),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
          const reservations: Reservations = createReservations();
          let free = 100;
          let reading = { mark: reservations.mark(), free };
          let pending: typeof reading | null = null;
          const sent: { id: string; amount: number; reached: boolean; answered: boolean }[] = [];
          const pick = (which: number, from: typeof sent) => from[which % Math.max(from.length, 1)];
          for (const one of steps) {
            if (one.kind === 'read') pending ??= { mark: reservations.mark(), free };
            if (one.kind === 'read_done' && pending) {
              reading = pending;
              pending = null;
            }
            if (one.kind === 'preview') reservations.available('a', 'USDT', String(reading.free), reading.mark);
            if (one.kind === 'fire') {
              const available = Number(reservations.available('a', 'USDT', String(reading.free), reading.mark));
              if (available < one.amount) continue;
              const id = `o${sent.length}`;
              reservations.hold('a', id, 'USDT', String(one.amount));
              sent.push({ id, amount: one.amount, reached: false, answered: false });
            }
            if (one.kind === 'reaches_venue') {
              const order = pick(
                one.which,
                sent.filter((each) => !each.reached),
              );
              if (order) {
                order.reached = true;
                free -= order.amount;
              }
            }
            if (one.kind === 'answer') {
              const order = pick(
                one.which,
                sent.filter((each) => each.reached && !each.answered),
              );
              if (order) {
                order.answered = true;
                reservations.settle(order.id);
              }
            }
            const promised = sent.filter((each) => !each.reached).reduce((sum, each) => sum + each.amount, 0);
            expect(promised).toBeLessThanOrEqual(free);
          }
        }),
        { numRuns: 2_000 },
      );
    },
  );
});
