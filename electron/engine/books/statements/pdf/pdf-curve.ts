import { curveShape } from '../curve-shape.ts';
import type { SheetCurve } from '../statement-sheet.ts';
import { INK, INNER_WIDTH, MARGIN } from './pdf-paper.ts';
import type { PdfPaper } from './pdf-paper.ts';

const HEIGHT = 120;

/** The line of equity, drawn: sharp at any size. */
export function drawCurve(paper: PdfPaper, curve: SheetCurve): void {
  const { doc } = paper;
  const look = { size: 7.5, colour: INK.soft } as const;
  const scale = Math.max(paper.widthOf(curve.highest, look), paper.widthOf(curve.lowest, look));
  const box = { x: MARGIN.side, y: paper.y, width: INNER_WIDTH - scale - 8, height: HEIGHT };
  const { line, area } = curveShape(curve, box);
  const round = (points: readonly (readonly [number, number])[]): [number, number][] =>
    points.map(([x, y]) => [Math.round(x * 100) / 100, Math.round(y * 100) / 100]);

  doc.polygon(...round(area)).fill(INK.area);
  for (const y of [box.y, box.y + HEIGHT / 2, box.y + HEIGHT]) {
    doc
      .moveTo(box.x, y)
      .lineTo(box.x + box.width, y)
      .lineWidth(0.5)
      .strokeColor(INK.hair)
      .stroke();
  }
  const [start, ...rest] = round(line);
  if (start) {
    doc.moveTo(...start);
    for (const point of rest) doc.lineTo(...point);
    doc.lineWidth(1.2).lineJoin('round').strokeColor(INK.accent).stroke();
  }
  const right = { ...look, align: 'right', width: scale } as const;
  paper.line(curve.highest, box.x + box.width + 8, box.y + 3, right);
  paper.line(curve.lowest, box.x + box.width + 8, box.y + HEIGHT - 10, right);
  paper.line(curve.first, box.x, box.y + HEIGHT + 5, look);
  paper.line(curve.last, box.x, box.y + HEIGHT + 5, { ...look, align: 'right', width: box.width });
  const middle = (box.width - paper.widthOf(curve.title, { size: 7.5 })) / 2;
  paper.line(curve.title, box.x + middle, box.y + HEIGHT + 5, { size: 7.5, colour: INK.soft });
  paper.y = box.y + HEIGHT + 20;
}
