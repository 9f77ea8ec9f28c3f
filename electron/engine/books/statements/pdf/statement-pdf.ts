import { printable } from '../printable.ts';
import type { Sheet } from '../statement-sheet.ts';
import { drawCurve } from './pdf-curve.ts';
import { drawHead } from './pdf-head.ts';
import { FONT, INK, INNER_WIDTH, MARGIN, PAGE, createPaper } from './pdf-paper.ts';
import type { PdfPaper } from './pdf-paper.ts';
import { drawTable } from './pdf-table.ts';

/** A title, a sentence, heads and two rows stay together. */
const PART_TOP = 92;

/** The statement as pages to print. Nothing in it depends on when it is made: its one date is that of its content. */
export async function statementPdf(sheet: Sheet, pause: () => Promise<void>): Promise<Buffer> {
  // A statement is asked for now and then: the engine does not carry its printer from the start.
  const { default: PdfDocument } = await import('pdfkit');
  const options = {
    size: 'A4',
    // Breaks are ours: nothing may flow over by itself.
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    lang: 'en',
    displayTitle: true,
    info: {
      Title: printable(`Statement of ${sheet.account}, ${sheet.period} (${sheet.kindWord})`),
      Creator: 'Quantum Trader Console',
      Producer: 'Quantum Trader Console',
      CreationDate: new Date(sheet.asOfMs),
    },
  };
  // Set once to count the pages, and once to keep: each page is then finished by itself, and none of them waits for the last.
  const counted = await drawn(new PdfDocument(options), sheet, null, pause);
  return (await drawn(new PdfDocument(options), sheet, counted.pages, pause)).bytes;
}

async function drawn(
  doc: PDFKit.PDFDocument,
  sheet: Sheet,
  count: number | null,
  pause: () => Promise<void>,
): Promise<{ pages: number; bytes: Buffer }> {
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject));
  let pages = 1;
  const onPage = (page: PdfPaper): number => {
    pages += 1;
    drawFoot(page, sheet, pages, count);
    return drawRunningHead(page, sheet);
  };
  const paper = createPaper(doc, { onPage, dry: count === null });
  drawFoot(paper, sheet, pages, count);
  drawHead(paper, sheet);
  if (sheet.curve) drawCurve(paper, sheet.curve);
  for (const part of sheet.parts) {
    const isEmpty = part.table.rows.length + part.table.sums.length === 0;
    drawTitle(paper, part.title, isEmpty ? part.empty : part.lead);
    if (!isEmpty) await drawTable(paper, part.table, pause);
    await pause();
  }
  drawTitle(paper, 'Notes', null);
  for (const note of sheet.notes) drawText(paper, note, '#414a59', { mark: true });
  doc.end();
  await ended;
  return { pages, bytes: Buffer.concat(chunks) };
}

function drawFoot(paper: PdfPaper, sheet: Sheet, page: number, count: number | null): void {
  const y = PAGE.height - 30;
  const words = `${sheet.kindWord}  ·  page ${page} of ${count ?? ''}`;
  paper.rule(y - 6, INK.hair);
  paper.line('Quantum Trader Console', MARGIN.side, y, { size: 7.5, colour: INK.soft });
  paper.line(words, MARGIN.side, y, { size: 7.5, colour: INK.soft, align: 'right', width: INNER_WIDTH });
}

function drawRunningHead(paper: PdfPaper, { foot }: Sheet): number {
  paper.line(foot, MARGIN.side, 26, { size: 7.5, colour: INK.soft });
  paper.rule(39, INK.hair);
  return 50;
}

function drawTitle(paper: PdfPaper, title: string, lead: string | null): void {
  paper.y += 20;
  if (paper.need(PART_TOP)) paper.y += 4;
  paper.line(title, MARGIN.side, paper.y, { size: 11.5, font: FONT.bold });
  paper.y += 16;
  if (lead) drawText(paper, lead, INK.soft);
}

function drawText(paper: PdfPaper, text: string, colour: string, { mark = false } = {}): void {
  const indent = mark ? 10 : 0;
  const lines = paper.wrapped(text, INNER_WIDTH - indent, { size: 8 });
  paper.need(lines.length * 10.5);
  if (mark) paper.line('–', MARGIN.side, paper.y, { size: 8, colour: INK.soft });
  for (const line of lines) {
    paper.line(line, MARGIN.side + indent, paper.y, { size: 8, colour });
    paper.y += 10.5;
  }
  paper.y += mark ? 3 : 0;
}
