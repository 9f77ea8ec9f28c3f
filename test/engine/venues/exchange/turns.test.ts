import { describe, expect, it } from 'vitest';
import { createRisingNonce } from '../../../../electron/engine/venues/exchange/rising-nonce.ts';
import { createTurns } from '../../../../electron/engine/venues/exchange/turns.ts';
import { systemClock } from '../../../../electron/engine/seams.ts';

const settle = (): Promise<void> => new Promise((resolve) => void systemClock.after(0, resolve));

describe('a nonce', () => {
  it('rises by itself, with the clock, and against it', () => {
    let nowMs = 1_700_000_000_000;
    const next = createRisingNonce(() => nowMs);
    expect([next(), next()]).toEqual([1_700_000_000_000_000, 1_700_000_000_000_001]);
    nowMs += 1;
    expect(next()).toBe(1_700_000_000_001_000);
    nowMs -= 60_000;
    expect(next()).toBe(1_700_000_000_001_001);
    nowMs = 1_700_000_000_001.5;
    expect(next()).toBe(1_700_000_000_001_500);
  });
});

describe('turns', () => {
  it('one after the other, urgent ones before all that wait', async () => {
    const turns = createTurns(systemClock);
    const order: string[] = [];
    const ends: (() => void)[] = [];
    const task = (name: string) => (): Promise<void> => {
      order.push(name);
      return new Promise((resolve) => void ends.push(resolve));
    };
    const all = [
      turns.take(false, task('first')),
      turns.take(false, task('read')),
      turns.take(true, task('order')),
      turns.take(true, task('cancel')),
    ];
    for (const expected of [['first'], ['first', 'order'], ['first', 'order', 'cancel']]) {
      await settle();
      expect(order).toEqual(expected);
      ends.shift()?.();
    }
    await settle();
    expect(order).toEqual(['first', 'order', 'cancel', 'read']);
    ends.shift()?.();
    await Promise.all(all);
  });

  it('goes on after a failure, and hands out what each gave', async () => {
    const turns = createTurns(systemClock);
    const failing = turns.take(false, () => Promise.reject(new Error('no')));
    const next = turns.take(false, () => Promise.resolve(5));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe(5);
    expect(await turns.take(true, () => Promise.resolve(6))).toBe(6);
  });

  it('does not wait for one that hangs, and passes the turn on once', async () => {
    const timers: { delayMs: number; task: () => void; canceled: boolean }[] = [];
    const clock = {
      ...systemClock,
      after: (delayMs: number, task: () => void) => {
        const timer = { delayMs, task, canceled: false };
        timers.push(timer);
        return () => void (timer.canceled = true);
      },
    };
    const turns = createTurns(clock);
    let release: () => void = () => undefined;
    const hanging = turns.take(false, () => new Promise<void>((resolve) => void (release = resolve)));
    const ran: string[] = [];
    const run = (name: string) => (): Promise<void> => {
      ran.push(name);
      return new Promise(() => undefined);
    };
    void turns.take(true, run('a'));
    void turns.take(false, run('b'));
    await settle();
    expect(ran).toEqual([]);
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([250]);
    timers[0]?.task();
    await settle();
    expect(ran).toEqual(['a']);
    // Nothing overtakes an order on its way for longer than a read.
    expect(timers[1]?.delayMs).toBe(1_000);
    release();
    await hanging;
    await settle();
    expect(ran).toEqual(['a']);
    timers[1]?.task();
    await settle();
    expect(ran).toEqual(['a', 'b']);
  });
});
