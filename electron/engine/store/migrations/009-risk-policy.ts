/** Limits and flags, as numbered revisions that are never rewritten. */
export const riskPolicy = `
CREATE TABLE risk_revisions (
  revision INTEGER PRIMARY KEY,
  at_ms    INTEGER NOT NULL,
  by       TEXT NOT NULL,
  changes  TEXT NOT NULL,
  policy   TEXT NOT NULL
) STRICT;
CREATE TRIGGER risk_no_update BEFORE UPDATE ON risk_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER risk_no_delete BEFORE DELETE ON risk_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
`;
