/**
 * Signals that wait, or waited, for the operator's yes. `decision` is the route of when it arrived. A row is decided in the
 * commit that journals its signal, and never a second time.
 */
export const approvals = `
CREATE TABLE approvals (
  id            TEXT PRIMARY KEY,
  signal_id     TEXT NOT NULL UNIQUE,
  body_hash     TEXT NOT NULL,
  signal        TEXT NOT NULL,
  decision      TEXT NOT NULL,
  door          TEXT NOT NULL,
  account_name  TEXT NOT NULL,
  because       TEXT NOT NULL,
  received_ms   INTEGER NOT NULL,
  expires_ms    INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'declined', 'expired')),
  decided_ms    INTEGER,
  decided_by    TEXT,
  error_code    TEXT,
  error_message TEXT,
  CHECK ((state = 'waiting') = (decided_ms IS NULL)),
  CHECK ((decided_ms IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE INDEX approvals_waiting ON approvals (expires_ms) WHERE state = 'waiting';
CREATE INDEX approvals_by_time ON approvals (received_ms DESC);
CREATE TRIGGER approvals_decided_once BEFORE UPDATE ON approvals WHEN OLD.state <> 'waiting'
  BEGIN SELECT RAISE(ABORT, 'an approval is decided once'); END;
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals BEGIN SELECT RAISE(ABORT, 'approvals are kept'); END;
`;
