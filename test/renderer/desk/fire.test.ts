import { beforeEach, describe, expect, it } from 'vitest';
import { isCertain, outcomeOfError } from '../../../renderer/views/desk/fire.ts';
import type { FireOutcome } from '../../../renderer/views/desk/fire.ts';
import { changeDraft, fireSignalId, retireSignalId, useTicket } from '../../../renderer/views/desk/ticket-store.ts';
import { signalIdSchema } from '../../../shared/schema/signal.ts';
import type { OrderStatus } from '../../../shared/schema/order.ts';
import { decision, order } from '../documents.ts';

const answered = (...statuses: OrderStatus[]): FireOutcome => ({
  kind: 'answered',
  signalId: 'ui-1',
  document: { signal_id: 'ui-1', decision: decision(), orders: statuses.map((status) => order({ status })) },
});

describe('how a firing ended', () => {
  it.each(['filled', 'open', 'partially_filled', 'rejected', 'canceled', 'expired', 'not_placed'] as const)(
    'an order that is %s is a certain answer',
    (status) => expect(isCertain(answered(status))).toBe(true),
  );

  it.each(['unknown', 'sent', 'journaled'] as const)('an order that is %s is not', (status) => {
    expect(isCertain(answered(status))).toBe(false);
    expect(isCertain(answered('filled', status))).toBe(false);
  });

  it('a refusal without an order is certain', () => {
    expect(isCertain(answered())).toBe(true);
    expect(isCertain(outcomeOfError('ui-1', { code: 'INVALID_SIGNAL', message: '' }))).toBe(true);
    expect(isCertain(outcomeOfError('ui-1', { code: 'JOURNAL_UNAVAILABLE', message: '' }))).toBe(true);
  });

  it.each(['ENGINE_UNREACHABLE', 'INTERNAL', 'OUTCOME_UNKNOWN'] as const)('after %s it may have been fired', (code) => {
    const outcome = outcomeOfError('ui-1', { code, message: '' });
    expect(outcome.kind).toBe('unanswered');
    expect(isCertain(outcome)).toBe(false);
  });
});

describe('the id of a ticket', () => {
  const id = (): string => useTicket.getState().signalId;
  beforeEach(() => changeDraft({ size: '1' }));

  it('is one that signals take', () => {
    expect(signalIdSchema.safeParse(id()).success).toBe(true);
    expect(id()).toMatch(/^ui-/);
  });

  it('stays until it is retired or the draft is another', () => {
    const first = id();
    expect(id()).toBe(first);
    changeDraft({ size: '2' });
    const second = id();
    expect(second).not.toBe(first);
    retireSignalId(second);
    expect(id()).not.toBe(second);
  });

  it('is the same again when a ticket without a certain answer was changed and changed back', () => {
    const fired = fireSignalId();
    expect(fired).toBe(id());
    changeDraft({ side: 'short' });
    expect(id()).not.toBe(fired);
    changeDraft({ side: 'long' });
    expect(id()).toBe(fired);
    changeDraft({ side: 'short' });
    retireSignalId(fired);
    changeDraft({ side: 'long' });
    expect(id()).not.toBe(fired);
  });

  it('is not retired by the late answer to an earlier draft', () => {
    const first = id();
    changeDraft({ size: '3' });
    const second = id();
    retireSignalId(first);
    expect(id()).toBe(second);
  });
});
