import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matrixGroups } from '../../../renderer/views/risk/matrix-model.ts';
import type { AccountRiskDocument } from '../../../shared/schema/risk.ts';

it('accounts of different modes never stand in one group, and none is lost, whatever a document says of its mode', () => {
  const mode = fc.oneof(fc.constantFrom('paper', 'real', 'PAPER', 'live', '', '__proto__'), fc.anything());
  const account = fc.record({ mode, testnet: fc.oneof(fc.boolean(), fc.anything()) });
  fc.assert(
    fc.property(fc.array(account, { maxLength: 12 }), (accounts) => {
      const groups = matrixGroups(accounts as AccountRiskDocument[]);
      expect(groups.flatMap((group) => group.accounts)).toHaveLength(accounts.length);
      for (const { kind, accounts: members } of groups as { kind: string; accounts: typeof accounts }[]) {
        const modes = new Set(members.map((each) => (each.mode === 'paper' || each.mode === 'real' ? each.mode : '?')));
        expect([...modes]).toEqual([kind === 'paper' ? 'paper' : kind === 'unknown' ? '?' : 'real']);
        if (kind === 'testnet') expect(members.every((each) => each.testnet === true)).toBe(true);
        if (kind === 'real') expect(members.some((each) => each.testnet === true)).toBe(false);
      }
    }),
  );
});
