import { describe, expect, it } from 'vitest';
import { fireGate } from '../../../renderer/views/desk/fire-gate.ts';
import { offersPostOnly, offersReduceOnly } from '../../../renderer/views/desk/option-offers.ts';
import { isPendingOnly } from '../../../renderer/views/desk/pending-override.ts';
import { EMPTY_DRAFT, readDraft } from '../../../renderer/views/desk/ticket-draft.ts';
import type { CheckDocument, PreviewDocument } from '../../../shared/schema/decision.ts';
import { decision, planned } from '../documents.ts';

const pending: CheckDocument = { code: 'OUTCOME_PENDING', ok: false, detail: 'an earlier order' };
const refused = (checks: CheckDocument[], code = pending.code): PreviewDocument => ({
  decision: decision({ checks }),
  order: planned(),
  error: { code, message: 'an earlier order has an unknown outcome' },
});

describe('firing past an order of unknown outcome', () => {
  it('is offered where nothing else stands against the signal', () => {
    expect(isPendingOnly(refused([pending, { code: 'INVALID_AMOUNT', ok: true, detail: '' }]))).toBe(true);
    expect(isPendingOnly(refused([pending, { code: 'INSUFFICIENT_FUNDS', ok: false, detail: '' }]))).toBe(false);
    expect(isPendingOnly(refused([], 'ACCOUNT_DISARMED'))).toBe(false);
    expect(isPendingOnly({ ...refused([]), error: null })).toBe(false);
    expect(isPendingOnly(null)).toBe(false);
  });

  it('is part of what a hold is for, so that a word given during it ends it', () => {
    const reading = readDraft({ ...EMPTY_DRAFT, size: '1' });
    if (!reading.ok) throw new Error('the draft is complete');
    const document: PreviewDocument = { decision: decision(), order: planned(), error: null };
    const seen = (on: boolean) =>
      fireGate(
        {
          reading,
          document,
          current: { signal: reading.signal, document },
          recomputing: false,
          error: null,
          updatedAtMs: 0,
          override: { on, set: () => {} },
          refresh: () => {},
        },
        'live',
        [],
      );
    const [without, past] = [seen(false), seen(true)];
    expect([without.ready && without.override, past.ready && past.override]).toEqual([false, true]);
  });
});

describe('options of an order', () => {
  const account = { exchange: 'binance', mode: 'real', market: 'spot', error: null } as const;

  it('are offered where the engine would take them', () => {
    expect(offersPostOnly(account)).toBe(true);
    expect(offersPostOnly({ ...account, exchange: 'firi' })).toBe(false);
    expect(offersPostOnly({ ...account, exchange: 'firi', mode: 'paper' })).toBe(true);
    expect(offersPostOnly(undefined)).toBe(false);
    expect(offersReduceOnly(account)).toBe(false);
    expect(offersReduceOnly({ ...account, market: 'swap' })).toBe(true);
    expect(offersReduceOnly({ ...account, market: 'swap', mode: 'paper' })).toBe(false);
  });

  it('stand in the signal, post-only in limit orders alone', () => {
    const read = (change: object) => {
      const reading = readDraft({ ...EMPTY_DRAFT, size: '1', price: '5', ...change });
      return reading.ok ? reading.signal : null;
    };
    expect(read({ type: 'limit', post_only: true })).toMatchObject({ post_only: true });
    expect(read({ type: 'market', post_only: true })).not.toHaveProperty('post_only');
    expect(read({ reduce_only: true })).toMatchObject({ reduce_only: true });
    expect(read({})).not.toHaveProperty('reduce_only');
  });
});
