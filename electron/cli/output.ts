import type { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

type Paint = (text: string) => string;

/** Words in colour where a person reads them; plain anywhere else. */
export interface Style {
  bold: Paint;
  dim: Paint;
  red: Paint;
  green: Paint;
  yellow: Paint;
  orange: Paint;
  cyan: Paint;
}

const plain: Paint = (text) => text;
const sgr =
  (open: string, close: string): Paint =>
  (text) =>
    `\u001b[${open}m${text}\u001b[${close}m`;

/** Colours only for a terminal, and not where the operator asked for none (https://no-color.org). */
export function styleFor(stream: Writable & { isTTY?: boolean }, env: Record<string, string | undefined>): Style {
  if (!stream.isTTY || env['NO_COLOR'] || env['TERM'] === 'dumb') {
    return { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, orange: plain, cyan: plain };
  }
  return {
    bold: sgr('1', '22'),
    dim: sgr('2', '22'),
    red: sgr('31', '39'),
    green: sgr('32', '39'),
    yellow: sgr('33', '39'),
    orange: sgr('38;5;208', '39'),
    cyan: sgr('36', '39'),
  };
}

export interface Column<Row> {
  title: string;
  align?: 'right';
  cell: (row: Row) => string;
}

/** Rows under aligned columns; `empty` where there are none. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], style: Style, empty: string): string {
  if (rows.length === 0) return empty;
  const cells = [
    columns.map(({ title }) => style.dim(title)),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => width(line[i] ?? ''))));
  const pad = (text: string, i: number): string => {
    const space = ' '.repeat((widths[i] ?? 0) - width(text));
    return columns[i]?.align === 'right' ? space + text : text + space;
  };
  return cells.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function width(text: string): number {
  return stripVTControlCharacters(text).length;
}
