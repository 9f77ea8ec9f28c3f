import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from './document-shapes.ts';
import { openExchangeDesk, signalArgs } from './exchange-desk.ts';
import type { ExchangeDesk } from './exchange-desk.ts';
import { SEATS, SEAT_NAMES } from './exchange-seats.ts';
import type { Json } from './workspace.ts';

describe('a real account at each exchange, as single commands', { timeout: 60_000 }, () => {
  let desk: ExchangeDesk;
  beforeAll(async () => {
    desk = await openExchangeDesk();
  }, 60_000);
  afterAll(() => desk.close());

  it('each command opens the engine for itself, asks, and closes it again; nothing can be armed', async () => {
    for (const name of SEAT_NAMES) {
      const refused = await desk.fire(name);
      expect(refused.code, refused.stdout).toBe(3);
      expectRefusal(refused.document, 'ACCOUNT_DISARMED');
      const preview = await desk.json('routes', 'preview', ...signalArgs(name));
      expect([preview.code, preview.document.error.code]).toEqual([3, 'ACCOUNT_DISARMED']);
      expect(preview.document.order).toMatchObject({ amount: SEATS[name].amount });
    }
    const reports = await desk.json('orders', 'reconcile');
    expect(reports.code, reports.stdout).toBe(0);
    expect(reports.document.accounts.map(({ state }: Json) => state)).toEqual(SEAT_NAMES.map(() => 'done'));
    const held = await desk.json('positions', 'list');
    expect([held.code, held.document.unread]).toEqual([0, []]);
    const armed = await desk.json('arm', 'okx', '--yes');
    expect([armed.code, armed.document.error.code]).toEqual([7, 'NO_ENGINE']);
    for (const name of SEAT_NAMES) {
      expect(desk.venues[name].requests.filter(({ route }) => route === SEATS[name].routes.place)).toEqual([]);
    }
  });
});
