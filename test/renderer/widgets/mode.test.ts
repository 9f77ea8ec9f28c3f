import { describe, expect, it } from 'vitest';
import { failedStep } from '../../../renderer/widgets/route-steps-model.ts';
import { modeKind } from '../../../renderer/widgets/mode.ts';
import { decision } from '../documents.ts';

describe('the kind of a mode', () => {
  it.each([
    ['paper', false, 'paper'],
    ['paper', true, 'paper'],
    ['real', true, 'testnet'],
    ['real', false, 'real'],
    [null, false, 'unknown'],
    [undefined, true, 'unknown'],
    ['PAPER', false, 'unknown'],
    ['live', false, 'unknown'],
  ])('%o with testnet %o is %s', (mode, testnet, kind) => {
    expect(modeKind(mode, testnet)).toBe(kind);
  });
});

describe('where an error stands in the steps', () => {
  const error = { code: 'MIN_NOTIONAL', message: '' } as const;
  const refused = {
    step: 'account',
    outcome: 'refused',
    value: null,
    source: null,
    reason: '',
    considered: [],
  } as const;
  it('is the step that refused, else the checks, else the order', () => {
    expect(failedStep(decision({ trace: [{ ...refused, considered: [] }] }), error)).toBe('account');
    expect(failedStep(decision({ checks: [{ code: 'MIN_NOTIONAL', ok: false, detail: '' }] }), error)).toBe('checks');
    expect(failedStep(decision({ checks: [{ code: 'MIN_NOTIONAL', ok: true, detail: '' }] }), error)).toBe('order');
    expect(failedStep(decision(), null)).toBeNull();
  });
});
