import { describe, expect, it } from 'vitest';
import { canMove, findMove, isFinal } from '../../../shared/orders/transitions.ts';
import { ORDER_STATUSES } from '../../../shared/schema/order.ts';
import type { MoveCause } from '../../../shared/orders/transitions.ts';
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

describe('causes of transitions', () => {
  const CAUSES: MoveCause[] = ['signal', 'send', 'reply', 'stream', 'poll', 'lookup', 'recovery', 'operator'];
  const moves = ORDER_STATUSES.flatMap((from) =>
    ORDER_STATUSES.flatMap((to) => {
      const move = findMove(from, to);
      return move ? [{ from, to, causes: move.causes }] : [];
    }),
  );
  const brings = (cause: MoveCause) =>
    moves.filter(({ causes }) => causes.includes(cause)).map(({ from, to }) => `${from} ${to}`);

  it('are named for every move, each once, and decide whether it may be made', () => {
    for (const { from, to, causes } of moves) {
      expect(causes.length).toBeGreaterThan(0);
      expect(new Set(causes).size).toBe(causes.length);
      for (const cause of CAUSES) expect(canMove(from, to, cause)).toBe(causes.includes(cause));
    }
  });

  it('begin an order by a signal or the operator, and by nothing else', () => {
    expect(CAUSES.filter((cause) => canMove(null, 'journaled', cause))).toEqual(['signal', 'operator']);
    expect(ORDER_STATUSES.filter((to) => canMove(null, to))).toEqual(['journaled']);
    expect(brings('signal')).toEqual([]);
  });

  it('let the sending say only that it left, or that it certainly did not', () => {
    expect(brings('send')).toEqual(['journaled sent', 'journaled not_placed', 'sent not_placed']);
  });

  it('take an unknown order for never placed by a look-up or the operator, never by what is heard in passing', () => {
    expect(findMove('unknown', 'not_placed')?.causes).toEqual(['lookup', 'operator']);
    for (const cause of ['reply', 'stream', 'poll', 'recovery'] as const) {
      expect(moves.filter(({ to, causes }) => to === 'not_placed' && causes.includes(cause))).toEqual([]);
    }
  });

  it('make an order unknown where an answer is missing, and reopen an ended one by a fresh answer alone', () => {
    expect(brings('stream').filter((move) => move.endsWith('unknown'))).toEqual([]);
    expect(brings('poll').filter((move) => move.endsWith('unknown') || move.startsWith('unknown'))).toEqual([]);
    for (const from of ['canceled', 'expired'] as const) {
      expect(findMove(from, 'partially_filled')?.causes).toEqual(['lookup', 'recovery']);
    }
  });

  it('let the answer to the request reopen no order that the stream has called rejected since', () => {
    expect(findMove('rejected', 'open')?.causes).not.toContain('reply');
    expect(findMove('rejected', 'open')?.causes).toContain('lookup');
    // What it traded is no older word: it cannot have been rejected.
    expect(findMove('rejected', 'filled')?.causes).toContain('reply');
  });
});
