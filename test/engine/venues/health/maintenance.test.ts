import { describe, expect, it } from 'vitest';
import { createExchangeHealth } from '../../../../electron/engine/venues/health/exchange-health.ts';
import type { SystemStatus } from '../../../../electron/engine/venues/venue.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const PLACE = { exchange: 'kraken', testnet: false, market: 'spot', apiUrl: null } as const;
const PATIENT = { ...PLACE, name: 'main', mode: 'real' } as const;
const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));

function desk(status: SystemStatus) {
  const clock = createFakeClock();
  const seen = { status, asked: 0, changes: 0, fails: false };
  const health = createExchangeHealth(clock, () => void (seen.changes += 1));
  health.attend(PLACE, () => {
    seen.asked += 1;
    return seen.fails ? Promise.reject(new Error('https://venue?key=canary')) : Promise.resolve(seen.status);
  });
  const note = async (reason: string | null): Promise<void> => {
    health.note(PLACE, 'orders', reason);
    await settle();
  };
  return { clock, health, seen, note, trouble: () => health.troubleOf(PATIENT) };
}

const IN_MAINTENANCE = 'the exchange says that it is in maintenance';

describe('what an exchange says of itself', () => {
  it('is asked for after a failure alone, and makes it unhealthy at once, with that reason', async () => {
    const { seen, note, trouble, health } = desk('maintenance');
    await note(null);
    expect(seen.asked).toBe(0);
    await note('HTTP status 502');
    expect(seen).toMatchObject({ asked: 1, changes: 1 });
    expect(trouble()).toBe(IN_MAINTENANCE);
    // Failures that follow do not talk over it.
    await note('HTTP status 503');
    expect(trouble()).toBe(IN_MAINTENANCE);
    expect(health.troubleOf({ ...PATIENT, mode: 'paper' })).toBe(IN_MAINTENANCE);
    expect(health.troubleOf({ ...PATIENT, testnet: true })).toBeNull();
  });

  it('is asked for once a minute at most', async () => {
    const { clock, seen, note } = desk('ok');
    for (let second = 0; second < 180; second += 1) {
      await note('timeout');
      clock.advance(1_000);
    }
    expect(seen.asked).toBe(3);
  });

  it('changes nothing where it says that it is well, or nothing, or cannot be asked', async () => {
    for (const status of ['ok', null] as const) {
      const { note, trouble } = desk(status);
      await note('timeout');
      expect(trouble()).toBeNull();
    }
    const { seen, note, trouble } = desk('maintenance');
    seen.fails = true;
    await note('timeout');
    expect(trouble()).toBeNull();
  });

  it('holds for as long as it says so, whatever reads come back meanwhile', async () => {
    const { clock, health, seen, note, trouble } = desk('maintenance');
    await note('timeout');
    for (let seconds = 0; seconds < 600; seconds += 10) {
      clock.advance(10_000);
      health.note(PLACE, 'reads', null);
      await settle();
      expect(trouble()).toBe(IN_MAINTENANCE);
    }
    expect(seen.asked).toBe(11);
    // Over: trust comes back as after any other trouble.
    seen.status = 'ok';
    for (let seconds = 0; seconds < 200; seconds += 10) {
      clock.advance(10_000);
      health.note(PLACE, 'reads', null);
      await settle();
    }
    expect(trouble()).toBeNull();
    const asked = seen.asked;
    clock.advance(120_000);
    health.note(PLACE, 'reads', null);
    await settle();
    expect(seen.asked).toBe(asked);
  });

  it('gives way to what goes wrong after it', async () => {
    const { clock, seen, note, trouble } = desk('maintenance');
    await note('timeout');
    seen.status = 'ok';
    clock.advance(61_000);
    await note('timeout');
    await note('HTTP status 502');
    expect(trouble()).toBe('HTTP status 502');
  });
});
