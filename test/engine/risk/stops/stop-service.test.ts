import { describe, expect, it } from 'vitest';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { stopsWorld } from './stops-world.ts';

const ALL: RiskScope = { kind: 'global' };
const MAIN: RiskScope = { kind: 'account', name: 'main_binance' };

describe('a kill', () => {
  it('holds at once, is written in the same turn, and says who, what and why', () => {
    const { stops, journal, audit, changes } = stopsWorld();
    expect(stops.objection('main_binance', null)).toBeNull();
    const stop = stops.api.kill({ scope: ALL, reason: 'enough' }, 'desktop');
    expect(stop).toMatchObject({
      ...{ scope: ALL, cause: 'kill', code: 'KILL_SWITCH', reason: 'enough', by: 'desktop', durable: true },
      ...{ cancel: false, flatten: false, work: [] },
    });
    expect(stops.api.current()).toEqual({ stops: [stop] });
    expect(stops.objection('main_binance', null)).toMatchObject({ code: 'KILL_SWITCH', message: /enough/ });
    expect(journal.all('SELECT id, scope_kind, scope_name, released_ms FROM stops')).toEqual([
      { id: stop.id, scope_kind: 'global', scope_name: null, released_ms: null },
    ]);
    expect(audit()).toMatchObject([{ kind: 'stopped', subject: stop.id, body: { by: 'desktop', reason: 'enough' } }]);
    expect(changes()).toBeGreaterThan(0);
  });

  it.each<[RiskScope, (string | null)[][]]>([
    [
      ALL,
      [
        ['main_binance', null],
        ['friend', 'trend'],
        ['practice', null],
        ['nobody', 'x'],
      ],
    ],
    [
      { kind: 'owner', name: 'ann' },
      [
        ['main_binance', null],
        ['practice', 'trend'],
      ],
    ],
    [
      MAIN,
      [
        ['main_binance', null],
        ['main_binance', 'trend'],
      ],
    ],
    [
      { kind: 'strategy', name: 'trend' },
      [
        ['main_binance', 'trend'],
        ['friend', 'trend'],
        ['practice', 'trend'],
        ['nobody', 'trend'],
      ],
    ],
  ])('of %j holds exactly what it names', (scope, held) => {
    const { stops } = stopsWorld();
    stops.api.kill({ scope }, 'cli');
    for (const account of ['main_binance', 'friend', 'practice', 'nobody']) {
      for (const strategy of [null, 'trend', 'x']) {
        const isHeld =
          scope.kind === 'global' ||
          held.some(([name, of]) => name === account && (of === strategy || scope.kind !== 'strategy'));
        expect(stops.objection(account, strategy) !== null, `${account} ${strategy}`).toBe(isHeld);
      }
    }
  });

  it.each<[RiskScope, (string | null)[]]>([
    [ALL, [null]],
    [{ kind: 'owner', name: 'ann' }, ['main_binance']],
    [{ kind: 'account', name: 'friend' }, ['friend']],
    [{ kind: 'strategy', name: 'trend' }, []],
  ])('of %j disarms the accounts in it, and no others', (scope, expected) => {
    const { stops, disarmed } = stopsWorld();
    stops.api.kill({ scope }, 'cli');
    expect(disarmed).toEqual(expected);
  });

  it.each<RiskScope>([
    { kind: 'account', name: 'nobody' },
    { kind: 'owner', name: 'Ann' },
    { kind: 'strategy', name: 'tremd' },
  ])('of %j, of which nothing is known, is refused: a slip of the pen must not pass for a stop', (scope) => {
    const { stops } = stopsWorld();
    expect(() => stops.api.kill({ scope }, 'cli')).toThrow(expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }));
    expect(stops.api.current()).toEqual({ stops: [] });
  });

  it('by a program flattens nothing where a real account in its scope is disarmed: all is stopped and canceled, and the reason says so', () => {
    const { stops, begun } = stopsWorld();
    stops.api.kill({ scope: { kind: 'account', name: 'practice' }, flatten: true }, 'http');
    stops.api.kill({ scope: MAIN, flatten: true }, 'http');
    // By now main_binance is disarmed, and friend is not.
    const refused = stops.api.kill({ scope: ALL, flatten: true, reason: 'panic' }, 'http');
    expect(begun).toMatchObject([
      { cancel: true, flatten: true },
      { cancel: true, flatten: true },
      { cancel: true, flatten: false },
    ]);
    expect(refused.reason).toBe(
      'panic Not flattened: main_binance is disarmed, and only a person closes positions there.',
    );
    expect(stops.objection('friend', null)).not.toBeNull();
    expect(stops.api.kill({ scope: ALL, flatten: true }, 'cli').flatten).toBe(true);
  });

  it('begins its work only where that was asked for; to flatten is to cancel too, and no strategy can be flattened', () => {
    const { stops, begun } = stopsWorld();
    stops.api.kill({ scope: MAIN }, 'cli');
    expect(begun).toEqual([]);
    stops.api.kill({ scope: MAIN, cancel: true }, 'cli');
    stops.api.kill({ scope: MAIN, flatten: true }, 'cli');
    expect(begun).toMatchObject([
      { cancel: true, flatten: false },
      { cancel: true, flatten: true },
    ]);
    const strategy = { kind: 'strategy', name: 'trend' } as const;
    expect(() => stops.api.kill({ scope: strategy, flatten: true }, 'cli')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    stops.api.kill({ scope: strategy, cancel: true }, 'cli');
    expect(begun).toHaveLength(3);
  });

  it('survives a restart', () => {
    const first = stopsWorld();
    const kept = [
      first.stops.api.kill({ scope: MAIN, cancel: true, reason: 'x' }, 'http'),
      first.stops.api.kill({ scope: { kind: 'owner', name: 'bob' } }, 'page'),
    ];
    first.stops.store.setWork(kept[0]!.id, [
      {
        account_name: 'main_binance',
        stage: 'cancelling',
        attempts: 1,
        open_orders: 2,
        positions: null,
        error: null,
        updated_at: 'x',
      },
    ]);
    const second = stopsWorld({ db: first.journal, clock: first.clock });
    expect(second.stops.api.current()).toEqual(first.stops.api.current());
    expect(second.stops.objection('friend', null)).toMatchObject({ code: 'KILL_SWITCH' });
    expect(second.stops.api.current().stops.map(({ id }) => id)).toEqual([kept[1]!.id, kept[0]!.id]);
  });

  it('writes no secret that somebody put into its reason', () => {
    const { stops, journal, log } = stopsWorld();
    stops.api.kill({ scope: ALL, reason: 'leaked secret-of-friend' }, 'cli');
    expect(JSON.stringify([stops.api.current(), log.records, journal.all('SELECT * FROM stops')])).not.toContain(
      'secret-of-friend',
    );
  });
});

