/**
 * Groups as numbered revisions, the signals that were fired at them, and every attempt to place a leg. A leg's signal names
 * its group signal: without the journaled plan no leg can be journaled, and so none can leave.
 */
export const groups = `
CREATE TABLE group_revisions (
  revision INTEGER PRIMARY KEY,
  at_ms    INTEGER NOT NULL,
  by       TEXT NOT NULL,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('set', 'remove')),
  body     TEXT
) STRICT;
CREATE INDEX group_revisions_by_name ON group_revisions (name, revision);

CREATE TABLE group_signals (
  id            TEXT PRIMARY KEY,
  group_name    TEXT NOT NULL,
  body_hash     TEXT NOT NULL,
  body          TEXT NOT NULL,
  door          TEXT NOT NULL,
  plan          TEXT NOT NULL,
  error_code    TEXT,
  error_message TEXT,
  received_ms   INTEGER NOT NULL
) STRICT;

CREATE TABLE group_legs (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  group_signal TEXT NOT NULL REFERENCES group_signals (id),
  account_name TEXT NOT NULL,
  attempt      INTEGER NOT NULL,
  signal_id    TEXT NOT NULL UNIQUE,
  door         TEXT NOT NULL,
  at_ms        INTEGER NOT NULL,
  UNIQUE (group_signal, account_name, attempt)
) STRICT;

ALTER TABLE signals ADD COLUMN group_signal TEXT REFERENCES group_signals (id);
CREATE INDEX signals_by_group ON signals (group_signal) WHERE group_signal IS NOT NULL;

CREATE TRIGGER group_revisions_no_update BEFORE UPDATE ON group_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER group_revisions_no_delete BEFORE DELETE ON group_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER group_signals_no_update BEFORE UPDATE ON group_signals BEGIN SELECT RAISE(ABORT, 'group signals are append-only'); END;
CREATE TRIGGER group_signals_no_delete BEFORE DELETE ON group_signals BEGIN SELECT RAISE(ABORT, 'group signals are append-only'); END;
CREATE TRIGGER group_legs_no_update BEFORE UPDATE ON group_legs BEGIN SELECT RAISE(ABORT, 'legs are append-only'); END;
CREATE TRIGGER group_legs_no_delete BEFORE DELETE ON group_legs BEGIN SELECT RAISE(ABORT, 'legs are append-only'); END;
`;
