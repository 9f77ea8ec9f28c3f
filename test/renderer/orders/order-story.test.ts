import { describe, expect, it } from 'vitest';
import { orderStory } from '../../../renderer/views/orders/order-life.ts';
import type { OrderTransitionDocument } from '../../../shared/schema/order.ts';
import { order } from '../documents.ts';

const at = (second: number): string => `2026-01-01T12:00:0${second}.000Z`;
const step = (seq: number, to: OrderTransitionDocument['to'], over: Partial<OrderTransitionDocument> = {}) =>
  ({ seq, from: null, to, cause: 'signal', at: at(seq), detail: '', ...over }) satisfies OrderTransitionDocument;

describe('the story of an order', () => {
  it('tells changes and what was found out in between in one line of time', () => {
    const story = orderStory({
      order: order({ status: 'unknown', mode: 'real', exchange: 'okx' }),
      transitions: [step(1, 'journaled'), step(2, 'sent'), step(3, 'unknown', { cause: 'reply' })],
      evidence: [
        { seq: 1, at: at(5), kind: 'operator', detail: 'keep watching' },
        { seq: 2, at: at(3), kind: 'lookup', detail: 'not seen yet' },
      ],
    });
    expect(story.map(({ title, tone }) => [title, tone])).toEqual([
      ['Journaled', 'done'],
      ['Sent to okx', 'done'],
      ['Outcome unknown', 'unknown'],
      ['Looked up', 'note'],
      ['Decided by the operator', 'note'],
    ]);
    expect(new Set(story.map(({ key }) => key)).size).toBe(story.length);
  });

  it('says once what cause and detail both say', () => {
    const [told, more] = orderStory({
      order: order({ mode: 'real', exchange: 'okx' }),
      transitions: [
        step(1, 'open', { cause: 'stream', detail: 'told by the exchange' }),
        step(2, 'partially_filled', { cause: 'stream', detail: '0.1 of 1' }),
      ],
      evidence: [],
    });
    expect([told?.cause, told?.detail]).toEqual(['told by the exchange', '']);
    expect([more?.cause, more?.detail]).toEqual(['told by the exchange', '0.1 of 1']);
  });
});
