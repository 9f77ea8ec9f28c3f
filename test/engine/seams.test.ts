import { describe, expect, it } from 'vitest';
import { systemClock, systemIds } from '../../electron/engine/seams.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createSeededIds } from '../support/seeded-ids.ts';

describe('ids', () => {
  it('are unique and sort in the order they were made', () => {
    const made = Array.from({ length: 2_000 }, () => systemIds.next('sig'));
    expect(new Set(made).size).toBe(made.length);
    expect([...made].sort()).toEqual(made);
    for (const id of made) expect(id).toMatch(/^sig_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  });

  it('sort on when the wall clock goes back', () => {
    const clock = createFakeClock();
    const ids = createSeededIds('s', clock);
    const before = ids.next('ord');
    clock.jumpWallTo(clock.nowMs() - 60_000);
    expect(ids.next('ord') > before).toBe(true);
    clock.jumpWallTo(clock.nowMs() + 120_000);
    expect(ids.next('ord').slice(4, 14)).not.toBe(before.slice(4, 14));
  });

  it('make client order ids that every venue takes, and tokens of the size asked', () => {
    expect(systemIds.clientOrderId()).toMatch(/^[0-9a-f]{32}$/);
    expect(systemIds.clientOrderId()).not.toBe(systemIds.clientOrderId());
    expect(Buffer.from(systemIds.token(40), 'base64url')).toHaveLength(40);
  });

  it('repeat from a seed', () => {
    const draw = (seed: string): string[] => {
      const ids = createSeededIds(seed, createFakeClock());
      return [ids.next('sig'), ids.next('sig'), ids.clientOrderId(), ids.token(40)];
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });
});

describe('clocks', () => {
  it('runs system timers once, and not when cancelled', async () => {
    const ran: string[] = [];
    const cancel = systemClock.after(1, () => ran.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => systemClock.after(15, resolve));
    expect(ran).toEqual([]);
    expect(() => systemClock.after(2 ** 31, () => undefined)).toThrow(RangeError);
  });

  it('runs fake timers in order, each at its own time, those set by timers included', () => {
    const clock = createFakeClock(1_000);
    const ran: string[] = [];
    clock.after(20, () => ran.push(`b${clock.nowMs()}`));
    clock.after(10, () => {
      ran.push(`a${clock.nowMs()}`);
      clock.after(5, () => ran.push(`a2${clock.nowMs()}`));
    });
    clock.after(20, () => ran.push(`c${clock.nowMs()}`));
    const cancel = clock.after(12, () => ran.push('never'));
    cancel();
    clock.after(31, () => ran.push('later'));
    clock.advance(30);
    expect(ran).toEqual(['a1010', 'a21015', 'b1020', 'c1020']);
    expect(clock.nowMs()).toBe(1_030);
    expect(clock.pendingTimers()).toBe(1);
  });

  it('lets promises run between timers', async () => {
    const clock = createFakeClock();
    const ran: number[] = [];
    const loop = async (): Promise<void> => {
      for (let i = 0; i < 3; i++) {
        await new Promise<void>((resolve) => clock.after(10, resolve));
        ran.push(clock.monotonicMs());
      }
    };
    const done = loop();
    await clock.advanceAsync(30);
    await done;
    expect(ran).toEqual([10, 20, 30]);
  });
});
