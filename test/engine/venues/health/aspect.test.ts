import { describe, expect, it } from 'vitest';
import { createAspect } from '../../../../electron/engine/venues/health/aspect.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function desk(provenSince?: (ms: number) => number) {
  const clock = createFakeClock();
  const aspect = createAspect(clock, provenSince);
  const note = (...answers: (string | null)[]): void => answers.forEach((answer) => aspect.note(answer));
  return { clock, aspect, note, state: () => aspect.document().state };
}

describe('the health of one aspect', () => {
  it('is unproven until something was seen, and healthy after the first good answer', () => {
    const { note, state } = desk();
    expect(state()).toBe('unproven');
    note(null);
    expect(state()).toBe('healthy');
  });

  it('is lost by three failures in a row, and not by two', () => {
    const { note, state, aspect } = desk();
    note(null, 'timeout', 'timeout');
    expect(state()).toBe('healthy');
    note('timeout');
    expect(aspect.document()).toMatchObject({ state: 'unhealthy', reason: 'timeout' });
  });

  it('is lost by five failures among ten, where good and bad answers alternate', () => {
    const { note, state } = desk();
    note('x', null, 'x', null, 'x', null, 'x', null);
    expect(state()).toBe('healthy');
    note('x');
    expect(state()).toBe('unhealthy');
  });

  it('forgets failures that are old', () => {
    const { note, state, clock } = desk();
    note('x', 'x');
    clock.advance(121_000);
    note('x');
    expect(state()).not.toBe('unhealthy');
  });

  it('comes back only after the hold, and only with good answers', () => {
    const { note, state, clock, aspect } = desk();
    note('x', 'x', 'x');
    note(null, null, null, null);
    expect(state()).toBe('unhealthy');
    const again = aspect.document().trusted_again_at;
    clock.advance(59_000);
    expect(state()).toBe('unhealthy');
    expect(aspect.document().trusted_again_at).toBe(again);
    clock.advance(2_000);
    expect(state()).toBe('healthy');
  });

  it('does not come back by time alone', () => {
    const { note, state, clock } = desk();
    note('x', 'x', 'x');
    clock.advance(10 * 60_000);
    expect(state()).toBe('unhealthy');
  });

  it('comes back by what is proven elsewhere: orders that are moved away prove nothing themselves', () => {
    let reads = 0;
    const { note, state, clock } = desk(() => reads);
    note('x', 'x', 'x');
    clock.advance(61_000);
    expect(state()).toBe('unhealthy');
    reads = 3;
    expect(state()).toBe('healthy');
  });

  it('begins the hold anew while it goes on failing', () => {
    const { note, state, clock } = desk();
    note('x', 'x', 'x');
    clock.advance(50_000);
    note('x', null, null, null);
    clock.advance(30_000);
    expect(state()).toBe('unhealthy');
    clock.advance(31_000);
    expect(state()).toBe('healthy');
  });

  it('after a comeback one failure is enough, and the hold is twice as long', () => {
    const { note, state, clock } = desk();
    note('x', 'x', 'x', null, null, null);
    clock.advance(61_000);
    expect(state()).toBe('healthy');
    note('x');
    expect(state()).toBe('unhealthy');
    note(null, null, null);
    clock.advance(61_000);
    expect(state()).toBe('unhealthy');
    clock.advance(60_000);
    expect(state()).toBe('healthy');
  });
});
