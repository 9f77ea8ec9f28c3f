import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountRegistry } from '../../../electron/engine/accounts/registry.ts';
import { createAuditChain } from '../../../electron/engine/audit/audit-chain.ts';
import { isoTime } from '../../../electron/engine/ports.ts';
import { createArming } from '../../../electron/engine/risk/arming.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryLog } from '../../support/memory-log.ts';
import { createSeededIds } from '../../support/seeded-ids.ts';
import { tempJournal } from '../../support/temp-journal.ts';

const HOUR = 3_600_000;
const KEY = { can_trade: true, can_withdraw: false, note: '' };
const invalid = expect.objectContaining({ code: 'CONFIRMATION_INVALID' });

function desk() {
  const db = tempJournal();
  const clock = createFakeClock();
  const registry = new AccountRegistry();
  registry.register(realAccount('real_a'));
  registry.register(realAccount('real_b', { owner: 'friend' }));
  registry.register(paperAccount('paper_a'));
  registry.registerBroken({
    ...registry.get('real_a'),
    name: 'broken',
    error: { code: 'MISSING_CREDENTIALS', message: 'no key' },
  });
  const changes: string[][] = [];
  const objections = new Map<string, ErrorDocument>();
  const log = createMemoryLog();
  const start = () =>
    createArming({
      registry,
      db,
      audit: createAuditChain(db, clock),
      clock,
      ids: createSeededIds('arming', clock),
      log,
      objection: (name) => objections.get(name) ?? null,
      onChange: (names) => changes.push(names),
    });
  const arming = start();
  const mint = (name: string, ms: number) => arming.mint(name, ms, KEY);
  const arm = (name: string, ms: number) => arming.arm(mint(name, ms).confirmation_id, name, 'desktop');
  const audited = () =>
    db
      .all<{ kind: string; subject: string; body: string }>('SELECT kind, subject, body FROM audit ORDER BY seq')
      .map((entry) => [entry.kind, entry.subject, JSON.parse(entry.body) as unknown]);
  return { db, clock, arming, mint, arm, audited, changes, objections, start, log };
}

