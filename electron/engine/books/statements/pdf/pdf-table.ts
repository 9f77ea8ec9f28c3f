import type { Cell, SheetColumn, SheetTable } from '../statement-sheet.ts';
import { SMALL, columnPlan } from './pdf-columns.ts';
import type { PlannedColumn } from './pdf-columns.ts';
import { FONT, INK, MARGIN } from './pdf-paper.ts';
import type { PdfPaper } from './pdf-paper.ts';

const HEAD_SIZE = 7;
const LEADING = 1.25;
const PAD = 3.2;
/** Rows between which orders may go. */
const ROWS_AT_ONCE = 10;

/** A table that breaks between rows, with its heads again on every page. */
export async function drawTable(paper: PdfPaper, table: SheetTable, pause: () => Promise<void>): Promise<void> {
  const plan = columnPlan(paper, table);
  drawHeads(paper, table.columns, plan);
  for (const [i, row] of table.rows.entries()) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause();
    drawRow(paper, table.columns, plan, row, { bold: false });
    paper.rule(paper.y, INK.hair, 0.5);
  }
  for (const [i, row] of table.sums.entries()) {
    if (i === 0) paper.rule(paper.y, INK.ink, 0.9);
    drawRow(paper, table.columns, plan, row, { bold: true });
  }
}

function drawHeads(paper: PdfPaper, columns: readonly SheetColumn[], plan: readonly PlannedColumn[]): void {
  const heads = columns.map(({ title }, i) => paper.wrapped(title, plan[i]?.width ?? 0, { size: HEAD_SIZE }));
  const rows = Math.max(1, ...heads.map((lines) => lines.length));
  for (const [i, lines] of heads.entries()) {
    const { x, width } = plan[i] ?? { x: MARGIN.side, width: 0 };
    const align = columns[i]?.figures ? 'right' : 'left';
    const top = paper.y + PAD + (rows - lines.length) * HEAD_SIZE * LEADING;
    for (const [row, line] of lines.entries()) {
      paper.line(line, x, top + row * HEAD_SIZE * LEADING, { size: HEAD_SIZE, colour: INK.soft, align, width });
    }
  }
  paper.y += 2 * PAD + rows * HEAD_SIZE * LEADING;
  paper.rule(paper.y, INK.edge, 0.7);
}

function drawRow(
  paper: PdfPaper,
  columns: readonly SheetColumn[],
  plan: readonly PlannedColumn[],
  cells: readonly Cell[],
  { bold }: { bold: boolean },
): void {
  const set = cells.map((cell, i) => setCell(paper, cell, plan[i], bold));
  const height = 2 * PAD + Math.max(...set.map((lines) => lines.reduce((sum, { size }) => sum + size * LEADING, 0)));
  if (paper.need(height)) drawHeads(paper, columns, plan);
  for (const [i, lines] of set.entries()) {
    const { x, width } = plan[i] ?? { x: MARGIN.side, width: 0 };
    let y = paper.y + PAD;
    for (const { text, size, font, colour } of lines) {
      paper.line(text, x, y, { size, font, colour, align: columns[i]?.figures ? 'right' : 'left', width });
      y += size * LEADING;
    }
  }
  paper.y += height;
}

interface SetLine {
  text: string;
  size: number;
  font: (typeof FONT)[keyof typeof FONT];
  colour: string;
}

function setCell(
  paper: PdfPaper,
  { text, sub, tone }: Cell,
  column: PlannedColumn | undefined,
  bold: boolean,
): SetLine[] {
  const { width, size } = column ?? { width: 0, size: 8 };
  const font = bold ? FONT.bold : FONT.plain;
  const colour = tone ? INK[tone] : INK.ink;
  const small = Math.min(size, SMALL);
  const lines = (of: string, look: Omit<SetLine, 'text'>): SetLine[] =>
    paper.wrapped(of, width, look).map((line) => ({ text: line, ...look }));
  return [
    ...lines(text, { size, font, colour }),
    ...(sub ? lines(sub, { size: small, font: FONT.plain, colour: INK.soft }) : []),
  ];
}
