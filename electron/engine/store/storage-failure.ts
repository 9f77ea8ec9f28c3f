/** Result codes of SQLite that say that the file cannot be used, not that a statement is wrong (sqlite.org/rescode.html). */
const FAILURES: ReadonlyMap<number, string> = new Map([
  [5, 'another program holds its lock'],
  [7, 'there is not enough memory'],
  [8, 'it is read-only'],
  [10, 'the disk failed to read or write it'],
  [11, 'it is damaged'],
  [13, 'the disk is full'],
  [14, 'it cannot be opened'],
  [15, 'its locking failed'],
  [23, 'access to it was denied'],
  [26, 'it is not a database'],
]);

const CLOSED = 'it was closed';

/** What is damaged does not become whole by waiting. */
const LASTING: ReadonlySet<number> = new Set([11, 26]);

/** Why the storage failed, in plain words; null where the error is of another kind: a bug, or a broken constraint. */
export function storageFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  // Extended codes carry the primary one in their low byte.
  if (typeof errcode === 'number') return FAILURES.get(errcode & 0xff) ?? null;
  return code === 'ERR_INVALID_STATE' ? CLOSED : null;
}

/** Whether what the storage failed of cannot pass by itself. */
export function isLasting(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && LASTING.has(errcode & 0xff);
}
