import { describe, expect, it } from 'vitest';
import { exitOfCancel, exitOfCancelAll, exitOfError, exitOfFire, exitOfRefusal } from '../../electron/cli/exit-code.ts';
import { ERROR_CODES } from '../../shared/schema/error-code.ts';
import type { ErrorCode } from '../../shared/schema/error-code.ts';
import type { GroupLegDocument, LegState } from '../../shared/schema/group.ts';
import { ORDER_STATUSES } from '../../shared/schema/order.ts';
import type { CancelAllDocument } from '../../shared/schema/order.ts';
import { fired, order } from '../server/fake-engine.ts';

const POOR = { code: 'INSUFFICIENT_FUNDS', message: 'too little' } as const;
const STATUS_OF = { placed: 'filled', unknown: 'unknown', awaited: 'sent' } as const;
const LEG: GroupLegDocument = {
  account_name: 'main_sim',
  exchange: 'sim',
  mode: 'paper',
  testnet: false,
  amount: '1',
  quote_amount: null,
  attempt: 1,
  signal_id: 'sig_1~main_sim',
  state: 'placed',
  decision: null,
  order: null,
  error: null,
  retryable: false,
};

describe('exit codes', () => {
  it('of failures are these', () => {
    const byExit: Record<number, string[]> = {};
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) (byExit[exitOfError(code)] ??= []).push(code);
    const { 3: refused, ...others } = byExit;
    expect(others).toEqual({
      1: ['BOOKS_BROKEN', 'AUDIT_BROKEN', 'INTERNAL'],
      2: ['INVALID_SIGNAL', 'INVALID_INPUT', 'GROUP_INVALID', 'BACKUP_INVALID'],
      4: ['VENUE_REFUSED', 'VENUE_AUTH', 'VENUE_RATE_LIMIT', 'VENUE_CLOCK', 'VENUE_ERROR'],
      5: ['APPROVAL_PENDING', 'OUTCOME_UNKNOWN'],
      6: [
        'ACCOUNT_NOT_FOUND',
        'STOP_NOT_FOUND',
        'APPROVAL_NOT_FOUND',
        'ORDER_NOT_FOUND',
        'GROUP_NOT_FOUND',
        'STATEMENT_EMPTY',
        'NOT_FOUND',
      ],
      7: ['ENGINE_LOCKED', 'ENGINE_UNREACHABLE', 'NO_ENGINE'],
    });
    expect(refused).toContain('ACCOUNT_DISARMED');
  });

  it('of a refused decision is 3, also where the account does not exist', () => {
    expect(exitOfRefusal('ACCOUNT_NOT_FOUND')).toBe(3);
    expect(exitOfRefusal('VENUE_UNREACHABLE')).toBe(3);
    expect(exitOfRefusal('INVALID_SIGNAL')).toBe(2);
  });

  it('of a cancel of all: done where nothing is left, unknown before refused', () => {
    const row = (status: CancelAllDocument['results'][number]['status'], code: ErrorCode | null = null) => ({
      ...{ id: 'ord_1', account_name: 'main_sim', symbol: 'BTC/USDT', external: false, status },
      error: code && { code, message: 'why' },
    });
    const exit = (...results: CancelAllDocument['results']) => exitOfCancelAll({ results });
    expect(exit()).toBe(0);
    expect(exit(row('canceled'), row('gone'), row('filled'))).toBe(0);
    expect(exit(row('canceled'), row('open', 'VENUE_REFUSED'))).toBe(4);
    expect(exit(row('open', 'VENUE_REFUSED'), row('open', 'OUTCOME_UNKNOWN'))).toBe(5);
    expect(exit(row('unknown', 'VENUE_REFUSED'))).toBe(5);
    // Nobody claims to have canceled what may still trade.
    expect(exit(row('open'))).toBe(5);
    expect(exit(row('open', 'ACCOUNT_INVALID'))).toBe(3);
    const unlisted = { external_error: { code: 'VENUE_ERROR', message: 'why' } } as const;
    expect(exitOfCancelAll({ results: [row('canceled')], ...unlisted })).toBe(5);
  });

  it('of several legs are that of the worst: unknown, refused by a venue, refused here, placed', () => {
    const at = (...states: LegState[]) => {
      const orders = states.flatMap((state) => (state === 'not_placed' ? [] : [order(STATUS_OF[state])]));
      const legs = states.map((state) => ({ ...LEG, state, error: state === 'not_placed' ? POOR : null }));
      return exitOfFire({ ...fired(orders), legs });
    };
    expect(at('placed', 'placed')).toBe(0);
    expect(at('placed', 'not_placed')).toBe(3);
    expect(at('not_placed', 'unknown', 'placed')).toBe(5);
    expect(at('placed', 'awaited')).toBe(5);
    const rejected = { ...fired([order('filled'), order('rejected', POOR)]), legs: [LEG, { ...LEG, error: POOR }] };
    expect(exitOfFire(rejected)).toBe(4);
    expect(exitOfFire({ ...rejected, orders: [...rejected.orders, order('unknown')] })).toBe(5);
    expect(exitOfFire({ ...fired([order('not_placed', POOR), order('filled')]), legs: [LEG] })).toBe(3);
  });

  it('of an order follow its status', () => {
    const byStatus = Object.fromEntries(ORDER_STATUSES.map((status) => [status, exitOfFire(fired([order(status)]))]));
    expect(byStatus).toEqual({
      journaled: 5,
      sent: 5,
      open: 0,
      partially_filled: 0,
      filled: 0,
      canceled: 0,
      rejected: 4,
      expired: 0,
      unknown: 5,
      not_placed: 3,
    });
  });

  it('of a cancel is 0 only where the order can trade no more', () => {
    const still = ORDER_STATUSES.filter((status) => exitOfCancel({ status }) !== 0);
    expect(still).toEqual(['journaled', 'sent', 'open', 'partially_filled', 'unknown']);
    expect(exitOfCancel({ status: 'open' })).toBe(5);
  });

  it('of a signal that waits for a yes is 5: nothing is refused, and nothing was sent', () => {
    const pending = { code: 'APPROVAL_PENDING', message: 'it waits' } as const;
    const approval = { id: 'apr_1', expires_at: '2026-01-01T00:10:00.000Z' };
    expect(exitOfFire({ ...fired([], pending), approval })).toBe(5);
  });

  it('is 5 as soon as one of several orders is unknown', () => {
    expect(exitOfFire(fired([order('filled'), order('unknown'), order('rejected')]))).toBe(5);
  });
});