describe('a kill that cannot be written', () => {
  it('is in effect all the same, says so, and is written as soon as it can be', () => {
    const { stops, failing, clock, journal, disarmed, audit } = stopsWorld();
    failing.db = true;
    expect(() => stops.api.kill({ scope: ALL, cancel: true }, 'desktop')).toThrow(
      expect.objectContaining({ code: 'JOURNAL_UNAVAILABLE', message: expect.stringContaining('IS in effect') }),
    );
    expect(stops.objection('friend', 'x')).toMatchObject({ code: 'KILL_SWITCH' });
    expect(stops.api.current().stops).toMatchObject([{ durable: false }]);
    expect(disarmed).toEqual([null]);
    clock.advance(5_000);
    expect(stops.api.current().stops).toMatchObject([{ durable: false }]);
    failing.db = false;
    clock.advance(1_000);
    expect(stops.api.current().stops).toMatchObject([{ durable: true }]);
    expect(journal.all('SELECT cancels FROM stops')).toEqual([{ cancels: 1 }]);
    expect(audit().filter(({ kind }) => kind === 'stopped')).toHaveLength(1);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('tries once more when the console ends', () => {
    const { stops, failing, journal } = stopsWorld();
    failing.db = true;
    expect(() => stops.api.kill({ scope: ALL }, 'desktop')).toThrow();
    failing.db = false;
    stops.store.close();
    expect(journal.all('SELECT id FROM stops')).toHaveLength(1);
  });

  it('can be released before it was written, and leaves its trace', () => {
    const { stops, failing, journal, audit, clock } = stopsWorld();
    failing.db = true;
    expect(() => stops.api.kill({ scope: ALL }, 'desktop')).toThrow();
    const held = stops.api.prepareRelease(ALL);
    expect(() => stops.api.release(held.confirmation_id, held.phrase, 'desktop')).toThrow(/full/);
    expect(stops.objection('friend', null)).not.toBeNull();
    failing.db = false;
    const again = stops.api.prepareRelease(ALL);
    expect(stops.api.release(again.confirmation_id, again.phrase, 'desktop')).toEqual({ stops: [] });
    expect(journal.all('SELECT released_by FROM stops')).toEqual([{ released_by: 'desktop' }]);
    expect(audit().map(({ kind }) => kind)).toEqual(['stopped', 'stop_released']);
    clock.advance(60_000);
    expect(stops.objection('friend', null)).toBeNull();
  });
});

describe('releasing', () => {
  it('needs the phrase of the scope, typed, once, within a minute', () => {
    const { stops, clock } = stopsWorld();
    stops.api.kill({ scope: ALL }, 'cli');
    stops.api.kill({ scope: MAIN }, 'cli');
    const { phrase } = stops.api.prepareRelease(ALL);
    expect([phrase, stops.api.prepareRelease(MAIN).phrase]).toEqual(['resume all', 'main_binance']);
    const invalid = expect.objectContaining({ code: 'CONFIRMATION_INVALID' });
    const attempt = (typed: string, id = stops.api.prepareRelease(ALL).confirmation_id) =>
      stops.api.release(id, typed, 'cli');
    expect(() => attempt('resume')).toThrow(invalid);
    expect(() => attempt('main_binance')).toThrow(invalid);
    expect(() => attempt('resume all', 'cfm_nothing')).toThrow(invalid);
    const used = stops.api.prepareRelease(ALL).confirmation_id;
    expect(() => attempt('wrong', used)).toThrow(invalid);
    expect(() => attempt('resume all', used)).toThrow(invalid);
    const late = stops.api.prepareRelease(ALL).confirmation_id;
    clock.advance(60_000);
    expect(() => attempt('resume all', late)).toThrow(invalid);
    const setBack = stops.api.prepareRelease(ALL).confirmation_id;
    clock.advance(59_000);
    clock.jumpWallTo(clock.nowMs() - 3_600_000);
    clock.advance(1_500);
    expect(() => attempt('resume all', setBack)).toThrow(invalid);
    expect(stops.api.current().stops).toHaveLength(2);
    expect(attempt(' resume all ').stops).toMatchObject([{ scope: MAIN }]);
  });

  it('releases exactly what it was made for: no other scope, and nothing that came later', () => {
    const { stops, released, audit } = stopsWorld();
    const first = stops.api.kill({ scope: MAIN }, 'cli');
    const owner = stops.api.kill({ scope: { kind: 'owner', name: 'ann' } }, 'cli');
    const { confirmation_id, stops: meant } = stops.api.prepareRelease(MAIN);
    expect(meant).toEqual([first.id]);
    const later = stops.api.kill({ scope: MAIN }, 'cli');
    const left = stops.api.release(confirmation_id, 'main_binance', 'page').stops.map(({ id }) => id);
    expect(left).toEqual([later.id, owner.id]);
    expect(released).toEqual([first.id]);
    expect(stops.objection('main_binance', null)).not.toBeNull();
    expect(audit().at(-1)).toMatchObject({ kind: 'stop_released', subject: first.id, body: { by: 'page' } });
  });

  it('of what is not stopped is refused', () => {
    const { stops } = stopsWorld();
    stops.api.kill({ scope: ALL }, 'cli');
    expect(() => stops.api.prepareRelease(MAIN)).toThrow(expect.objectContaining({ code: 'STOP_NOT_FOUND' }));
  });

  it('of several kills of one scope releases all of them', () => {
    const { stops } = stopsWorld();
    stops.api.kill({ scope: ALL }, 'cli');
    stops.api.kill({ scope: ALL, cancel: true }, 'page');
    const { confirmation_id, phrase, stops: meant } = stops.api.prepareRelease(ALL);
    expect(meant).toHaveLength(2);
    expect(stops.api.release(confirmation_id, phrase, 'cli')).toEqual({ stops: [] });
  });
});

describe('the table of stops', () => {
  it('keeps what was: nothing is deleted, rewritten, or released twice', () => {
    const { stops, journal } = stopsWorld();
    const { id } = stops.api.kill({ scope: MAIN }, 'cli');
    expect(() => journal.run('DELETE FROM stops')).toThrow(/kept/);
    expect(() => journal.run(`UPDATE stops SET scope_name = 'friend' WHERE id = ?`, id)).toThrow(/kept/);
    const { confirmation_id } = stops.api.prepareRelease(MAIN);
    stops.api.release(confirmation_id, 'main_binance', 'cli');
    expect(() => journal.run('UPDATE stops SET released_ms = NULL, released_by = NULL WHERE id = ?', id)).toThrow(
      /not changed/,
    );
  });
});
