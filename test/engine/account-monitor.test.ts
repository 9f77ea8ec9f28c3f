import { describe, expect, it } from 'vitest';
import { createAccountMonitor } from '../../electron/engine/accounts/account-monitor.ts';
import { AccountRegistry } from '../../electron/engine/accounts/registry.ts';
import { createRedactor } from '../../electron/engine/telemetry/redact.ts';
import type { VenuePool } from '../../electron/engine/venues/venue-pool.ts';
import type { Venue } from '../../electron/engine/venues/venue.ts';
import type { AccountStatusDocument, BalanceDocument } from '../../shared/schema/account.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import { realAccount } from '../support/accounts.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function desk() {
  const clock = createFakeClock();
  const registry = new AccountRegistry();
  registry.register(realAccount('main_binance'));
  const asked = { seats: 0, balances: 0 };
  const script = {
    seat: () => {},
    balances: async (): Promise<BalanceDocument[]> => [{ asset: 'USDT', free: '1', locked: '0', total: '1' }],
  };
  const venue = { balances: () => ((asked.balances += 1), script.balances()) } as Venue;
  const pool = {
    venue: () => {
      asked.seats += 1;
      script.seat();
      return venue;
    },
  } as unknown as VenuePool;
  const statuses: AccountStatusDocument[] = [];
  let marks = 0;
  const monitor = createAccountMonitor({
    registry,
    pool,
    clock,
    redact: createRedactor([]),
    mark: () => ++marks,
    armedUntilMs: () => null,
    orderFacts: (account_name) => ({
      stream: 'none',
      reconcile: {
        ...{ account_name, state: 'not_needed', at: null, unsettled: 0, settled: 0, fills_booked: 0 },
        ...{ external_orders: 0, unknown_orders: 0, error: null },
      },
      external_orders: 0,
    }),
    unsettledCounts: () => new Map(),
    onStatus: (status) => statuses.push(status),
  });
  return { clock, monitor, script, asked, statuses, status: () => monitor.status('main_binance') };
}

describe('account monitor', () => {
  it('knows nothing before it asked: unknown is not zero', () => {
    expect(desk().status()).toMatchObject({ connectivity: 'idle', balances: null, headline: null, error: null });
  });

  it('reads once for all that ask at once, and keeps a reading for as long as it may be old', async () => {
    const { monitor, asked, clock, status } = desk();
    const [one, two] = await Promise.all([monitor.balances('main_binance', 0), monitor.balances('main_binance', 0)]);
    expect([one === two, asked.balances]).toEqual([true, 1]);
    expect(status()).toMatchObject({ connectivity: 'live', headline: { asset: 'USDT', total: '1' } });
    clock.advance(29_999);
    expect(await monitor.balances('main_binance', 30_000)).toBe(one);
    clock.advance(1);
    expect(await monitor.balances('main_binance', 30_000)).not.toBe(one);
    const latest = await monitor.balances('main_binance', 30_000);
    expect(await monitor.balances('main_binance', 0)).not.toBe(latest);
  });

  it('does not take a reading for fresh because the clock was set back', async () => {
    const { monitor, asked, clock } = desk();
    await monitor.balances('main_binance', 0);
    clock.jumpWallTo(clock.nowMs() - 3_600_000);
    await monitor.balances('main_binance', 30_000);
    expect(asked.balances).toBe(2);
  });

  it('shows a failure, keeps the last reading, and recovers', async () => {
    const { monitor, script, status } = desk();
    const read = script.balances;
    await monitor.balances('main_binance', 0);
    script.balances = () => Promise.reject(new QtError('VENUE_AUTH', 'bad key'));
    await expect(monitor.balances('main_binance', 0)).rejects.toMatchObject({ code: 'VENUE_AUTH' });
    expect(status()).toMatchObject({
      connectivity: 'error',
      error: { code: 'VENUE_AUTH', message: 'bad key' },
      balances: [{ asset: 'USDT' }],
    });
    script.balances = () => Promise.reject(new TypeError('a bug that quotes a secret'));
    await expect(monitor.balances('main_binance', 0)).rejects.toThrow(TypeError);
    expect(status().error).toMatchObject({ code: 'INTERNAL', message: expect.not.stringContaining('quotes') });
    script.balances = read;
    await monitor.balances('main_binance', 0);
    expect(status()).toMatchObject({ connectivity: 'live', error: null });
  });

  it('tries again after a seat that could not be opened', async () => {
    const { monitor, script } = desk();
    script.seat = () => {
      throw new QtError('JOURNAL_UNAVAILABLE');
    };
    await expect(monitor.balances('main_binance', 0)).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    script.seat = () => {};
    expect((await monitor.balances('main_binance', 0)).balances).toHaveLength(1);
  });

  it('reads on at its pace while watched, through failures, and stops when nobody looks', async () => {
    const { monitor, script, asked, clock } = desk();
    monitor.watchAll(true);
    await clock.advanceAsync(0);
    expect(asked.balances).toBe(1);
    script.balances = () => Promise.reject(new QtError('VENUE_UNREACHABLE'));
    await clock.advanceAsync(45_000);
    expect(asked.balances).toBe(4);
    monitor.watchAll(false);
    await clock.advanceAsync(120_000);
    expect([asked.balances, clock.pendingTimers()]).toEqual([5, 0]);
  });

  it('calls a reading stale when the next ones are missing, and leaves no timer when closed', async () => {
    const { monitor, script, clock, status } = desk();
    await monitor.balances('main_binance', 0);
    monitor.watchAll(true);
    script.balances = () => new Promise(() => {});
    await clock.advanceAsync(46_000);
    expect(status().connectivity).toBe('stale');
    monitor.close();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('reads again shortly after an order, once however many there were', async () => {
    const { monitor, asked, clock } = desk();
    for (let i = 0; i < 5; i += 1) monitor.refreshSoon('main_binance');
    await clock.advanceAsync(10_000);
    expect(asked.balances).toBe(1);
  });
});
