import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OKX_SWAP_RIG } from '../acceptance/rigs/okx.ts';
import { openWorld } from '../acceptance/world.ts';
import type { World } from '../acceptance/world.ts';

const TERMS = ['account.config', 'leverage.info', 'leverage.set'] as const;

let world: World;
beforeEach(async () => {
  world = await openWorld(OKX_SWAP_RIG);
});
afterEach(() => world.close());

const asked = (): number[] => TERMS.map((route) => world.count(route));

describe('the terms of a swap', () => {
  it('are read, set, and read again; where they are right, read once', async () => {
    await world.venue.prepare(world.order());
    expect(asked()).toEqual([1, 2, 1]);
    world.clock.moveOn(3_700_000);
    await world.venue.prepare(world.order());
    expect(asked()).toEqual([2, 3, 1]);
  });

  it('are each market’s own', async () => {
    await world.venue.prepare(world.order());
    await world.venue.prepare(world.order({ symbol: OKX_SWAP_RIG.other.symbol }));
    expect(asked()).toEqual([2, 4, 2]);
    expect(world.server.ledger('main').terms).toMatchObject({
      'BTC-USDT-SWAP': { leverage: '3', marginMode: 'isolated' },
      'ETH-USDT-SWAP': { leverage: '3', marginMode: 'isolated' },
    });
  });

  it('are not taken for granted after a refusal', async () => {
    await world.send(world.order());
    const before = asked();
    await world.send(world.order());
    expect(asked()).toEqual(before);
    const refused = await world.send(world.order({ amount: '300' }));
    expect(refused.outcome).toMatchObject({ kind: 'refused', code: 'INSUFFICIENT_FUNDS' });
    await world.send(world.order());
    expect(asked()).not.toEqual(before);
  });

  it('that cannot be set hold up no order that only makes a position smaller, but hedge mode does', async () => {
    world.server.faults.always('leverage.info', { kind: 'status', status: 502 });
    await expect(world.venue.prepare(world.order())).rejects.toMatchObject({ code: 'LEVERAGE_NOT_SET' });
    await world.venue.prepare(world.order({ reduceOnly: true }));
    world.server.faults.always('account.config', { kind: 'rewrite', replace: { net_mode: 'long_short_mode' } });
    await expect(world.venue.prepare(world.order({ reduceOnly: true }))).rejects.toMatchObject({
      code: 'LEVERAGE_NOT_SET',
    });
  });

  it('keep out reduce-only orders where the kind of account takes no notice of that', async () => {
    // Portfolio margin: what is to close a position would open one in the other direction.
    world.server.faults.always('account.config', { kind: 'rewrite', replace: { '"acctLv":"2"': '"acctLv":"4"' } });
    await expect(world.venue.prepare(world.order({ reduceOnly: true }))).rejects.toMatchObject({
      code: 'LEVERAGE_NOT_SET',
    });
    await world.venue.prepare(world.order());
    // From memory just the same.
    await expect(world.venue.prepare(world.order({ reduceOnly: true }))).rejects.toMatchObject({
      code: 'LEVERAGE_NOT_SET',
    });
    world.server.faults.clear();
    world.clock.moveOn(3_700_000);
    await world.venue.prepare(world.order({ reduceOnly: true }));
  });

  it('that an account does not name are not guessed', async () => {
    for (const account of [{ leverage: null }, { marginMode: null }]) {
      const own = await openWorld(OKX_SWAP_RIG, { account });
      try {
        await expect(own.venue.prepare(own.order())).rejects.toMatchObject({ code: 'LEVERAGE_NOT_SET' });
        expect(own.count('leverage.set')).toBe(0);
      } finally {
        await own.close();
      }
    }
  });
});
