import type { Point } from './canvas-layout.ts';

/** How far the curve leaves a card before it bends, as a part of the distance. */
const REACH = 0.44;

/** The cubic curve between two cards, as an SVG path. */
export function edgePath(from: Point, to: Point): string {
  const reach = (to.x - from.x) * REACH;
  return `M${from.x} ${from.y} C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`;
}

/** The point of that curve at `t` from 0 to 1, for its label. */
export function pointOnEdge(from: Point, to: Point, t: number): Point {
  const reach = (to.x - from.x) * REACH;
  const u = 1 - t;
  const cubic = (a: number, b: number, c: number, d: number): number =>
    u ** 3 * a + 3 * u ** 2 * t * b + 3 * u * t ** 2 * c + t ** 3 * d;
  return {
    x: cubic(from.x, from.x + reach, to.x - reach, to.x),
    y: cubic(from.y, from.y, to.y, to.y),
  };
}

/** Where along its edge a label sits: staggered by row, so that the labels of crossing edges seldom meet. */
export function labelAt(row: number): number {
  return [0.3, 0.46, 0.62, 0.38, 0.54][row % 5] ?? 0.5;
}

/** Distance of the `index`th of `count` handles from the middle of a card's side, in pixels. */
export function handleOffset(index: number, count: number, height: number): number {
  const gap = Math.min(18, (height - 20) / Math.max(1, count - 1));
  return (index - (count - 1) / 2) * gap;
}
