import { describe, expect, it } from 'vitest';
import { failedOutcome, firedOutcome } from '../../../renderer/views/approvals/approval-outcome.ts';
import { changesSince, outlookWords, priceWords, sizeWords } from '../../../renderer/views/approvals/approval-words.ts';
import type { Outlook } from '../../../renderer/views/approvals/approval-gate.ts';
import type { PreviewDocument, TraceStep } from '../../../shared/schema/decision.ts';
import { decision, order, planned } from '../documents.ts';
import { approval } from '../safety-documents.ts';

const one = (over: Partial<PreviewDocument> = {}): Outlook => ({
  kind: 'account',
  preview: { decision: decision(), order: planned(), error: null, ...over },
});

describe('a waiting signal in words', () => {
  it('has its size and price as it says them', () => {
    const { signal } = approval();
    expect(sizeWords(signal)).toBe('0.5 BTC');
    expect(sizeWords({ ...signal, amount: undefined, quote_amount: '1500' })).toBe('1,500 USDT worth');
    expect(sizeWords({ ...signal, amount: undefined, group: 'pair' })).toBe('sizes of the group');
    expect(priceWords(signal)).toBe('at market');
    expect(priceWords({ ...signal, type: 'limit', price: '50000' })).toBe('limit 50,000');
  });

  it('says what it would come to, or why it would be refused', () => {
    expect(outlookWords(one())).toEqual({ text: 'Would buy 1 BTC on main_sim, about 100', good: true });
    expect(outlookWords(one({ error: { code: 'KILL_SWITCH', message: 'Killed.' } }))).toEqual({
      text: 'Would be refused: Killed. (KILL_SWITCH)',
      good: false,
    });
  });
});

describe('what changed since it arrived', () => {
  it('is nothing while it goes where it went', () => {
    expect(changesSince(approval(), one())).toEqual([]);
  });

  it('names another account, and that there is none', () => {
    expect(changesSince(approval(), one({ decision: decision({ account_name: 'other' }) }))).toEqual([
      'It goes to other now; it went to main_sim when it arrived.',
    ]);
    expect(changesSince(approval(), one({ decision: decision({ account_name: null }) }))[0]).toContain('to no account');
  });

  it('names a failover', () => {
    const trace: TraceStep[] = [
      {
        step: 'failover',
        outcome: 'chosen',
        value: 'okx',
        source: 'failover',
        reason: 'binance timed out',
        considered: [],
      },
    ];
    expect(changesSince(approval(), one({ decision: decision({ trace }) }))).toEqual([
      'Its exchange is unhealthy by now: binance timed out',
    ]);
  });
});

describe('what became of an answer', () => {
  const fired = { signal_id: 's1', decision: decision() };

  it('is what became of the order', () => {
    expect(firedOutcome({ ...fired, orders: [order({ status: 'filled', filled: '1' })] })).toMatchObject({
      tone: 'good',
      text: 'Approved. Filled 1',
    });
    expect(firedOutcome({ ...fired, orders: [order({ status: 'unknown' })] }).tone).toBe('unknown');
  });

  it('says that an approved signal was refused', () => {
    const error = { code: 'KILL_SWITCH', message: 'Killed.' } as const;
    expect(firedOutcome({ ...fired, orders: [], error })).toEqual({
      tone: 'bad',
      text: 'Approved, and refused: Killed. (KILL_SWITCH)',
    });
  });

  it('never calls an unanswered yes a no', () => {
    expect(failedOutcome('s1', 'approve', { code: 'ENGINE_UNREACHABLE', message: 'Gone.' }).tone).toBe('unknown');
    expect(failedOutcome('s1', 'approve', { code: 'CONFIRMATION_DECLINED', message: 'No.' })).toEqual({
      tone: 'bad',
      text: 'Not approved: No. (CONFIRMATION_DECLINED)',
    });
    expect(failedOutcome('s1', 'decline', { code: 'ENGINE_UNREACHABLE', message: 'Gone.' }).text).toBe(
      'Not declined: Gone. (ENGINE_UNREACHABLE)',
    );
  });
});
