import type { Database, SqlValue } from '../store/sqlite.ts';

/** Rows in one statement: what a call of the driver costs is shared by that many. */
const TOGETHER = 20;
const texts = new Map<string, { one: string; many: string }>();

/** Inserts rows that have all columns, in their order; one that is there already stays as it is. */
export function insertRows(db: Database, table: string, columns: string, rows: readonly (readonly SqlValue[])[]): void {
  const { one, many } = textsOf(table, columns);
  let at = 0;
  for (; at + TOGETHER <= rows.length; at += TOGETHER) db.run(many, ...rows.slice(at, at + TOGETHER).flat());
  for (; at < rows.length; at += 1) db.run(one, ...(rows[at] as readonly SqlValue[]));
}

function textsOf(table: string, columns: string): { one: string; many: string } {
  const key = `${table} ${columns}`;
  let found = texts.get(key);
  if (!found) {
    const marks = `(${columns.replaceAll(/\w+/g, '?')})`;
    const insert = `INSERT OR IGNORE INTO ${table} (${columns}) VALUES `;
    found = { one: insert + marks, many: insert + Array.from({ length: TOGETHER }, () => marks).join(', ') };
    texts.set(key, found);
  }
  return found;
}