describe('arming', () => {
  it('starts disarmed, also after a run that ended armed', () => {
    const { arming, arm, start } = desk();
    expect(arming.current()).toEqual({ real_accounts: 2, armed: [] });
    arm('real_a', 8 * HOUR);
    arming.close();
    const next = start();
    expect([next.armedUntilMs('real_a'), next.current().armed]).toEqual([null, []]);
  });

  it('takes the confirmation that was made, once, with the name typed', () => {
    const { arming, mint, clock, audited } = desk();
    const confirmation = mint('real_b', 8 * HOUR);
    expect(confirmation).toMatchObject({ account_name: 'real_b', duration_ms: 8 * HOUR, phrase: 'real_b' });
    expect(arming.armedUntilMs('real_b')).toBeNull();
    const until = isoTime(clock.nowMs() + 8 * HOUR);
    expect(arming.arm(confirmation.confirmation_id, ' real_b ', 'cli')).toEqual({
      account_name: 'real_b',
      owner: 'friend',
      armed_until: until,
    });
    expect(arming.armedUntilMs('real_b')).toBe(clock.nowMs() + 8 * HOUR);
    expect(arming.armedUntilMs('real_a')).toBeNull();
    expect(() => arming.arm(confirmation.confirmation_id, 'real_b', 'cli')).toThrow(invalid);
    expect(audited()).toEqual([['armed', 'real_b', { by: 'cli', until }]]);
    arming.close();
  });

  it.each(['', 'real', 'REAL_A', 'real_b', 'real_a real_a'])(
    'refuses the wrong phrase "%s", and uses the confirmation up',
    (typed) => {
      const { arming, mint, audited } = desk();
      const { confirmation_id: id } = mint('real_a', HOUR);
      expect(() => arming.arm(id, typed, 'cli')).toThrow(invalid);
      expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(invalid);
      expect([arming.armedUntilMs('real_a'), audited()]).toEqual([null, []]);
    },
  );

  it('arms only the account and time that the confirmation was made for', () => {
    const { arming, mint, clock } = desk();
    const forA = mint('real_a', HOUR);
    mint('real_b', 24 * HOUR);
    expect(() => arming.arm(forA.confirmation_id, 'real_b', 'cli')).toThrow(invalid);
    expect(() => arming.arm('cfm_made_up', 'real_a', 'cli')).toThrow(invalid);
    const again = mint('real_a', HOUR);
    arming.arm(again.confirmation_id, 'real_a', 'cli');
    expect([arming.armedUntilMs('real_a'), arming.armedUntilMs('real_b')]).toEqual([clock.nowMs() + HOUR, null]);
    arming.close();
  });

  it.each([
    [59_999, true],
    [60_000, false],
  ])('after %d ms a confirmation is no longer good: %s', (ms, good) => {
    const { arming, mint, clock } = desk();
    const { confirmation_id: id } = mint('real_a', HOUR);
    clock.advance(ms);
    if (good) expect(arming.arm(id, 'real_a', 'cli').account_name).toBe('real_a');
    else expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(invalid);
    arming.close();
  });

  it('a confirmation is good for a minute, wherever the wall clock is set', () => {
    for (const jump of [-12 * HOUR, 2 * 60_000]) {
      const { arming, mint, clock } = desk();
      const { confirmation_id: id } = mint('real_a', HOUR);
      clock.jumpWallTo(clock.nowMs() + jump);
      clock.advance(jump < 0 ? 60_000 : 0);
      expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(invalid);
    }
  });

  it.each([59_999, 24 * HOUR + 1, 0, -1, Number.NaN])('refuses to be armed for %d ms', (ms) => {
    expect(() => desk().arming.check('real_a', ms)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it.each([
    ['paper_a', 'MODE_VIOLATION'],
    ['broken', 'ACCOUNT_INVALID'],
    ['nobody', 'ACCOUNT_NOT_FOUND'],
  ])('refuses %s: %s', (name, code) => {
    expect(() => desk().arming.check(name, HOUR)).toThrow(expect.objectContaining({ code }));
  });

  it('ends by itself, exactly on the millisecond, and says so', () => {
    const { arming, arm, clock, audited, changes } = desk();
    arm('real_a', HOUR);
    clock.advance(HOUR - 1);
    expect(arming.armedUntilMs('real_a')).toBe(clock.nowMs() + 1);
    clock.advance(1);
    expect([arming.armedUntilMs('real_a'), arming.current().armed]).toEqual([null, []]);
    expect(audited().at(-1)).toEqual(['disarmed', 'real_a', { by: 'expiry' }]);
    expect(changes).toEqual([['real_a'], ['real_a']]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is refused where the account may not be armed by now, and the confirmation is used up', () => {
    const { arming, mint, objections, audited } = desk();
    const { confirmation_id: id } = mint('real_a', HOUR);
    objections.set('real_a', { code: 'KILL_SWITCH', message: 'everything is killed' });
    expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(expect.objectContaining({ code: 'KILL_SWITCH' }));
    objections.clear();
    expect(() => arming.arm(id, 'real_a', 'cli')).toThrow(invalid);
    expect([arming.armedUntilMs('real_a'), audited()]).toEqual([null, []]);
  });

  it.each([
    ['real_a', [false, true]],
    [null, [false, false]],
  ] as const)('disarming %s takes back the confirmations that were not used yet', (name, good) => {
    const { arming, mint } = desk();
    const [a, b] = [mint('real_a', HOUR), mint('real_b', HOUR)];
    arming.disarm(name, 'cli');
    for (const [i, { confirmation_id: id, phrase }] of [a, b].entries()) {
      if (good[i]) expect(arming.arm(id, phrase, 'cli').account_name).toBe(phrase);
      else expect(() => arming.arm(id, phrase, 'cli')).toThrow(invalid);
    }
    arming.close();
  });

  it('has ended when the wall clock says so, even where the timer slept', () => {
    const { arming, arm, clock } = desk();
    arm('real_a', HOUR);
    clock.jumpWallTo(clock.nowMs() + HOUR);
    expect([arming.armedUntilMs('real_a'), arming.current().armed]).toEqual([null, []]);
    arming.close();
  });

  it('ends in time though the wall clock is set back', () => {
    const { arming, arm, clock } = desk();
    arm('real_a', HOUR);
    clock.jumpWallTo(clock.nowMs() - 12 * HOUR);
    clock.advance(HOUR);
    expect(arming.armedUntilMs('real_a')).toBeNull();
  });

  it('says how long it really lasts where the wall clock was set back, and a sleep after that ends it in time', () => {
    const { arming, arm, clock } = desk();
    arm('real_a', HOUR);
    clock.advance(HOUR / 4);
    clock.jumpWallTo(clock.nowMs() - HOUR / 2);
    arming.timeJumped();
    expect(arming.armedUntilMs('real_a')).toBe(clock.nowMs() + (3 * HOUR) / 4);
    // Asleep: the monotonic clock stands still.
    clock.jumpWallTo(clock.nowMs() + (3 * HOUR) / 4);
    expect(arming.armedUntilMs('real_a')).toBeNull();
    arming.close();
  });

  it('a jump of time ends what has run out, says so, and leaves the rest', () => {
    const { arming, arm, clock, audited, changes } = desk();
    arm('real_a', HOUR);
    arm('real_b', 4 * HOUR);
    const until = arming.armedUntilMs('real_b');
    clock.jumpWallTo(clock.nowMs() + 2 * HOUR);
    arming.timeJumped();
    expect(arming.current().armed.map(({ account_name: name }) => name)).toEqual(['real_b']);
    expect(arming.armedUntilMs('real_b')).toBe(until);
    expect(audited().at(-1)).toEqual(['disarmed', 'real_a', { by: 'expiry' }]);
    expect(changes.at(-1)).toEqual(['real_a', 'real_b']);
    expect(clock.pendingTimers()).toBe(1);
    arming.close();
  });

  it('never lasts longer than it was armed for, by either clock, however the wall clock is set and the machine sleeps', () => {
    const step = fc.record({
      kind: fc.constantFrom('run', 'sleep', 'set'),
      ms: fc.integer({ min: -3 * HOUR, max: 3 * HOUR }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { arming, arm, clock, db } = desk();
        arm('real_a', HOUR);
        // What a watch would show that runs while the machine sleeps and cannot be set.
        let passedMs = 0;
        for (const { kind, ms } of steps) {
          const forwards = Math.abs(ms);
          if (kind === 'run') clock.advance(forwards);
          else clock.jumpWallTo(clock.nowMs() + (kind === 'sleep' ? forwards : ms));
          if (kind !== 'set') passedMs += forwards;
          arming.timeJumped();
          const until = arming.armedUntilMs('real_a');
          // Steps of the wall clock of less than a second are not told from its drift.
          if (until !== null) expect(until - clock.nowMs()).toBeLessThan(HOUR - passedMs + 1_000);
        }
        arming.close();
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  it('can be renewed: the newer time counts', () => {
    const { arming, arm, clock, audited } = desk();
    arm('real_a', HOUR);
    clock.advance(HOUR / 2);
    arm('real_a', HOUR);
    clock.advance(HOUR - 1);
    expect(arming.armedUntilMs('real_a')).not.toBeNull();
    clock.advance(1);
    expect(arming.armedUntilMs('real_a')).toBeNull();
    expect(audited().map(([kind]) => kind)).toEqual(['armed', 'armed', 'disarmed']);
  });

  it('is ended for one account or for all, and each end is recorded once', () => {
    const { arming, arm, audited, clock } = desk();
    arm('real_a', HOUR);
    arm('real_b', HOUR);
    expect(arming.disarm('real_a', 'cli').armed.map((entry) => entry.account_name)).toEqual(['real_b']);
    arm('real_a', HOUR);
    expect(arming.disarm(null, 'desktop').armed).toEqual([]);
    arming.disarm(null, 'desktop');
    arming.disarm('real_a', 'desktop');
    expect(audited().filter(([kind]) => kind === 'disarmed')).toEqual([
      ['disarmed', 'real_a', { by: 'cli' }],
      ['disarmed', 'real_b', { by: 'desktop' }],
      ['disarmed', 'real_a', { by: 'desktop' }],
    ]);
    expect(() => arming.disarm('nobody', 'cli')).toThrow(expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }));
    expect(clock.pendingTimers()).toBe(0);
  });

  it('does not arm what cannot be recorded, and disarms every account even where that cannot be', () => {
    const { arming, mint, arm, db, changes } = desk();
    arm('real_a', HOUR);
    arm('real_b', HOUR);
    const renewal = mint('real_a', 24 * HOUR);
    db.exec('PRAGMA query_only=ON');
    const until = arming.armedUntilMs('real_a');
    expect(() => arming.arm(renewal.confirmation_id, 'real_a', 'cli')).toThrow(/readonly/);
    expect(arming.armedUntilMs('real_a')).toBe(until);
    expect(() => arming.disarm(null, 'cli')).toThrow(/readonly/);
    expect([arming.armedUntilMs('real_a'), arming.armedUntilMs('real_b')]).toEqual([null, null]);
    expect(changes.at(-1)).toEqual(['real_a', 'real_b']);
  });

  it('runs out without ending the process where that cannot be recorded', () => {
    const { arming, arm, clock, db, log, changes } = desk();
    arm('real_a', HOUR);
    db.exec('PRAGMA query_only=ON');
    clock.advance(HOUR);
    expect(arming.armedUntilMs('real_a')).toBeNull();
    expect(changes.at(-1)).toEqual(['real_a']);
    expect(log.records).toMatchObject([{ level: 'ERROR', account_name: 'real_a' }]);
  });
});
