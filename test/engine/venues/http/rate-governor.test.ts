import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRateGovernor } from '../../../../electron/engine/venues/http/rate-governor.ts';
import type { RateGovernor } from '../../../../electron/engine/venues/http/rate-governor.ts';
import type { RateLimits } from '../../../../electron/engine/venues/http/rate-limits.ts';
import { createPlaces } from '../../../../electron/engine/venues/places.ts';
import type { Turn } from '../../../../electron/engine/venues/http/turn.ts';
import { fakeClock } from '../stream/fake-clock.ts';
import type { FakeClock } from '../stream/fake-clock.ts';

/** 100 a second for the address, of which 95 are used, 76 of them by reads; 10 orders in two seconds an account. */
const LIMITS: RateLimits = {
  name: 'test',
  budgets: [
    { counts: 'ip', weight: 100, perMs: 1_000 },
    { counts: 'account', weight: 10, perMs: 2_000, lanes: ['order'] },
  ],
  publicWeights: [],
  quiet: { scope: 'ip', ms: 3_000, ofLane: /TOO_MANY_ORDERS/ },
};

const OWNER = {};
const turn = (lane: Turn['lane'], change: Partial<Turn> = {}): Turn => ({
  lane,
  weight: 1,
  account: 'a',
  owner: OWNER,
  ...change,
});
const tooMany = (retryAfterMs: number | null, bodyText = '{}') =>
  ({ phase: 'answered', status: 429, bodyText, retryAfterMs }) as const;

let clock: FakeClock;
let governor: RateGovernor;
beforeEach(() => {
  clock = fakeClock();
  governor = createRateGovernor(LIMITS, clock);
});

/** How many of these go right now. */
function going(wanted: Turn, tries = 200): number {
  let went = 0;
  for (let attempt = 0; attempt < tries; attempt += 1) if (governor.take(wanted).kind === 'go') went += 1;
  return went;
}

