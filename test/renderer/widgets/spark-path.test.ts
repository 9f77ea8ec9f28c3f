import { describe, expect, it } from 'vitest';
import { sparkPath } from '../../../renderer/widgets/spark-path.ts';

const points = (...values: string[]) => values.map((value, index) => ({ at_ms: 1_000 * index, value }));

describe('a sparkline', () => {
  it('goes from its first point to its last, the highest at the top', () => {
    const path = sparkPath(points('100', '110', '105'), 62, 24);
    expect(path).toEqual({
      line: 'M0 22L30 2L60 12',
      area: 'M0 22L30 2L60 12L60 22L0 22Z',
      baseY: 22,
      last: { x: 60, y: 12 },
    });
  });

  it('of what did not move is a line in the middle', () => {
    expect(sparkPath(points('5', '5'), 62, 24)?.line).toBe('M0 12L60 12');
  });

  it('has no line of fewer than two points', () => {
    expect(sparkPath(points('5'), 62, 24)).toBeNull();
    expect(sparkPath([], 62, 24)).toBeNull();
  });
});
