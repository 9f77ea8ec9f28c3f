import { describe, expect, it } from 'vitest';
import { weighReport } from '../../../electron/engine/orders/weigh-report.ts';
import type { Known } from '../../../electron/engine/orders/weigh-report.ts';
import type { MoveCause } from '../../../shared/orders/transitions.ts';
import { gt } from '../../../shared/money/decimal.ts';

type Said = Parameters<typeof weighReport>[1];

/** `knows 0.4 partially_filled` against `said 0.6 canceled`, of an order of 1. */
function weigh(known: [Known['status'], string], said: [Said['status'], string], cause: MoveCause = 'stream') {
  const [status, filled] = known;
  const best = gt(said[1], filled) ? said[1] : filled;
  const weighed = weighReport({ status, filled, amount: '1' }, { status: said[0], filled: said[1] }, best, cause);
  return weighed.kind === 'news' ? `${weighed.late ? 'late ' : ''}${weighed.to}` : weighed.kind;
}

describe('a word of the venue', () => {
  it.each<[Parameters<typeof weigh>[0], Parameters<typeof weigh>[1], string]>([
    [['sent', '0'], ['open', '0'], 'open'],
    [['journaled', '0'], ['filled', '1'], 'filled'],
    [['unknown', '0'], ['canceled', '0'], 'canceled'],
    [['open', '0'], ['open', '0'], 'same'],
    [['open', '0'], ['open', '0.2'], 'partially_filled'],
    [['partially_filled', '0.4'], ['partially_filled', '0.6'], 'partially_filled'],
    [['partially_filled', '0.4'], ['canceled', '0.4'], 'canceled'],
    [['partially_filled', '0.4'], ['open', '0'], 'stale'],
    [['partially_filled', '0.4'], ['canceled', '0.3'], 'stale'],
    [['partially_filled', '0.4'], ['rejected', '0.4'], 'stale'],
  ])('moves an order along and never back: %j, then %j', (known, said, expected) => {
    expect(weigh(known, said)).toBe(expected);
  });

  it.each<[Parameters<typeof weigh>[0], Parameters<typeof weigh>[1], string]>([
    [['filled', '1'], ['filled', '1'], 'same'],
    [['filled', '1'], ['partially_filled', '0.9'], 'stale'],
    [['filled', '1'], ['canceled', '1'], 'stale'],
    [['canceled', '0.4'], ['canceled', '0.4'], 'same'],
    [['canceled', '0.4'], ['open', '0'], 'stale'],
    [['canceled', '0.4'], ['expired', '0.4'], 'stale'],
    [['canceled', '0.4'], ['canceled', '0.6'], 'late canceled'],
    [['canceled', '0.4'], ['partially_filled', '0.6'], 'late canceled'],
    [['canceled', '0.4'], ['filled', '1'], 'late filled'],
    [['rejected', '0'], ['rejected', '0'], 'same'],
    [['rejected', '0'], ['open', '0'], 'late open'],
    [['not_placed', '0'], ['open', '0.3'], 'late partially_filled'],
    [['not_placed', '0'], ['rejected', '0'], 'same'],
  ])('after its end is silent, late or stale: %j, then %j', (known, said, expected) => {
    expect(weigh(known, said)).toBe(expected);
  });

  it('reopens a canceled order only by a fresh answer that tells of more', () => {
    for (const cause of ['lookup', 'recovery'] as const) {
      expect(weigh(['canceled', '0.4'], ['partially_filled', '0.6'], cause)).toBe('late partially_filled');
      expect(weigh(['canceled', '0.4'], ['partially_filled', '0.4'], cause)).toBe('stale');
    }
  });

  it('says what contradicts what', () => {
    const said = { status: 'open', filled: '0' } as const;
    const weighed = weighReport({ status: 'partially_filled', filled: '0.4', amount: '1' }, said, '0.4', 'poll');
    expect(weighed).toEqual({
      kind: 'stale',
      detail: 'open with 0 filled, by poll, when partially filled with 0.4 filled was known',
    });
  });
});
