import { winAnsi } from './win-ansi.ts';

export const PAGE = { width: 595.28, height: 841.89 } as const;
export const MARGIN = { top: 44, bottom: 46, side: 42 } as const;
export const INNER_WIDTH = PAGE.width - 2 * MARGIN.side;

/** The console's light theme on paper. */
export const INK = {
  ink: '#12161e',
  soft: '#596273',
  hair: '#e8ebf0',
  edge: '#c9ced8',
  accent: '#5b4ce0',
  area: '#efedfc',
  up: '#0b6b45',
  down: '#b3214b',
  white: '#ffffff',
} as const;

/** Its digits are all of one width, so figures line up in it. */
export const FONT = { plain: 'Helvetica', bold: 'Helvetica-Bold' } as const;

export interface TextLook {
  size: number;
  font?: (typeof FONT)[keyof typeof FONT];
  colour?: string;
  /** Where the text stands in `width`. Default: left. */
  align?: 'left' | 'right';
  width?: number;
  spacing?: number;
}

/** Pages that are written from top to bottom. Measures are points; y grows downwards. */
export interface PdfPaper {
  doc: PDFKit.PDFDocument;
  /** Where the next thing goes. */
  y: number;
  /** One line, exactly there. Its text must fit. */
  line(text: string, x: number, y: number, look: TextLook): void;
  widthOf(text: string, look: Pick<TextLook, 'size' | 'font' | 'spacing'>): number;
  /** As many lines as the width asks for. */
  wrapped(text: string, width: number, look: Pick<TextLook, 'size' | 'font'>): string[];
  rule(y: number, colour: string, thickness?: number): void;
  /** Begins a new page where so much does not fit any more; tells whether it did. */
  need(height: number): boolean;
}

/**
 * `onPage` draws what stands on every page but the first, and gives where the text begins. `dry`: nothing is written, only
 * measured, to see how many pages it takes.
 */
export function createPaper(
  doc: PDFKit.PDFDocument,
  { onPage, dry }: { onPage: (paper: PdfPaper) => number; dry: boolean },
): PdfPaper {
  const choose = ({ font = FONT.plain, size }: Pick<TextLook, 'size' | 'font'>): void =>
    void doc.font(font).fontSize(size);
  const widthOf: PdfPaper['widthOf'] = (text, look) => {
    choose(look);
    return doc.widthOfString(winAnsi(text)) + (look.spacing ?? 0) * text.length;
  };
  const paper: PdfPaper = {
    doc,
    y: MARGIN.top,
    widthOf,
    line(text, x, y, look) {
      if (dry) return;
      const { colour = INK.ink, align = 'left', width = 0, spacing = 0 } = look;
      const from = align === 'right' ? x + width - widthOf(text, look) : x;
      choose(look);
      doc.fillColor(colour).text(winAnsi(text), from, y, { lineBreak: false, characterSpacing: spacing });
    },
    wrapped(text, width, look) {
      if (text === '' || widthOf(text, look) <= width) return text === '' ? [] : [text];
      const lines: string[] = [];
      let current = '';
      for (const word of winAnsi(text).split(' ').filter(Boolean)) {
        const longer = current === '' ? word : `${current} ${word}`;
        if (widthOf(longer, look) <= width) {
          current = longer;
          continue;
        }
        if (current !== '') lines.push(current);
        const pieces = broken(word, (piece) => widthOf(piece, look) <= width);
        current = pieces.pop() ?? '';
        lines.push(...pieces);
      }
      return current === '' ? lines : [...lines, current];
    },
    rule(y, colour, thickness = 0.6) {
      if (dry) return;
      doc
        .moveTo(MARGIN.side, y)
        .lineTo(PAGE.width - MARGIN.side, y)
        .lineWidth(thickness)
        .strokeColor(colour)
        .stroke();
    },
    need(height) {
      if (paper.y + height <= PAGE.height - MARGIN.bottom) return false;
      if (!dry) doc.addPage();
      paper.y = onPage(paper);
      return true;
    },
  };
  return paper;
}

/** A word that is longer than a line, in pieces that fit. */
function broken(word: string, fits: (piece: string) => boolean): string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const sign of word) {
    if (piece !== '' && !fits(piece + sign)) {
      pieces.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...pieces, piece];
}
