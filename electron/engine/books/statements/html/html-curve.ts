import { curveShape } from '../curve-shape.ts';
import type { SheetCurve } from '../statement-sheet.ts';
import { escaped } from './escape.ts';

const WIDTH = 1_000;
const HEIGHT = 200;

/** The line of equity as a drawing that scales; its words stand in HTML, so that they do not stretch with it. */
export function curveHtml(curve: SheetCurve): string {
  const { line, area } = curveShape(curve, { x: 0, y: 0, width: WIDTH, height: HEIGHT });
  const path = (points: readonly (readonly [number, number])[]): string =>
    points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return `<figure class="curve">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escaped(curve.words)}">
<path class="grid" d="M0 1H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 1}H${WIDTH}"/>
<path class="area" d="${path(area)}Z"/>
<path class="line" d="${path(line)}"/>
</svg>
<div class="scale"><span>${escaped(curve.highest)}</span><span>${escaped(curve.lowest)}</span></div>
<div class="dates"><span>${escaped(curve.first)}</span><span>${escaped(curve.title)}</span><span>${escaped(curve.last)}</span></div>
</figure>`;
}
