import { afterEach, describe, expect, it } from 'vitest';
import { limitBuy, openKucoinRig } from '../rig.ts';
import type { Rig } from '../rig.ts';

let rig: Rig | null = null;
afterEach(() => rig?.close());

describe('what is made certain before an order', () => {
  it('does not make it late: an order that waited longer is not sent', async () => {
    rig = await openKucoinRig();
    await rig.venue.market.instruments();
    await rig.venue.clockSkewMs();
    rig.server.faults.next('account.type', { kind: 'delay', ms: 400 });
    const prepared = rig.venue.prepare(limitBuy());
    await expect.poll(() => rig?.count('account.type'), { timeout: 5_000, interval: 5 }).toBe(1);
    rig.clock.moveOn(11_000);
    await expect(prepared).rejects.toMatchObject({ code: 'VENUE_RATE_LIMIT' });
    expect(rig.server.ledger('main').orders).toEqual([]);
    // By then it is known.
    expect(await rig.venue.prepare(limitBuy())).toBe('hf');
  });
});
