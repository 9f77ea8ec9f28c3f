import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../../electron/engine/engine.ts';
import { openStopReserve } from '../../../../electron/engine/risk/stops/stop-reserve.ts';
import type { StopDocument } from '../../../../shared/schema/risk.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { tempJournal } from '../../../support/temp-journal.ts';
import { stopsWorld } from './stops-world.ts';

const file = (): string => path.join(tempDir(), 'stops-reserve.json');
const KILL = { scope: { kind: 'account', name: 'friend' } } as const;

describe('stops that the journal cannot take', () => {
  it('outlive a crash, and enter the journal as soon as it can be written', () => {
    const reserve = file();
    const db = tempJournal();
    const first = stopsWorld({ db, reserve });
    first.failing.db = true;
    expect(() => first.stops.api.kill(KILL, 'cli')).toThrow(/IS in effect/);
    const [killed] = first.stops.api.current().stops;
    // No close: the process is gone.
    const second = stopsWorld({ db, reserve });
    expect(second.stops.objection('friend', null)?.code).toBe('KILL_SWITCH');
    expect(second.stops.api.current().stops).toEqual([{ ...killed, durable: true }]);
    expect(db.all('SELECT id FROM stops')).toEqual([{ id: killed?.id }]);
    expect(second.audit().map(({ kind }) => kind)).toEqual(['stopped']);
    expect(openStopReserve(reserve).read()).toEqual({ stops: [], damaged: false });
  });

  it('are not brought back by a reserve that is older than the journal', () => {
    const reserve = file();
    const db = tempJournal();
    const first = stopsWorld({ db, reserve });
    first.failing.db = true;
    expect(() => first.stops.api.kill(KILL, 'cli')).toThrow();
    const kept = readFileSync(reserve);
    first.failing.db = false;
    const { confirmation_id, phrase } = first.stops.api.prepareRelease(KILL.scope);
    first.stops.api.release(confirmation_id, phrase, 'cli');
    expect(openStopReserve(reserve).read()).toEqual({ stops: [], damaged: false });
    writeFileSync(reserve, kept);
    expect(stopsWorld({ db, reserve }).stops.api.current().stops).toEqual([]);
  });

  it('are written into room that was taken before', () => {
    const reserve = file();
    openStopReserve(reserve);
    const { size, mode } = statSync(reserve);
    expect([size, mode & 0o777]).toEqual([128 * 1_024, 0o600]);
    const world = stopsWorld({ reserve });
    world.failing.db = true;
    expect(() => world.stops.api.kill({ scope: { kind: 'global' } }, 'cli')).toThrow();
    expect(openStopReserve(reserve).read().stops).toHaveLength(1);
    expect(statSync(reserve).size).toBe(size);
  });

  it('hold an engine that is opened anew', async () => {
    const dataDir = tempDir();
    const { stops, failing } = stopsWorld({ reserve: path.join(dataDir, 'stops-reserve.json') });
    failing.db = true;
    expect(() => stops.api.kill({ scope: { kind: 'global' } }, 'cli')).toThrow();
    const engine = await openEngine({ dataDir, env: {} });
    onTestFinished(() => engine.close());
    const fired = await engine.signals.fire(
      { symbol: 'BTC/USDT', side: 'long', amount: '0.01', type: 'market' },
      'cli',
    );
    expect([fired.error?.code, fired.orders]).toEqual(['KILL_SWITCH', []]);
    expect(engine.stops.current().stops).toMatchObject([{ scope: { kind: 'global' }, durable: true }]);
  });

  it('survive a write that is torn, and one that is not theirs stops everything', () => {
    const reserve = file();
    const opened = openStopReserve(reserve);
    const [stop] = stopsWorldWithKill();
    opened.keep([stop]);
    opened.keep([stop, stop]);
    const bytes = readFileSync(reserve);
    // The newer of the two is cut short.
    const torn = Buffer.concat([Buffer.from('{"torn'), Buffer.alloc(64 * 1_024 - 6, ' '), bytes.subarray(64 * 1_024)]);
    writeFileSync(reserve, torn);
    expect(openStopReserve(reserve).read()).toEqual({ stops: [stop], damaged: false });

    for (const content of ['not ours', '[null]', `${'0'.repeat(64)} {"turn":1,"stops":[]}`]) {
      const broken = file();
      writeFileSync(broken, content);
      const { stops } = stopsWorld({ reserve: broken });
      expect(stops.api.current().stops, content).toMatchObject([
        { scope: { kind: 'global' }, cause: 'automatic', code: 'JOURNAL_UNAVAILABLE', durable: true },
      ]);
      expect(stops.objection('friend', null)?.code).toBe('ACCOUNT_STOPPED');
      expect(openStopReserve(broken).read()).toEqual({ stops: [], damaged: false });
    }
  });

  it('are said to be in memory alone where even that room cannot be written', () => {
    const world = stopsWorld({ reserve: path.join(tempDir(), 'no-such-folder', 'stops-reserve.json') });
    world.failing.db = true;
    expect(() => world.stops.api.kill(KILL, 'cli')).toThrow(/do NOT close the console/);
    expect(world.stops.objection('friend', null)?.code).toBe('KILL_SWITCH');
  });
});

function stopsWorldWithKill(): [StopDocument] {
  const { stops } = stopsWorld();
  return [{ ...stops.api.kill(KILL, 'cli'), work: [] }];
}
