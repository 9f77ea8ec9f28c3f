import { describe, expect, it } from 'vitest';
import { IN_FORCE, compareReplays } from '../../../renderer/views/risk/edit/replay-model.ts';
import type { RiskImpactDocument } from '../../../shared/schema/risk.ts';
import { riskChangeSchema } from '../../../shared/schema/risk-policy.ts';

const replay = (orders: string[], not_measured: RiskImpactDocument['not_measured'] = []): RiskImpactDocument => ({
  placed: 10,
  refused: orders.map((order_id) => ({ order_id }) as RiskImpactDocument['refused'][number]),
  not_measured,
});

describe('the replay of a draft', () => {
  it('counts what the change itself refuses, not what the rules in force refuse anyway', () => {
    expect(compareReplays(replay(['a', 'b', 'c']), replay(['b', 'd', 'e']))).toEqual({
      placed: 10,
      added: [{ order_id: 'a' }, { order_id: 'c' }],
      already: 1,
      freed: 2,
      not_measured: [],
    });
  });

  it('names the limits of the draft that were not measured, not those that nobody touched', () => {
    const line = (account_name: string) => ({ account_name, limit_name: 'max_drawdown', orders: 3 }) as const;
    const compared = compareReplays(replay([], [line('a'), line('b')]), replay([], [line('b')]));
    expect(compared.not_measured).toEqual([line('a')]);
  });

  it('asks for the rules in force by an edit that the engine takes and that changes nothing', () => {
    expect(IN_FORCE.map((change) => riskChangeSchema.safeParse(change).success)).toEqual([true]);
    expect(IN_FORCE.flatMap((change) => Object.keys(change.set))).toEqual([]);
  });
});
