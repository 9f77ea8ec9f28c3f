import { describe, expect, it } from 'vitest';
import { createLoginCodes } from '../../electron/server/login-codes.ts';

describe('createLoginCodes', () => {
  it('gives codes that work once', () => {
    const codes = createLoginCodes(() => 0);
    const code = codes.mint();
    expect(code).not.toBe(codes.mint());
    expect(codes.redeem(code)).toBe('accepted');
    expect(codes.redeem(code)).toBe('refused');
  });

  it('gives codes that work for ten minutes', () => {
    let nowMs = 0;
    const codes = createLoginCodes(() => nowMs);
    const [early, late] = [codes.mint(), codes.mint()];
    nowMs = 10 * 60_000 - 1;
    expect(codes.redeem(early)).toBe('accepted');
    nowMs += 1;
    expect(codes.redeem(late)).toBe('refused');
  });

  it('takes no more guesses for the rest of a minute, not even a right one', () => {
    let nowMs = 0;
    const codes = createLoginCodes(() => nowMs);
    const code = codes.mint();
    for (let guess = 0; guess < 10; guess += 1) expect(codes.redeem(`guess-${guess}`)).toBe('refused');
    expect(codes.redeem(code)).toBe('too_many');
    nowMs = 60_000;
    expect(codes.redeem(code)).toBe('accepted');
  });
});
