/** The operator's failover policy, as numbered revisions that are never rewritten. */
export const failover = `
CREATE TABLE failover_revisions (
  revision INTEGER PRIMARY KEY,
  at_ms    INTEGER NOT NULL,
  by       TEXT NOT NULL,
  policy   TEXT NOT NULL
) STRICT;
CREATE TRIGGER failover_no_update BEFORE UPDATE ON failover_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER failover_no_delete BEFORE DELETE ON failover_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
`;
