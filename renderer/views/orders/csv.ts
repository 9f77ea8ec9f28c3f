/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One line by RFC 4180, without its end. What a spreadsheet would run as a formula is made text; plain numbers stay numbers. */
export function csvLine(cells: readonly (string | null)[]): string {
  return cells.map((cell) => field(cell ?? '')).join(',');
}

export const CSV_LINE_END = '\r\n';

function field(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
