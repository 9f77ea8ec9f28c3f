import { describe, expect, it } from 'vitest';
import { OUTLOOK_MAX_AGE_MS, approvalGate } from '../../../renderer/views/approvals/approval-gate.ts';
import type { Outlook } from '../../../renderer/views/approvals/approval-gate.ts';
import type { PreviewDocument } from '../../../shared/schema/decision.ts';
import type { GroupPreviewDocument, GroupSignal } from '../../../shared/schema/group.ts';
import { decision, planned } from '../documents.ts';
import { approval } from '../safety-documents.ts';

const NOW = Date.parse('2026-01-01T12:10:00.000Z');
const EXPIRES = Date.parse(approval().expires_at);

const one = (over: Partial<PreviewDocument> = {}): Outlook => ({
  kind: 'account',
  preview: { decision: decision(), order: planned(), error: null, ...over },
});
const gateOf = (over: Partial<Parameters<typeof approvalGate>[0]> = {}) =>
  approvalGate({
    approval: approval(),
    outlook: one(),
    outlookAtMs: NOW,
    failed: false,
    link: 'live',
    nowMs: NOW,
    ...over,
  });

describe('whether a waiting signal can be approved', () => {
  it('approves exactly where it was shown to go', () => {
    expect(gateOf()).toEqual({
      ready: true,
      kind: 'paper',
      shown: { account_name: 'main_sim', exchange: 'sim', mode: 'paper', testnet: false },
    });
    const real = { account_name: 'main_firi', mode: 'real', exchange: 'firi' } as const;
    const outlook = one({
      decision: decision(real),
      order: planned({ account_name: 'main_firi', exchange: 'firi' }),
    });
    expect(gateOf({ outlook })).toMatchObject({ ready: true, kind: 'real', shown: { ...real, testnet: false } });
  });

  it('is locked from the moment it expires', () => {
    const at = (nowMs: number) => gateOf({ nowMs, outlookAtMs: nowMs });
    expect(at(EXPIRES - 1).ready).toBe(true);
    expect(at(EXPIRES)).toMatchObject({ ready: false, reason: 'It has expired, and is not fired any more.' });
  });

  it('is locked once it was decided', () => {
    expect(gateOf({ approval: approval({ state: 'approved' }) }).ready).toBe(false);
  });

  it.each(['connecting', 'stale', 'disconnected'] as const)('is locked while the link is %s', (link) => {
    expect(gateOf({ link }).ready).toBe(false);
  });

  it('is locked without a preview, with a failed one and with an old one', () => {
    expect(gateOf({ outlook: null }).ready).toBe(false);
    expect(gateOf({ failed: true }).ready).toBe(false);
    expect(gateOf({ outlookAtMs: NOW - OUTLOOK_MAX_AGE_MS }).ready).toBe(true);
    expect(gateOf({ outlookAtMs: NOW - OUTLOOK_MAX_AGE_MS - 1 }).ready).toBe(false);
  });

  it('is locked while it would be refused, so that the yes is not used up for nothing', () => {
    const error = { code: 'MAX_EXPOSURE', message: 'Too much.' } as const;
    expect(gateOf({ outlook: one({ error }) })).toMatchObject({
      ready: false,
      reason: 'It would be refused now: Too much. (MAX_EXPOSURE)',
      arm: null,
    });
  });

  it('offers to arm where that is what stands against it', () => {
    const error = { code: 'ACCOUNT_DISARMED', message: 'Disarmed.' } as const;
    const outlook = one({ error, decision: decision({ account_name: 'main_firi', mode: 'real' }) });
    expect(gateOf({ outlook })).toMatchObject({ ready: false, kind: 'real', arm: 'main_firi' });
  });

  it('is locked where the mode is not known', () => {
    expect(gateOf({ outlook: one({ decision: decision({ mode: null }) }) }).ready).toBe(false);
  });

  it('approves a group as the group that was shown', () => {
    const preview = {
      ...{ group: 'pair', revision: 3, mode: 'paper', testnet: false, placeable: 1, error: null },
      legs: [{ account_name: 'main_sim', error: null }],
    } as GroupPreviewDocument;
    const signal = { group: 'pair', symbol: 'BTC/USDT', side: 'long', type: 'market' } as GroupSignal;
    expect(gateOf({ outlook: { kind: 'group', preview, signal } })).toMatchObject({
      ready: true,
      shown: { revision: 3, mode: 'paper', testnet: false },
    });
    const error = { code: 'MAX_EXPOSURE', message: 'Too much.' } as const;
    const partly = { ...preview, legs: [...preview.legs, { ...preview.legs[0]!, error }] };
    expect(gateOf({ outlook: { kind: 'group', preview: partly, signal } }).ready).toBe(false);
  });
});
