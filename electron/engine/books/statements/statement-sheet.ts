import type { Tone } from './statement-figures.ts';

/** More rows of one table than anybody reads on paper. */
export const MAX_ROWS = 2_000;

/** One cell of a table, in words and figures as they are printed. */
export interface Cell {
  text: string;
  /** Smaller, under it. */
  sub?: string | undefined;
  tone?: Tone;
}

export interface SheetColumn {
  title: string;
  /** Figures stand to the right, in the face of figures. */
  figures?: boolean;
  /** Share of the width, by what the others have. */
  share: number;
}

export interface SheetTable {
  columns: SheetColumn[];
  rows: Cell[][];
  /** Set apart below. */
  sums: Cell[][];
}

/** One section: a title, a sentence, and a table or what is said instead of it. */
export interface SheetPart {
  title: string;
  lead: string | null;
  table: SheetTable;
  /** Said alone where the table has no row. */
  empty: string;
}

export interface SheetFigure {
  label: string;
  value: string;
  unit: string;
  sub: string;
  tone: Tone;
}

/** The line of equity. Coordinates are for drawing only; all that is read stands in words beside it. */
export interface SheetCurve {
  points: { atMs: number; value: number }[];
  fromMs: number;
  untilMs: number;
  highest: string;
  lowest: string;
  first: string;
  last: string;
  title: string;
  /** What it shows, for those who do not see it. */
  words: string;
}

/** A statement as it is read, before it is set in HTML or PDF: both say the same, word for word. */
export interface Sheet {
  /** Also the shape of its mark: nobody takes paper for money. */
  kind: 'real' | 'testnet' | 'paper';
  kindWord: string;
  kindMeaning: string;
  account: string;
  period: string;
  facts: { label: string; value: string }[];
  figures: SheetFigure[];
  curve: SheetCurve | null;
  parts: SheetPart[];
  notes: string[];
  foot: string;
  /** Epoch ms of the last that is in it: the one date that the file itself carries. */
  asOfMs: number;
}
