/** A cell of CSV: a figure goes as it is, text is made safe. Null is an empty cell. */
export type CsvCell = { text: string | null } | { figure: string | null };

export const text = (value: string | null): CsvCell => ({ text: value });
export const figure = (value: string | null): CsvCell => ({ figure: value });

/** One line of RFC 4180, ended by CR LF. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/** The first line: what the columns are called. */
export function csvHeads(heads: readonly string[]): string {
  return csvLine(heads.map((head) => ({ figure: head })));
}

function cellText(cell: CsvCell): string {
  if ('figure' in cell) return quoted(cell.figure ?? '');
  return quoted(harmless(cell.text ?? ''));
}

/**
 * A spreadsheet runs text as a formula that begins so (https://owasp.org/www-community/attacks/CSV_Injection); an apostrophe
 * in front makes it read as text.
 */
function harmless(value: string): string {
  return /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
