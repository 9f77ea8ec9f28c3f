/** Kills and automatic stops. In effect until released; then kept as they were. */
export const stops = `
CREATE TABLE stops (
  id          TEXT PRIMARY KEY,
  scope_kind  TEXT NOT NULL CHECK (scope_kind IN ('global', 'owner', 'account', 'strategy')),
  scope_name  TEXT,
  cause       TEXT NOT NULL CHECK (cause IN ('kill', 'automatic')),
  code        TEXT NOT NULL,
  reason      TEXT NOT NULL,
  by          TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  cancels     INTEGER NOT NULL,
  flattens    INTEGER NOT NULL,
  work        TEXT NOT NULL DEFAULT '[]',
  released_ms INTEGER,
  released_by TEXT,
  CHECK ((scope_kind = 'global') = (scope_name IS NULL)),
  CHECK ((released_ms IS NULL) = (released_by IS NULL))
) STRICT;
CREATE INDEX stops_in_effect ON stops (at_ms) WHERE released_ms IS NULL;
CREATE TRIGGER stops_no_delete BEFORE DELETE ON stops BEGIN SELECT RAISE(ABORT, 'stops are kept'); END;
CREATE TRIGGER stops_no_rewrite BEFORE UPDATE OF
  id, scope_kind, scope_name, cause, code, reason, by, at_ms, cancels, flattens ON stops
BEGIN SELECT RAISE(ABORT, 'stops are kept as they were'); END;
CREATE TRIGGER stops_released_once BEFORE UPDATE ON stops WHEN OLD.released_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a released stop is not changed'); END;
`;
