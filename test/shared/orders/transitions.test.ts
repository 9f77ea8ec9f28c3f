import { describe, expect, it } from 'vitest';
import { canMove, findMove, isFinal } from '../../../shared/orders/transitions.ts';
import { ORDER_STATUSES } from '../../../shared/schema/order.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';

// A row a status, a column a status in the same order: `x` a move, `L` a late one, `.` none.
const TABLE: Record<OrderStatus, string> = {
  //                 jour sent open part fill canc reje expi unkn not_
  journaled: /*      */ '. x . . . . . . x x',
  sent: /*           */ '. . x x x x x x x x',
  open: /*           */ '. . . x x x x x . .',
  partially_filled: /**/ '. . . . x x . x . .',
  filled: /*         */ '. . . . . . . . . .',
  canceled: /*       */ '. . . L L . . . . .',
  rejected: /*       */ '. . L L L L . L . .',
  expired: /*        */ '. . . L L . . . . .',
  unknown: /*        */ '. . x x x x x x . x',
  not_placed: /*     */ '. . L L L L . L . .',
};

describe('order status transitions', () => {
  it.each(ORDER_STATUSES)('from %s', (from) => {
    const found = ORDER_STATUSES.map((to) => {
      const move = findMove(from, to);
      expect(canMove(from, to)).toBe(move !== null);
      return move === null ? '.' : move.late ? 'L' : 'x';
    });
    expect(found.join(' ')).toBe(TABLE[from]);
  });

  it('leaves a final status by a late move only, and any other by a regular one only', () => {
    for (const from of ORDER_STATUSES) {
      for (const to of ORDER_STATUSES) {
        const move = findMove(from, to);
        if (move !== null) expect(move.late).toBe(isFinal(from));
      }
    }
    expect(ORDER_STATUSES.filter(isFinal)).toEqual(['filled', 'canceled', 'rejected', 'expired', 'not_placed']);
  });

  it('reaches every status from the journal, and a final one from everywhere', () => {
    const reach = (from: OrderStatus): Set<OrderStatus> => {
      const seen = new Set<OrderStatus>();
      const visit = (status: OrderStatus): void => {
        for (const to of ORDER_STATUSES) {
          if (seen.has(to) || !canMove(status, to)) continue;
          seen.add(to);
          visit(to);
        }
      };
      visit(from);
      return seen;
    };
    expect([...reach('journaled'), 'journaled'].sort()).toEqual([...ORDER_STATUSES].sort());
    for (const from of ORDER_STATUSES) {
      if (!isFinal(from)) expect([...reach(from)].some(isFinal)).toBe(true);
    }
  });

  it('never goes back to before the sending, and never forgets that the venue knew the order', () => {
    for (const from of ORDER_STATUSES) {
      expect(canMove(from, 'journaled')).toBe(false);
      if (from !== 'journaled') expect(canMove(from, 'sent')).toBe(false);
    }
    for (const from of ['open', 'partially_filled', 'canceled', 'expired', 'filled'] as const) {
      expect(canMove(from, 'unknown')).toBe(false);
      expect(canMove(from, 'not_placed')).toBe(false);
    }
  });
});
