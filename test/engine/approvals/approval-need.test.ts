import { describe, expect, it } from 'vitest';
import { approvalNeed } from '../../../electron/engine/approvals/approval-need.ts';
import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';

const asks = (minutes: number) => ({ approval: { valid_minutes: minutes } });
const ANN = { name: 'ann', owner: 'me' };
const BOB = { name: 'bob', owner: 'you' };
const need = (policy: Partial<RiskPolicy>, accounts = [ANN], strategy: string | null = null) =>
  approvalNeed({ ...NO_POLICY, ...policy }, accounts, strategy);

describe('whether a signal has to wait', () => {
  it('no flag asks for it: it does not', () => {
    expect(need({})).toBeNull();
    expect(need({ accounts: { ann: { enabled: true }, bob: asks(5) }, strategies: { swing: asks(5) } })).toBeNull();
    expect(need({ owners: { you: asks(5) } })).toBeNull();
  });

  it.each<[string, Partial<RiskPolicy>, string | null, string]>([
    ['all', { global: asks(5) }, null, 'all accounts (5 min)'],
    ['its owner', { owners: { me: asks(5) } }, null, 'owner me (5 min)'],
    ['its account', { accounts: { ann: asks(5) } }, null, 'account ann (5 min)'],
    ['its strategy', { strategies: { swing: asks(5) } }, 'swing', 'strategy swing (5 min)'],
  ])('the flags of %s are enough', (_level, policy, strategy, because) => {
    expect(need(policy, [ANN], strategy)).toEqual({ validMs: 300_000, because });
  });

  it('the shortest time of all levels wins, and each is named', () => {
    const policy = {
      global: asks(60),
      owners: { me: asks(30) },
      accounts: { ann: asks(15) },
      strategies: { swing: asks(20) },
    };
    const because = 'all accounts (60 min), owner me (30 min), account ann (15 min), strategy swing (20 min)';
    expect(need(policy, [ANN], 'swing')).toEqual({ validMs: 900_000, because });
  });

  it('of several accounts any is enough, and an owner is named once', () => {
    expect(need({ accounts: { bob: asks(2) } }, [ANN, BOB])).toEqual({
      validMs: 120_000,
      because: 'account bob (2 min)',
    });
    const cid = { name: 'cid', owner: 'me' };
    expect(need({ owners: { me: asks(1) } }, [ANN, BOB, cid])?.because).toBe('owner me (1 min)');
  });

  it('takes no name for what every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(need({}, [{ name, owner: name }], name)).toBeNull();
    }
    const policy = {
      strategies: JSON.parse('{"__proto__":{"approval":{"valid_minutes":7}}}') as RiskPolicy['strategies'],
    };
    expect(need(policy, [ANN], '__proto__')?.validMs).toBe(420_000);
  });
});