describe('the budget of an address', () => {
  it('is shared by its accounts, and reads leave a part of it to orders', () => {
    expect(going(turn('read', { account: 'a' }), 40)).toBe(40);
    expect(going(turn('read', { account: 'b' }))).toBe(36);
    expect(going(turn('read', { account: null }))).toBe(0);
    expect(going(turn('order', { account: 'a' }))).toBe(9);
    expect(going(turn('order', { account: 'b' }))).toBe(9);
    // One is left of 95.
    expect(going(turn('order', { account: 'c' }))).toBe(1);
  });

  it('gives what is spare half of what reads have, and only what nobody else uses', () => {
    expect(going(turn('read', { spare: true }))).toBe(38);
    expect(going(turn('read'))).toBe(38);
    expect(going(turn('read', { spare: true }))).toBe(0);
  });

  it('lets nobody wait for what is spare', async () => {
    expect(going(turn('read', { weight: 70 }))).toBe(1);
    const order: string[] = [];
    const spare = governor.wait(turn('read', { spare: true, weight: 20 })).then(() => order.push('spare'));
    // Takes what is left, past the one that waits.
    expect(governor.take(turn('read', { weight: 6 }))).toEqual({ kind: 'go' });
    const read = governor.wait(turn('read', { weight: 60 })).then(() => order.push('read'));
    await clock.advance(1_001);
    await read;
    expect(order).toEqual(['read']);
    await clock.advance(1_001);
    await spare;
    expect(order).toEqual(['read', 'spare']);
  });

  it('counts weights, and comes back as time goes by', async () => {
    expect(going(turn('read', { weight: 30 }))).toBe(2);
    await clock.advance(500);
    expect(going(turn('read', { weight: 16 }))).toBe(1);
    await clock.advance(499);
    expect(governor.take(turn('read', { weight: 30 }))).toMatchObject({ kind: 'full' });
    await clock.advance(2);
    expect(going(turn('read', { weight: 30 }))).toBe(2);
  });

  it('lets what is heavier than everything go when nothing else counts', async () => {
    expect(governor.take(turn('read', { weight: 500 }))).toEqual({ kind: 'go' });
    expect(governor.take(turn('read'))).toMatchObject({ kind: 'full' });
    await clock.advance(1_001);
    expect(governor.take(turn('read', { weight: 500 }))).toEqual({ kind: 'go' });
  });

  it('never holds a cancel back, but counts it', () => {
    expect(going(turn('cancel'), 300)).toBe(300);
    expect(governor.take(turn('order'))).toMatchObject({ kind: 'full' });
  });

  it('never lets more through in any second than there is, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            pauseMs: fc.integer({ min: 0, max: 400 }),
            lane: fc.constantFrom('read' as const, 'order' as const),
            weight: fc.integer({ min: 1, max: 40 }),
            account: fc.constantFrom('a', 'b', 'c'),
          }),
          { minLength: 20, maxLength: 60 },
        ),
        async (asked) => {
          const own = fakeClock();
          const one = createRateGovernor(LIMITS, own);
          const went: { atMs: number; weight: number }[] = [];
          for (const { pauseMs, ...rest } of asked) {
            await own.advance(pauseMs);
            if (one.take(turn(rest.lane, rest)).kind === 'go') went.push({ atMs: own.nowMs(), weight: rest.weight });
          }
          for (const { atMs } of went) {
            const within = went.filter((each) => each.atMs > atMs - 1_000 && each.atMs <= atMs);
            expect(within.reduce((sum, each) => sum + each.weight, 0)).toBeLessThanOrEqual(95);
          }
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe('what public data has for itself', () => {
  const OPEN: RateLimits = {
    ...LIMITS,
    budgets: [
      { counts: 'account', weight: 10, perMs: 10_000, lanes: ['read'] },
      { counts: 'public', weight: 1, perMs: 1_000 },
    ],
  };
  const open = (change: Partial<Turn> = {}): Turn => turn('read', { account: null, ...change });

  it('is the address’s, paces its reads one after the other, and takes nothing from an account', async () => {
    governor = createRateGovernor(OPEN, clock);
    expect(going(open(), 5)).toBe(1);
    expect(going(turn('read'), 20)).toBe(7);
    const went: number[] = [];
    for (let count = 0; count < 3; count += 1) void governor.wait(open()).then(() => went.push(clock.monotonicMs()));
    await clock.advance(10_000);
    expect(went).toEqual([1_000, 2_000, 3_000]);
  });

  it('never holds up an account’s own reads, nor does one account those of another or public ones', async () => {
    governor = createRateGovernor(OPEN, clock);
    expect(going(open(), 5)).toBe(1);
    const publicly = [governor.wait(open()), governor.wait(open())];
    expect(governor.take(turn('read'))).toEqual({ kind: 'go' });
    expect(going(turn('read'), 20)).toBe(6);
    const own = governor.wait(turn('read'));
    expect(governor.take(turn('read', { account: 'b' }))).toEqual({ kind: 'go' });
    await clock.advance(2_001);
    expect(await Promise.all(publicly)).toEqual([true, true]);
    await clock.advance(1_000);
    expect(governor.take(open())).toEqual({ kind: 'go' });
    await clock.advance(8_000);
    expect(await own).toBe(true);
    expect(clock.waiting()).toBe(0);
  });

  it('lets the venue’s time, which an order waits for, go before what was asked earlier', async () => {
    governor = createRateGovernor(OPEN, clock);
    expect(going(open(), 5)).toBe(1);
    const went: string[] = [];
    for (let count = 0; count < 5; count += 1) void governor.wait(open()).then(() => went.push('read'));
    void governor.wait(open({ lane: 'order' })).then((yes) => went.push(`time ${yes}`));
    await clock.advance(1_001);
    expect(went).toEqual(['time true']);
    governor.leave(OWNER);
  });
});

describe('what was spent', () => {
  it('is forgotten in time also where spending never pauses', async () => {
    governor = createRateGovernor({ ...LIMITS, budgets: [{ counts: 'ip', weight: 100, perMs: 1_000 }] }, clock);
    // 66 a second, with 76 for reads: it fits, for as long as it goes on.
    for (let count = 0; count < 200; count += 1) {
      expect(governor.take(turn('read'))).toEqual({ kind: 'go' });
      await clock.advance(15);
    }
  });
});

describe('waiting', () => {
  it('an order overtakes every read that waits', async () => {
    going(turn('read'), 76);
    await clock.advance(100);
    const went: string[] = [];
    const wait = (name: string, wanted: Turn): Promise<void> =>
      governor.wait(wanted).then((yes) => void went.push(`${name} ${yes}`));
    const all = [
      wait('read 1', turn('read', { weight: 30 })),
      wait('read 2', turn('read')),
      wait('order', turn('order', { account: 'z', weight: 40 })),
    ];
    await clock.advance(901);
    await Promise.all(all);
    expect(went).toEqual(['order true', 'read 1 true', 'read 2 true']);
    expect(clock.waiting()).toBe(0);
  });

  it('a light read does not overtake a heavy one for ever', async () => {
    going(turn('read'), 60);
    const heavy = governor.wait(turn('read', { weight: 60 }));
    // There would be room for it, but somebody is before it.
    expect(governor.take(turn('read'))).toMatchObject({ kind: 'full' });
    await clock.advance(1_001);
    expect(await heavy).toBe(true);
    expect(governor.take(turn('read'))).toEqual({ kind: 'go' });
  });

  it('an order waits for a second at most, and is told at once where that is not enough', async () => {
    expect(going(turn('order'))).toBe(9);
    // Ten in two seconds: full for two.
    expect(await governor.wait(turn('order'))).toBe(false);
    await clock.advance(1_100);
    const soon = governor.wait(turn('order'));
    await clock.advance(901);
    expect(await soon).toBe(true);
    // Another account's orders were never concerned.
    expect(going(turn('order', { account: 'b' }))).toBe(9);
  });

  it('a read gives up after a minute', async () => {
    const full = createRateGovernor({ ...LIMITS, budgets: [{ counts: 'ip', weight: 10, perMs: 50_000 }] }, clock);
    for (let count = 0; count < 7; count += 1) expect(full.take(turn('read'))).toEqual({ kind: 'go' });
    const answers = Array.from({ length: 20 }, () => full.wait(turn('read')));
    await clock.advance(60_001);
    const went = await Promise.all(answers);
    expect(went.filter(Boolean)).toHaveLength(7);
    expect(went.indexOf(false)).toBe(7);
    expect(clock.waiting()).toBe(0);
  });

  it('ends when its owner closes, and nothing stays behind', async () => {
    going(turn('read'), 76);
    const other = {};
    const mine = governor.wait(turn('read'));
    const theirs = governor.wait(turn('read', { owner: other }));
    governor.leave(OWNER);
    expect(await mine).toBe(false);
    await clock.advance(1_001);
    expect(await theirs).toBe(true);
    expect(clock.waiting()).toBe(0);
  });
});

describe('silence', () => {
  it('is kept by all accounts of the address, for as long as the venue asked; cancels pass', async () => {
    governor.keepQuiet(turn('read', { account: 'a' }), tooMany(7_000));
    for (const account of ['a', 'b', null]) {
      expect(governor.take(turn('read', { account }))).toEqual({ kind: 'quiet', waitMs: 7_000 });
      expect(governor.take(turn('order', { account }))).toMatchObject({ kind: 'quiet' });
      expect(governor.take(turn('cancel', { account }))).toEqual({ kind: 'go' });
    }
    // A shorter one does not end it.
    governor.keepQuiet(turn('read'), tooMany(1_000));
    await clock.advance(6_999);
    expect(governor.take(turn('read'))).toMatchObject({ kind: 'quiet' });
    await clock.advance(2);
    expect(governor.take(turn('read'))).toEqual({ kind: 'go' });
  });

  it('lasts as long as is usual where the venue does not say', async () => {
    governor.keepQuiet(turn('read'), tooMany(null));
    await clock.advance(2_999);
    expect(governor.take(turn('read'))).toMatchObject({ kind: 'quiet' });
    await clock.advance(2);
    expect(governor.take(turn('read'))).toEqual({ kind: 'go' });
  });

  it('is one account’s, and for what it did too often, where the venue meant that', () => {
    governor.keepQuiet(turn('order', { account: 'a' }), tooMany(7_000, '{"code":"TOO_MANY_ORDERS"}'));
    expect(governor.take(turn('order', { account: 'a' }))).toMatchObject({ kind: 'quiet' });
    expect(governor.take(turn('read', { account: 'a' }))).toEqual({ kind: 'go' });
    expect(governor.take(turn('order', { account: 'b' }))).toEqual({ kind: 'go' });
  });

  it('is one account’s, whatever it wants, where the venue counts everything together', () => {
    governor = createRateGovernor({ ...LIMITS, quiet: { scope: 'account', ms: 1_000 } }, clock);
    governor.keepQuiet(turn('order', { account: 'a' }), tooMany(null));
    expect(governor.take(turn('order', { account: 'a' }))).toEqual({ kind: 'quiet', waitMs: 1_000 });
    expect(governor.take(turn('read', { account: 'a' }))).toMatchObject({ kind: 'quiet' });
    expect(governor.take(turn('cancel', { account: 'a' }))).toEqual({ kind: 'go' });
    expect(governor.take(turn('order', { account: 'b' }))).toEqual({ kind: 'go' });
  });

  it('is the whole address’s where the venue shut it out, for as long as that lasts', async () => {
    const ofAddress = { words: /too frequent/, ms: 600_000 };
    governor = createRateGovernor({ ...LIMITS, quiet: { scope: 'lane', ms: 1_000, ofAddress } }, clock);
    governor.keepQuiet(turn('read'), tooMany(2_000, 'access too frequent'));
    await clock.advance(599_000);
    expect(governor.take(turn('order', { account: 'b' }))).toMatchObject({ kind: 'quiet' });
    expect(governor.take(turn('cancel'))).toEqual({ kind: 'go' });
    await clock.advance(1_001);
    expect(governor.take(turn('order', { account: 'b' }))).toEqual({ kind: 'go' });
  });

  it('ends the waiting of those whom it concerns', async () => {
    going(turn('read'), 76);
    const waiting = governor.wait(turn('read'));
    governor.keepQuiet(turn('read'), tooMany(7_000));
    expect(await waiting).toBe(false);
    expect(clock.waiting()).toBe(0);
  });
});

describe('the governors of an engine', () => {
  it('are one for what is counted together, and hold nothing to budgets on this machine', () => {
    const places = createPlaces(clock);
    const there = places.governor(LIMITS, 'https://api.example/v3');
    expect(places.governor(LIMITS, 'https://api.example')).toBe(there);
    expect(places.governor({ ...LIMITS, name: 'other' }, 'https://api.example')).not.toBe(there);
    expect(places.governor(LIMITS, 'https://proxy.example')).not.toBe(there);
    expect(there.limits.budgets).toEqual(LIMITS.budgets);
    governor = places.governor(LIMITS, 'http://127.0.0.1:8080');
    expect(going(turn('read'))).toBe(200);
    governor.keepQuiet(turn('order'), tooMany(7_000));
    expect(governor.take(turn('order'))).toMatchObject({ kind: 'quiet' });
  });
});
