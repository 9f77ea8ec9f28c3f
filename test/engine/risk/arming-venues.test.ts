import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../../electron/engine/engine.ts';
import type { Engine } from '../../../electron/engine/engine-interface.ts';
import type { VenueAccountOptions, VenueHandle } from '../../venues/venue-server.ts';
import { SEATS, SEAT_NAMES, keysOf, seatEnv } from '../../contract/exchange-seats.ts';
import type { Seat, SeatName } from '../../contract/exchange-seats.ts';
import { arm } from '../../support/arm.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** Where each exchange is asked what a key may do. */
const KEY_ROUTE: Partial<Record<SeatName, string>> = {
  binance: 'apiRestrictions',
  binance_swap: 'apiRestrictions',
  bybit: 'key',
  bybit_swap: 'key',
  okx: 'account.config',
  okx_swap: 'account.config',
  kucoin: 'key',
  kraken: 'key',
};
/** "No such question", in each exchange's own words. */
const UNKNOWN_QUESTION: Partial<Record<SeatName, { status: number; body: unknown }>> = {
  bybit: { status: 200, body: { retCode: 10017, retMsg: 'request path not found', result: {} } },
  kucoin: { status: 404, body: { code: '404000', msg: 'Url Not Found' } },
  kraken: { status: 200, body: { error: ['EGeneral:Unknown method'] } },
};
const TELLING = SEAT_NAMES.filter((name) => KEY_ROUTE[name] !== undefined);

async function desk(name: SeatName, permissions: VenueAccountOptions['permissions'] = {}) {
  const { open: start, quote }: Seat = SEATS[name];
  const accounts = [{ name: 'one', ...keysOf(name), balances: { [quote]: '1000000' }, permissions }];
  const venue: VenueHandle = await start({ accounts });
  onTestFinished(() => venue.close());
  const dataDir = tempDir();
  const open = async (): Promise<Engine> => {
    const engine = await openEngine({ dataDir, env: seatEnv(name, venue.url) });
    onTestFinished(() => engine.close());
    return engine;
  };
  return { venue, open, engine: await open() };
}

const asked = ({ requests }: VenueHandle, route: string | undefined): number =>
  requests.filter((request) => request.route === route).length;

describe.each(TELLING)('%s, before a real account is armed', (name) => {
  it('says that its key may trade and cannot withdraw; it is asked once', async () => {
    const { engine, venue } = await desk(name);
    const { key } = await engine.arming.prepare(name, 60_000);
    expect(key).toMatchObject({ can_trade: true, can_withdraw: false });
    const times = asked(venue, KEY_ROUTE[name]);
    await arm(engine, name);
    expect(engine.arming.current().armed).toMatchObject([{ account_name: name }]);
    expect(asked(venue, KEY_ROUTE[name])).toBe(times);
  });

  it('refuses a key that may withdraw until it is acknowledged by name, also over a restart', async () => {
    const { engine, open } = await desk(name, { withdraw: true });
    await expect(arm(engine, name)).rejects.toMatchObject({ code: 'KEY_CAN_WITHDRAW' });
    expect(engine.arming.current().armed).toEqual([]);
    engine.arming.acknowledgeKey(name, name, 'cli');
    expect((await engine.arming.prepare(name, 60_000)).key).toMatchObject({ can_withdraw: true });
    await engine.close();
    // Kraken tells its time in whole seconds, so the numbers of the former engine may have been a second ahead.
    if (name === 'kraken') await new Promise((resolve) => setTimeout(resolve, 1_100));
    await arm(await open(), name);
  });

  it('says that one may not trade', async () => {
    const { engine } = await desk(name, { trade: false });
    const { key } = await engine.arming.prepare(name, 60_000);
    expect(key).toMatchObject({ can_trade: false, note: expect.stringMatching(/may not trade/) });
  });

  it('has to be heard: silence and faults are no word on the key', async () => {
    const { engine, venue } = await desk(name);
    const route = KEY_ROUTE[name] ?? '';
    await engine.orders.reconcile(name);
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 403 },
      { kind: 'drop_before' },
    ] as const) {
      venue.faults.next(route, fault, 3);
      const refused = engine.arming.prepare(name, 60_000);
      await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/^(VENUE_|ACCOUNT_UNRECONCILED)/) });
      venue.faults.clear();
    }
    expect(engine.arming.current().armed).toEqual([]);
    await arm(engine, name);
  });

  it('may be something in between that knows no such question: then that is said', async () => {
    const { engine, venue } = await desk(name);
    const route = KEY_ROUTE[name] ?? '';
    const own = UNKNOWN_QUESTION[name];
    for (const fault of [
      { kind: 'status', status: 404 },
      { kind: 'status', status: 501 },
      ...(own ? [{ kind: 'error', ...own } as const] : []),
    ] as const) {
      venue.faults.always(route, fault);
      const { key } = await engine.arming.prepare(name, 60_000);
      expect(key).toMatchObject({ can_trade: null, can_withdraw: null, note: expect.stringMatching(/did not tell/) });
      venue.faults.clear();
    }
  });
});

describe('a real account', () => {
  it('at Firi, which never tells: may be armed, and that is said', async () => {
    const { engine } = await desk('firi');
    const { key } = await engine.arming.prepare('firi', 60_000);
    expect(key).toMatchObject({ can_trade: null, can_withdraw: null, note: expect.stringMatching(/does not tell/) });
  });

  it('that cannot be compared is not armed, and is once it can', async () => {
    const { engine, venue } = await desk('binance');
    venue.faults.always('openOrders', { kind: 'status', status: 503 });
    await expect(arm(engine, 'binance')).rejects.toMatchObject({ code: 'ACCOUNT_UNRECONCILED' });
    expect(asked(venue, 'apiRestrictions')).toBe(0);
    venue.faults.clear();
    await engine.orders.reconcile('binance');
    await arm(engine, 'binance');
  });

  it('that is killed is not armed, and a kill takes back what was prepared', async () => {
    const { engine } = await desk('binance');
    const { confirmation_id: id } = await engine.arming.prepare('binance', 60_000);
    engine.stops.kill({ scope: { kind: 'account', name: 'binance' } }, 'cli');
    expect(() => engine.arming.arm(id, 'binance', 'cli')).toThrow(expect.objectContaining({ code: 'KILL_SWITCH' }));
    await expect(arm(engine, 'binance')).rejects.toMatchObject({ code: 'KILL_SWITCH' });
    const { confirmation_id: release, phrase } = engine.stops.prepareRelease({ kind: 'account', name: 'binance' });
    engine.stops.release(release, phrase, 'cli');
    // The confirmation of before the kill was used up by the attempt.
    expect(() => engine.arming.arm(id, 'binance', 'cli')).toThrow(
      expect.objectContaining({ code: 'CONFIRMATION_INVALID' }),
    );
    await arm(engine, 'binance');
    engine.stops.kill({ scope: { kind: 'global' } }, 'cli');
    expect(engine.arming.current().armed).toEqual([]);
  });
});
