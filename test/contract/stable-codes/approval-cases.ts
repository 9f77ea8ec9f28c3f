import { eventually } from '../workspace.ts';
import type { CodeCase } from './code-case.ts';
import type { CodeDesk } from './code-desk.ts';

const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '0.01' };

async function decline({ served, json }: CodeDesk): Promise<void> {
  const { json: waiting } = await served().signal({ ...BUY, id: 'no' });
  const declined = await json('approvals', 'decline', waiting.approval.id);
  if (declined.code !== 0) throw new Error(declined.stdout);
}

async function fillUp({ served }: CodeDesk): Promise<void> {
  for (let full = false; !full;) {
    const some = await Promise.all(Array.from({ length: 50 }, () => served().signal(BUY)));
    full = some.some(({ status }) => status === 409);
  }
}

/** In this order: the last ones fill the list, and move the clock. */
export const APPROVAL_CASES: readonly CodeCase[] = [
  { code: 'APPROVAL_PENDING', when: 'it waits', signal: { id: 'asked' }, status: 202, exit: 5 },
  { code: 'APPROVAL_DECLINED', when: 'the operator said no', before: decline, signal: { id: 'no' } },
  {
    code: 'APPROVAL_NOT_FOUND',
    when: 'no such one waits',
    command: ['approvals', 'approve', 'apr_none', '--yes'],
    exit: 6,
  },
  { code: 'APPROVALS_FULL', when: 'as many wait as may', before: fillUp, signal: {} },
  {
    code: 'APPROVAL_EXPIRED',
    when: 'nobody answered',
    before: async ({ served }) => {
      served().jumpClock();
      await eventually(
        () => served().signal({ ...BUY, id: 'asked' }),
        ({ status }) => status === 409,
      );
    },
    signal: { id: 'asked' },
  },
];
