import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { CONCLUSIVE_AFTER_MS } from '../../../../electron/engine/venues/firi/lookup.ts';
import { openRealVenue } from '../../../../electron/engine/venues/open-venue.ts';
import type { Venue, VenueOrder } from '../../../../electron/engine/venues/venue.ts';
import type { Fault } from '../../../venues/venue-server.ts';
import { KEYS, limitBuy, openFiriRig, realAccount, refOf } from '../rig.ts';
import type { Rig } from '../rig.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const bid = (change: Partial<VenueOrder> = {}): VenueOrder =>
  limitBuy({ symbol: 'BTC/NOK', price: '640000', amount: '0.01', ...change });
const placed = (rig: Rig) => rig.server.ledger('main').orders;
const PENDING = { name: 'QtError', code: 'OUTCOME_PENDING' };

/** Two accounts of the console with one key at Firi. */
async function openTwo(
  change: Parameters<typeof realAccount>[2] = {},
): Promise<{ rig: Rig; one: Venue; other: Venue }> {
  const rig = await openFiriRig();
  closing.push(() => rig.close());
  const account = realAccount('firi', rig.server.url, { name: 'second', ...change });
  const other = openRealVenue(account, rig.venue.market, rig.deps);
  closing.push(() => other.close());
  return { rig, one: rig.venue, other };
}

async function sendUnder(rig: Rig, venue: Venue, fault: Fault, order = bid()) {
  const note = await venue.prepare(order);
  rig.server.faults.next('order.place', fault);
  expect(await venue.place(order)).toMatchObject({ kind: 'unknown' });
  return { note, ref: refOf(order, rig.clock) };
}

describe('two accounts with one key at Firi', () => {
  it('do not take each other’s orders for their own', async () => {
    const { rig, one, other } = await openTwo();
    const note = await one.prepare(bid());
    expect(await one.place(bid())).toMatchObject({ kind: 'accepted' });
    const theirs = bid();
    await other.prepare(theirs);
    expect(await other.place(theirs)).toMatchObject({ kind: 'accepted' });
    expect(await one.lookup(refOf(bid(), rig.clock), note)).toMatchObject({ kind: 'absent' });
  });

  it('send one after the other, each after noting a list that the former is in', async () => {
    const { rig, one, other } = await openTwo();
    const [first, second] = [bid(), bid()];
    await one.prepare(first);
    rig.server.faults.next('order.place', { kind: 'delay', ms: 150, when: 'before' });
    const waiting = other.prepare(second);
    const sent = await one.place(first);
    expect(sent).toMatchObject({ kind: 'accepted' });
    const note = await waiting;
    expect(note).toContain(placed(rig)[0]!.id);
    expect(await other.place(second)).toMatchObject({ kind: 'accepted' });
    expect(placed(rig)).toHaveLength(2);
  });

  it('wait for nobody in another market', async () => {
    const { one, other } = await openTwo();
    await one.prepare(bid());
    const started = performance.now();
    await other.prepare(bid({ symbol: 'ETH/NOK', price: '30000', amount: '0.1' }));
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('hold each other up while an outcome is unknown, and no longer', async () => {
    const { rig, one, other } = await openTwo();
    const { ref, note } = await sendUnder(rig, one, { kind: 'drop_after' });
    await expect(other.prepare(bid({ price: '1' }))).rejects.toMatchObject(PENDING);
    // Also an order that was prepared before, or never: it is not sent.
    expect(await other.place(bid())).toMatchObject({ kind: 'not_sent', code: 'OUTCOME_PENDING' });
    expect(placed(rig)).toHaveLength(1);
    await other.prepare(bid({ symbol: 'ETH/NOK', price: '30000', amount: '0.1' }));
    // The account itself is not held up here: that is for the engine, which the operator can overrule.
    await one.prepare(bid());
    expect(await one.lookup(ref, note)).toMatchObject({ kind: 'found', report: { venueOrderId: placed(rig)[0]!.id } });
    const order = bid();
    expect(await one.place(order)).toMatchObject({ kind: 'accepted' });
    await other.prepare(order);
  });

  it('are free again once nothing can arrive any more', async () => {
    const { rig, one, other } = await openTwo();
    const { ref, note } = await sendUnder(rig, one, { kind: 'drop_before' });
    await expect(other.prepare(bid())).rejects.toMatchObject(PENDING);
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 5_000);
    await other.prepare(bid());
    expect(await one.lookup(ref, note)).toMatchObject({ kind: 'absent', conclusive: true });
  });

  it('know of an unknown order from before this start as soon as it was looked up once', async () => {
    const { rig, one, other } = await openTwo();
    const note = JSON.stringify({ ids: [] });
    await other.prepare(bid());
    expect(await one.lookup(refOf(bid(), rig.clock), note)).toMatchObject({ kind: 'absent', conclusive: false });
    expect(await other.place(bid())).toMatchObject({ kind: 'not_sent', code: 'OUTCOME_PENDING' });
  });

  it('leave it to a person where two of unknown outcome have the same terms', async () => {
    const { rig, one, other } = await openTwo();
    const first = await sendUnder(rig, one, { kind: 'drop_before' });
    rig.clock.moveOn(CONCLUSIVE_AFTER_MS + 5_000);
    const second = await sendUnder(rig, other, { kind: 'drop_after' });
    expect(await other.lookup(second.ref, second.note)).toMatchObject({ kind: 'ambiguous' });
    expect(await one.lookup(first.ref, first.note)).not.toMatchObject({ kind: 'found' });
  });

  it('are the same key by the client id alone, and another by neither', async () => {
    const credentials = { apiKey: new Secret('another'), apiSecret: new Secret(KEYS.apiSecret), passphrase: null };
    const same = await openTwo({ credentials: { ...credentials, clientId: new Secret(KEYS.clientId) } });
    await sendUnder(same.rig, same.one, { kind: 'drop_before' });
    await expect(same.other.prepare(bid())).rejects.toMatchObject(PENDING);
    const foreign = await openTwo({ credentials: { ...credentials, clientId: new Secret('else') } });
    await sendUnder(foreign.rig, foreign.one, { kind: 'drop_before' });
    await expect(foreign.other.prepare(bid())).rejects.toMatchObject({ code: 'VENUE_AUTH' });
  });

  it('an order that was prepared too early is not sent', async () => {
    const { rig, one, other } = await openTwo();
    const order = bid();
    await one.prepare(order);
    // Longer than a turn lasts that nobody uses.
    await new Promise<void>((resolve) => void rig.clock.after(5_100, resolve));
    await other.prepare(bid());
    expect(await other.place(bid())).toMatchObject({ kind: 'accepted' });
    expect(await one.place(order)).toMatchObject({ kind: 'not_sent', code: 'OUTCOME_PENDING' });
    expect(placed(rig)).toHaveLength(1);
  }, 15_000);
});
