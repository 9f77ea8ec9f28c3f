export interface ColumnRoom {
  shown: string[];
  hidden: string[];
}

/**
 * Which of the spare columns fit into `px` beside those that always stay. A narrow list leaves spare ones out, the first one
 * last, so that it never scrolls sideways and nothing is half seen; the open order shows them all.
 */
export function columnRoom(
  columns: readonly { id: string; width: number }[],
  spare: readonly string[],
  px: number,
): ColumnRoom {
  const widths = new Map(columns.map(({ id, width }) => [id, width]));
  let left = columns.reduce((room, { id, width }) => (spare.includes(id) ? room : room - width), px);
  const fits = (id: string): boolean => (left -= widths.get(id) ?? 0) >= 0;
  const first = spare.findIndex((id) => !fits(id));
  const count = first === -1 ? spare.length : first;
  return { shown: spare.slice(0, count), hidden: spare.slice(count) };
}
