import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectCode } from './stable-codes/code-case.ts';
import { openCodeDesk } from './stable-codes/code-desk.ts';
import type { CodeDesk, DeskAccount } from './stable-codes/code-desk.ts';
import { STOP_CASES } from './stable-codes/stop-cases.ts';

const TRADING = ['refused', 'lost', 'loser', 'sinker', 'books'].map((name): DeskAccount => ({
  name,
  at: 'spot',
  armed: true,
}));

describe('stops that the console makes by itself', { timeout: 120_000 }, () => {
  let desk: CodeDesk;
  beforeAll(async () => {
    desk = await openCodeDesk(
      [...TRADING, { name: 'changed', at: 'spot', mode: 'paper' }, { name: 'skewed', at: 'bybit' }],
      { QT_STOP_AFTER_REFUSALS: '2', QT_STOP_AFTER_UNKNOWN: '2' },
    );
    desk.venues.bybit.setClockSkew(600_000);
    await desk.start();
  }, 120_000);
  afterAll(() => desk.close());

  it.each(STOP_CASES)('$code: $when', (one) => expectCode(desk, one));
});
