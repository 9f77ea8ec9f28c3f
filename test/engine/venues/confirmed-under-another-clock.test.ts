import { expect, it } from 'vitest';
import { BINANCE_SWAP_RIG } from './acceptance/rigs/binance-swap.ts';
import { BINANCE_SPOT_RIG } from './acceptance/rigs/binance.ts';
import { BYBIT_SPOT_RIG } from './acceptance/rigs/bybit.ts';
import { KRAKEN_SPOT_RIG } from './acceptance/rigs/kraken.ts';
import { KUCOIN_SPOT_RIG } from './acceptance/rigs/kucoin.ts';
import { OKX_SPOT_RIG } from './acceptance/rigs/okx.ts';
import { openWorld } from './acceptance/world.ts';

const HOUR_MS = 3_600_000;

/** Our clock was an hour ahead when it was sent and has been put right: by its figures the order is older than its sending. */
it.each([BINANCE_SPOT_RIG, BINANCE_SWAP_RIG, BYBIT_SPOT_RIG, OKX_SPOT_RIG, KUCOIN_SPOT_RIG, KRAKEN_SPOT_RIG])(
  'a confirmed order is found at $name whatever our clock said when it was sent',
  async (rig) => {
    const world = await openWorld(rig);
    try {
      const sent = await world.send(world.order());
      const venueOrderId = world.atVenue(sent).id;
      const ref = { ...sent.ref, venueOrderId, sentAtMs: sent.ref.sentAtMs + HOUR_MS };
      expect(await world.venue.lookup(ref, sent.note)).toMatchObject({
        kind: 'found',
        report: { status: 'open', venueOrderId },
      });
      // By our id alone as well: ids are chance and never used again, so nobody else's order carries one.
      expect((await world.venue.lookup({ ...ref, venueOrderId: null }, sent.note)).kind).toBe('found');
    } finally {
      await world.close();
    }
  },
);
