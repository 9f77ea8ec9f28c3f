import type { SheetTable } from '../statement-sheet.ts';
import { FONT, INNER_WIDTH, MARGIN } from './pdf-paper.ts';
import type { PdfPaper } from './pdf-paper.ts';

const SIZE = 8;
/** Of what stands under a cell. */
export const SMALL = 6.5;
const LEAST_SIZE = 5.2;
const GAP = 12;
/** Texts may be broken into lines; figures are never. */
const LEAST_TEXT = 44;

export interface PlannedColumn {
  x: number;
  width: number;
  /** Of its letters: smaller where the figures would not fit beside each other. */
  size: number;
}

/** Widths by what stands in the columns; what is left over goes to them by their shares. */
export function columnPlan(paper: PdfPaper, { columns, rows, sums }: SheetTable): PlannedColumn[] {
  const wanted = columns.map(({ title, figures }, i) => {
    const texts = rows.map((row) => row[i]?.text ?? '');
    return Math.max(
      ...title.split(' ').map((word) => paper.widthOf(word, { size: 7 })),
      paper.widthOf(longest(texts), { size: SIZE }) + 0.5,
      paper.widthOf(longest(sums.map((row) => row[i]?.text ?? '')), { size: SIZE, font: FONT.bold }) + 0.5,
      paper.widthOf(longest(rows.map((row) => row[i]?.sub ?? '')), { size: SMALL }) + 0.5,
      ...(figures ? [] : [LEAST_TEXT]),
    );
  });
  const room = INNER_WIDTH - GAP * (columns.length - 1);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const even = columns.map(({ share }) => (share / shares) * room);
  // Where all fit into their shares, tables that are alike stand alike.
  const { widths, size } = wanted.every((width, i) => width <= (even[i] ?? 0))
    ? { widths: even, size: SIZE }
    : fitted(
        wanted,
        columns.map(({ figures = false }) => figures),
        room,
      );
  const spare = Math.max(0, room - widths.reduce((sum, width) => sum + width, 0));
  let x: number = MARGIN.side;
  return widths.map((width, i) => {
    const column = { x, width: width + (spare * (columns[i]?.share ?? 0)) / shares, size };
    x += column.width + GAP;
    return column;
  });
}

/** First texts give way, then everything gets smaller. */
function fitted(
  wanted: readonly number[],
  areFigures: readonly boolean[],
  room: number,
): { widths: number[]; size: number } {
  const all = wanted.reduce((sum, width) => sum + width, 0);
  if (all <= room) return { widths: [...wanted], size: SIZE };
  const figures = wanted.reduce((sum, width, i) => sum + (areFigures[i] ? width : 0), 0);
  const texts = all - figures;
  const leastTexts = areFigures.filter((is) => !is).length * LEAST_TEXT;
  const textRoom = Math.min(texts, Math.max(leastTexts, room - figures));
  const scale = figures === 0 ? 1 : Math.min(1, (room - textRoom) / figures);
  const size = Math.max(LEAST_SIZE, SIZE * scale);
  return {
    widths: wanted.map((width, i) => (areFigures[i] ? width * scale : (width / texts) * textRoom)),
    size,
  };
}

const longest = (texts: readonly string[]): string =>
  texts.reduce((most, each) => (each.length > most.length ? each : most), '');
