export interface SparkPath {
  /** Of the line, in the units of the box. */
  line: string;
  /** The same, closed along the height at which it began. */
  area: string;
  /** Where the line began, from the top. */
  baseY: number;
  last: { x: number; y: number };
}

/** Room above and below the line, so that its width is not cut off. */
const MARGIN = 2;

/** The line of a small chart: the first value at the left edge, the last at the right. Null for fewer than two points. */
export function sparkPath(
  points: readonly { at_ms: number; value: string }[],
  width: number,
  height: number,
): SparkPath | null {
  const [first] = points;
  const end = points.at(-1);
  if (!first || !end || points.length < 2 || end.at_ms <= first.at_ms) return null;
  const values = points.map((point) => Number(point.value));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (atMs: number): number => round(((atMs - first.at_ms) / (end.at_ms - first.at_ms)) * (width - MARGIN));
  // What did not move is a line in the middle.
  const y = (value: number): number =>
    round(high === low ? height / 2 : MARGIN + ((high - value) / (high - low)) * (height - 2 * MARGIN));
  const places = points.map((point, index) => ({ x: x(point.at_ms), y: y(values[index] ?? low) }));
  const line = places.map((place, index) => `${index === 0 ? 'M' : 'L'}${place.x} ${place.y}`).join('');
  const baseY = y(values[0] ?? low);
  const last = places.at(-1) ?? { x: 0, y: baseY };
  return { line, area: `${line}L${last.x} ${baseY}L0 ${baseY}Z`, baseY, last };
}

const round = (value: number): number => Math.round(value * 10) / 10;
