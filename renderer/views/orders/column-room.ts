/**
 * Columns that a narrow list leaves out, the first one last; the open order shows them all. The grid never scrolls sideways,
 * so nothing is half seen.
 */
const SPARE = ['price', 'average', 'strategy_id', 'type', 'id'];

export interface ColumnRoom {
  shown: string[];
  hidden: string[];
}

/** Which of the spare columns fit into `px` beside those that always stay. */
export function columnRoom(columns: readonly { id: string; width: number }[], px: number): ColumnRoom {
  const widths = new Map(columns.map(({ id, width }) => [id, width]));
  let left = columns.reduce((room, { id, width }) => (SPARE.includes(id) ? room : room - width), px);
  const fits = (id: string): boolean => (left -= widths.get(id) ?? 0) >= 0;
  const first = SPARE.findIndex((id) => !fits(id));
  const count = first === -1 ? SPARE.length : first;
  return { shown: SPARE.slice(0, count), hidden: SPARE.slice(count) };
}
