import type { Sheet, SheetFigure } from '../statement-sheet.ts';
import { FONT, INK, INNER_WIDTH, MARGIN, PAGE } from './pdf-paper.ts';
import type { PdfPaper } from './pdf-paper.ts';

const KIND_INK = { real: '#cf3a0c', testnet: '#a86a00', paper: '#2f72d3' } as const;
const GAP = 14;

/** The top of the first page: whose account, what kind of money, and the figures that are asked for first. */
export function drawHead(paper: PdfPaper, sheet: Sheet): void {
  const { doc } = paper;
  const left = MARGIN.side;
  drawEdge(doc, sheet.kind);
  paper.line('ACCOUNT STATEMENT', left, 44, { size: 7.5, colour: INK.soft, spacing: 0.7 });
  const nameWidth = INNER_WIDTH - 190;
  let y = 56;
  for (const line of paper.wrapped(sheet.account, nameWidth, { size: 23, font: FONT.bold })) {
    paper.line(line, left, y, { size: 23, font: FONT.bold });
    y += 27;
  }
  paper.line(sheet.period, left, y, { size: 11, colour: INK.soft });
  const markEnd = drawMark(paper, sheet);
  paper.y = Math.max(y + 26, markEnd + 12);

  paper.rule(paper.y, INK.edge);
  drawGrid(paper, sheet.facts, 3, 10);
  paper.rule(paper.y, INK.edge);
  paper.y += 18;
  drawFigures(paper, sheet.figures);
}

/** A bar across the top edge, in the form of the kind of money. */
function drawEdge(doc: PDFKit.PDFDocument, kind: Sheet['kind']): void {
  doc.save().lineWidth(5).strokeColor(KIND_INK[kind]);
  if (kind === 'testnet') doc.dash(14, { space: 8 });
  if (kind === 'paper') doc.dash(2.5, { space: 5 });
  doc.moveTo(0, 2.5).lineTo(PAGE.width, 2.5).stroke().undash().restore();
}

/** REAL square and filled, TESTNET with cut corners, PAPER a dashed pill. Gives where it ends. */
function drawMark(paper: PdfPaper, { kind, kindWord, kindMeaning }: Sheet): number {
  const { doc } = paper;
  const look = { size: 9.5, font: FONT.bold, spacing: 0.8 };
  const width = paper.widthOf(kindWord, look) + 20;
  const right = PAGE.width - MARGIN.side;
  const [x, y, height] = [right - width, 46, 21];
  doc.save().lineWidth(1.1).strokeColor(KIND_INK[kind]);
  if (kind === 'real') doc.rect(x, y, width, height).fill(KIND_INK.real);
  else if (kind === 'paper')
    doc
      .roundedRect(x, y, width, height, height / 2)
      .dash(3, { space: 2 })
      .stroke()
      .undash();
  else {
    const cut = 6;
    const [end, floor] = [x + width, y + height];
    const corners: [number, number][] = [
      ...([
        [x + cut, y],
        [end, y],
        [end, floor - cut],
        [end - cut, floor],
        [x, floor],
        [x, y + cut],
      ] as [number, number][]),
    ];
    doc.polygon(...corners).fillAndStroke('#fdf1da', KIND_INK.testnet);
  }
  doc.restore();
  const colour = kind === 'real' ? INK.white : kind === 'paper' ? '#1d5bb5' : '#6b4300';
  paper.line(kindWord, x + 10.4, y + 6.6, { ...look, colour });
  let below = y + height + 7;
  for (const line of paper.wrapped(kindMeaning, 170, { size: 8 })) {
    paper.line(line, right - 170, below, { size: 8, colour: INK.soft, align: 'right', width: 170 });
    below += 10.5;
  }
  return below;
}

function drawGrid(paper: PdfPaper, facts: Sheet['facts'], columns: number, top: number): void {
  const width = (INNER_WIDTH - (columns - 1) * GAP) / columns;
  let y = paper.y + top;
  for (let i = 0; i < facts.length; i += columns) {
    let tallest = 0;
    for (const [column, { label, value }] of facts.slice(i, i + columns).entries()) {
      const x = MARGIN.side + column * (width + GAP);
      paper.line(label, x, y, { size: 7.5, colour: INK.soft });
      const lines = paper.wrapped(value, width, { size: 9.5 });
      for (const [row, line] of lines.entries()) paper.line(line, x, y + 11 + row * 12, { size: 9.5 });
      tallest = Math.max(tallest, lines.length);
    }
    y += 11 + tallest * 12 + 9;
  }
  paper.y = y;
}

function drawFigures(paper: PdfPaper, figures: SheetFigure[]): void {
  const width = (INNER_WIDTH - (figures.length - 1) * GAP) / figures.length;
  let end = paper.y;
  for (const [i, { label, value, unit, sub, tone }] of figures.entries()) {
    const x = MARGIN.side + i * (width + GAP);
    paper.line(label, x, paper.y, { size: 7.5, colour: INK.soft });
    const full = unit === '' ? value : `${value} ${unit}`;
    const size = Math.min(14, (14 * width) / Math.max(width, paper.widthOf(full, { size: 14, font: FONT.bold })));
    const colour = tone === null ? INK.ink : INK[tone];
    paper.line(value, x, paper.y + 12, { size, font: FONT.bold, colour });
    const valueWidth = paper.widthOf(`${value} `, { size, font: FONT.bold });
    if (unit) paper.line(unit, x + valueWidth, paper.y + 12 + size * 0.22, { size: size * 0.72, colour: INK.soft });
    let y = paper.y + 31;
    for (const line of paper.wrapped(sub, width, { size: 7 })) {
      paper.line(line, x, y, { size: 7, colour: INK.soft });
      y += 9;
    }
    end = Math.max(end, y);
  }
  paper.y = end + 12;
}
