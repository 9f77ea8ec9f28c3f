import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountConfig } from '../../../electron/engine/accounts/account-config.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import type { PlaceOutcome } from '../../../electron/engine/venues/venue.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';
import { deferred, filledReport, orderWorld, report } from './order-world.ts';

/** An engine that ended while an order was on its way, or lay unknown or open, and the one that opens after it. */
async function reopened(
  outcome: PlaceOutcome | 'no answer',
  accounts: AccountConfig[] = [realAccount('main_binance')],
  prepared: string | null = null,
) {
  const first = orderWorld();
  first.venue.onPrepare = () => prepared;
  first.venue.onPlace = () => (outcome === 'no answer' ? deferred<PlaceOutcome>().promise : outcome);
  const fired = first.fire();
  await first.clock.advanceAsync(100);
  if (outcome !== 'no answer') await fired;
  const [row] = first.journal.list({ limit: 1, before: null, account_name: null, status: null }).rows;
  // Killed: nothing is closed in order; the timers die with the process.
  await first.tracker.close();
  first.clock.advance(60_000);
  const next = orderWorld({ db: first.db, clock: first.clock, venue: first.venue, accounts });
  onTestFinished(next.close);
  next.recover();
  return { next, id: row!.id };
}

describe('start after a crash', () => {
  it('takes an order that was on its way for unknown, looks it up, and never sends it again', async () => {
    const { next, id } = await reopened('no answer');
    expect(next.order(id)).toMatchObject({ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
    expect(next.journal.transitions(id).at(-1)).toMatchObject({ from: 'sent', to: 'unknown', cause: 'recovery' });
    expect((await next.fire()).error).toMatchObject({ code: 'OUTCOME_PENDING' });
    next.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await next.clock.advanceAsync(1_000);
    expect(next.order(id).status).toBe('filled');
    expect(next.venue.placed).toHaveLength(1);
  });

  it('looks an unknown one up again, and follows an open one', async () => {
    const unknown = await reopened({ kind: 'unknown', message: 'timeout' });
    unknown.next.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'none' });
    await unknown.next.clock.advanceAsync(1_000);
    expect(unknown.next.order(unknown.id).status).toBe('not_placed');

    const open = await reopened({ kind: 'accepted', report: report() });
    expect(open.next.order(open.id).status).toBe('open');
    open.next.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
    await open.next.clock.advanceAsync(3_000);
    expect(open.next.order(open.id).status).toBe('filled');
  });

  it('goes on with a cancel that was asked for before', async () => {
    const first = orderWorld();
    first.venue.onPlace = () => ({ kind: 'accepted', report: report() });
    first.venue.onLookup = () => ({ kind: 'found', report: report() });
    first.venue.onCancel = () => ({ kind: 'unknown', message: 'timeout' });
    const [order] = (await first.fire()).orders;
    await first.cancel(order!.id);
    await first.close();
    const next = orderWorld({ db: first.db, clock: first.clock, venue: first.venue });
    onTestFinished(next.close);
    next.recover();
    next.venue.onCancel = () => ({ kind: 'canceled', report: report({ status: 'canceled' }) });
    await next.clock.advanceAsync(3_000);
    expect(next.order(order!.id).status).toBe('canceled');
  });

  it.each<[string, AccountConfig[]]>([
    ['paper now', [paperAccount('main_binance')]],
    ['on another exchange now', [realAccount('main_binance', { exchange: 'firi' })]],
    ['gone', [realAccount('somebody_else')]],
  ])(
    'asks nobody about an order whose account is %s: elsewhere it would seem never placed',
    async (_what, accounts) => {
      const { next, id } = await reopened('no answer', accounts);
      next.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'the paper ledger has no such order' });
      await next.clock.advanceAsync(120_000);
      expect(next.order(id).status).toBe('unknown');
      expect(next.venue.lookups).toHaveLength(0);
      await expect(next.cancel(id)).rejects.toMatchObject({ code: 'ACCOUNT_INVALID' });
      expect(next.order(id).cancel_requested).toBe(false);
      expect(next.log.records).toContainEqual(
        expect.objectContaining({ order_id: id, detail: expect.stringContaining('not followed') }),
      );
    },
  );

  const otherKey = { ...realAccount('x').credentials, apiKey: new Secret('another-key') };
  it.each<[string, AccountConfig]>([
    ['key', realAccount('main_binance', { credentials: otherKey })],
    ['address', realAccount('main_binance', { apiUrl: 'http://127.0.0.1:1' })],
  ])(
    'with another %s under the same name, "no such order" proves nothing, and "found" does',
    async (_what, account) => {
      const { next, id } = await reopened({ kind: 'unknown', message: 'timeout' }, [account]);
      next.venue.onLookup = () => ({ kind: 'absent', conclusive: true, message: 'none' });
      await next.clock.advanceAsync(120_000);
      expect(next.order(id)).toMatchObject({ status: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
      expect(next.order(id).error?.message).toContain('another key or address');
      next.venue.onLookup = () => ({ kind: 'found', report: filledReport('0.01') });
      await next.clock.advanceAsync(60_000);
      expect(next.order(id).status).toBe('filled');
    },
  );

  it('where orders are told by their looks, those of another key are neither found nor canceled', async () => {
    const account = realAccount('main_binance', { credentials: otherKey });
    const { next, id } = await reopened({ kind: 'unknown', message: 'timeout' }, [account], '{"ids":[]}');
    Object.assign(next.venue, { oneInFlightPerMarket: true });
    next.venue.onLookup = () => ({ kind: 'found', report: report() });
    await next.cancel(id);
    await next.clock.advanceAsync(60_000);
    expect(next.order(id).status).toBe('unknown');
    expect(next.venue.canceled).toEqual([]);
  });
});
