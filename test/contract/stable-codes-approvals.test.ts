import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPROVAL_CASES } from './stable-codes/approval-cases.ts';
import { expectCode } from './stable-codes/code-case.ts';
import { openCodeDesk } from './stable-codes/code-desk.ts';
import type { CodeDesk } from './stable-codes/code-desk.ts';

describe('signals to an armed account that asks first', { timeout: 120_000 }, () => {
  let desk: CodeDesk;
  const waiting = async (): Promise<string | undefined> =>
    /^approvals_waiting (\d+)$/m.exec((await desk.served().get('/metrics')).text)?.[1];
  beforeAll(async () => {
    desk = await openCodeDesk([{ name: 'main_binance', at: 'spot', armed: true }], {});
    await desk.start();
    const flagged = await desk.json('flags', 'set', 'main_binance', '--approval', '30m');
    if (flagged.code !== 0) throw new Error(flagged.stdout);
  }, 120_000);
  afterAll(() => desk.close());

  it.each(APPROVAL_CASES)('$code: $when', async (one) => {
    await expectCode(desk, one);
    if (one.code === 'APPROVALS_FULL') expect(await waiting()).toBe('500');
  });

  it('how many wait is in the metrics', async () => {
    expect(await waiting()).toBe('0');
    await desk.served().signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' });
    expect(await waiting()).toBe('1');
    expect(desk.placements()).toBe(0);
  });
});
