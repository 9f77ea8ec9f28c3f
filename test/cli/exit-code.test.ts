import { describe, expect, it } from 'vitest';
import { exitOfCancel, exitOfError, exitOfFire, exitOfRefusal } from '../../electron/cli/exit-code.ts';
import { ERROR_CODES } from '../../shared/schema/error-code.ts';
import type { ErrorCode } from '../../shared/schema/error-code.ts';
import { ORDER_STATUSES } from '../../shared/schema/order.ts';
import { fired, order } from '../server/fake-engine.ts';

describe('exit codes', () => {
  it('of failures are these', () => {
    const byExit: Record<number, string[]> = {};
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) (byExit[exitOfError(code)] ??= []).push(code);
    const { 3: refused, ...others } = byExit;
    expect(others).toEqual({
      1: ['INTERNAL'],
      2: ['INVALID_SIGNAL', 'INVALID_INPUT'],
      4: ['VENUE_REFUSED', 'VENUE_AUTH', 'VENUE_RATE_LIMIT', 'VENUE_CLOCK', 'VENUE_ERROR'],
      5: ['OUTCOME_UNKNOWN'],
      6: ['ACCOUNT_NOT_FOUND', 'ORDER_NOT_FOUND', 'NOT_FOUND'],
      7: ['ENGINE_LOCKED', 'ENGINE_UNREACHABLE', 'NO_ENGINE'],
    });
    expect(refused).toContain('ACCOUNT_DISARMED');
  });

  it('of a refused decision is 3, also where the account does not exist', () => {
    expect(exitOfRefusal('ACCOUNT_NOT_FOUND')).toBe(3);
    expect(exitOfRefusal('VENUE_UNREACHABLE')).toBe(3);
    expect(exitOfRefusal('INVALID_SIGNAL')).toBe(2);
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

  it('is 5 as soon as one of several orders is unknown', () => {
    expect(exitOfFire(fired([order('filled'), order('unknown'), order('rejected')]))).toBe(5);
  });
});
