import type { SheetCurve } from './statement-sheet.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
type Point = readonly [x: number, y: number];

/** Share of the height that stays free above and below, so that the line does not touch the edge. */
const MARGIN = 0.06;

/** Where the line of equity goes in a box, and the area under it. The vertical scale is from the least to the greatest. */
export function curveShape({ points, fromMs, untilMs }: SheetCurve, box: Box): { line: Point[]; area: Point[] } {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const line = points.map(({ atMs, value }): Point => {
    const share = most === least ? 0.5 : (value - least) / (most - least);
    const across = Math.min(1, Math.max(0, (atMs - fromMs) / (untilMs - fromMs)));
    return [box.x + across * box.width, box.y + box.height * (1 - MARGIN - share * (1 - 2 * MARGIN))];
  });
  const [first, last] = [line[0], line.at(-1)];
  const floor = box.y + box.height;
  return { line, area: first && last ? [[first[0], floor], ...line, [last[0], floor]] : [] };
}
