const TAIL = 7;

/** The end of an id, where ids of one time differ. Short ids stay whole. */
export function shortId(id: string): string {
  return id.length <= TAIL + 4 ? id : `…${id.slice(-TAIL)}`;
}
