import { describe, expect, it } from 'vitest';
import { createLoginCodes } from '../../electron/server/login-codes.ts';

const LIFETIME_MS = 10 * 60_000;

describe('createLoginCodes', () => {
  it('gives codes that work once', () => {
    const codes = createLoginCodes<string>(() => 0, LIFETIME_MS);
    const code = codes.mint('of');
    expect(code).not.toBe(codes.mint('of'));
    expect(codes.redeem(code)).toEqual({ outcome: 'accepted', of: 'of' });
    expect(codes.redeem(code)).toEqual({ outcome: 'refused' });
  });

  it('gives codes that work for their time', () => {
    let nowMs = 0;
    const codes = createLoginCodes<string>(() => nowMs, LIFETIME_MS);
    const [early, late] = [codes.mint('of'), codes.mint('of')];
    nowMs = LIFETIME_MS - 1;
    expect(codes.redeem(early)).toEqual({ outcome: 'accepted', of: 'of' });
    nowMs += 1;
    expect(codes.redeem(late)).toEqual({ outcome: 'refused' });
  });

  it('takes no more guesses for the rest of a minute, not even a right one', () => {
    let nowMs = 0;
    const codes = createLoginCodes<string>(() => nowMs, LIFETIME_MS);
    const code = codes.mint('of');
    for (let guess = 0; guess < 10; guess += 1) expect(codes.redeem(`guess-${guess}`)).toEqual({ outcome: 'refused' });
    expect(codes.redeem(code)).toEqual({ outcome: 'too_many' });
    nowMs = 60_000;
    expect(codes.redeem(code)).toEqual({ outcome: 'accepted', of: 'of' });
  });
});
