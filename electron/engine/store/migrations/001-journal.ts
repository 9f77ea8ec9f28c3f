/** The journal: signals, orders and what happened to them, mappings, the audit chain, and the paper venue's ledger. */
export const journal = `
CREATE TABLE signals (
  id            TEXT PRIMARY KEY,
  body_hash     TEXT NOT NULL,
  body          TEXT NOT NULL,
  door          TEXT NOT NULL,
  strategy_id   TEXT,
  account_name  TEXT,
  exchange      TEXT,
  source        TEXT NOT NULL,
  decision      TEXT NOT NULL,
  error_code    TEXT,
  error_message TEXT,
  received_ms   INTEGER NOT NULL,
  answered_ms   INTEGER
) STRICT;
CREATE INDEX signals_by_time ON signals (received_ms DESC);
CREATE INDEX signals_by_strategy ON signals (strategy_id, received_ms);
CREATE INDEX signals_by_account ON signals (account_name);
CREATE INDEX signals_by_source ON signals (source);

CREATE TABLE orders (
  id               TEXT PRIMARY KEY,
  signal_id        TEXT NOT NULL REFERENCES signals (id),
  client_order_id  TEXT NOT NULL UNIQUE,
  venue_order_id   TEXT,
  account_name     TEXT NOT NULL,
  exchange         TEXT NOT NULL,
  mode             TEXT NOT NULL CHECK (mode IN ('paper', 'real')),
  testnet          INTEGER NOT NULL,
  strategy_id      TEXT,
  symbol           TEXT NOT NULL,
  side             TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type             TEXT NOT NULL CHECK (type IN ('market', 'limit')),
  time_in_force    TEXT CHECK (time_in_force IN ('gtc', 'ioc')),
  amount           TEXT NOT NULL,
  price            TEXT,
  filled           TEXT NOT NULL DEFAULT '0',
  average          TEXT,
  status           TEXT NOT NULL CHECK (status IN ('journaled','sent','open','partially_filled','filled','canceled','rejected','expired','unknown','not_placed')),
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  prepared         TEXT,
  error_code       TEXT,
  error_message    TEXT,
  note             TEXT,
  created_ms       INTEGER NOT NULL,
  updated_ms       INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_by_time ON orders (created_ms DESC);
CREATE INDEX orders_by_account ON orders (account_name, created_ms DESC);
CREATE INDEX orders_by_signal ON orders (signal_id);
CREATE INDEX orders_by_state ON orders (account_name, exchange, mode, status);
CREATE INDEX orders_unsettled ON orders (account_name, symbol)
  WHERE status IN ('journaled','sent','open','partially_filled','unknown');

CREATE TABLE order_transitions (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id    TEXT NOT NULL REFERENCES orders (id),
  from_status TEXT,
  to_status   TEXT NOT NULL,
  cause       TEXT NOT NULL,
  at_ms       INTEGER NOT NULL,
  detail      TEXT NOT NULL
) STRICT;
CREATE INDEX transitions_by_order ON order_transitions (order_id, seq);

CREATE TABLE fills (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id     TEXT NOT NULL REFERENCES orders (id),
  account_name TEXT NOT NULL,
  symbol       TEXT NOT NULL,
  trade_id     TEXT NOT NULL,
  price        TEXT NOT NULL,
  amount       TEXT NOT NULL,
  fee          TEXT,
  fee_asset    TEXT,
  liquidity    TEXT,
  at_ms        INTEGER NOT NULL,
  UNIQUE (account_name, symbol, trade_id)
) STRICT;
CREATE INDEX fills_by_order ON fills (order_id, seq);

CREATE TABLE mapping_revisions (
  revision INTEGER PRIMARY KEY,
  at_ms    INTEGER NOT NULL,
  by       TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('change', 'undo', 'seed')),
  undoes   INTEGER,
  changes  TEXT NOT NULL,
  maps     TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  seq       INTEGER PRIMARY KEY,
  at_ms     INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  body      TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash      TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER revisions_no_update BEFORE UPDATE ON mapping_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON mapping_revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER transitions_no_update BEFORE UPDATE ON order_transitions BEGIN SELECT RAISE(ABORT, 'transitions are append-only'); END;
CREATE TRIGGER transitions_no_delete BEFORE DELETE ON order_transitions BEGIN SELECT RAISE(ABORT, 'transitions are append-only'); END;

CREATE TABLE paper_balances (
  account_name TEXT NOT NULL,
  asset        TEXT NOT NULL,
  free         TEXT NOT NULL CHECK (free NOT LIKE '-%'),
  locked       TEXT NOT NULL CHECK (locked NOT LIKE '-%'),
  PRIMARY KEY (account_name, asset)
) STRICT;
CREATE TABLE paper_orders (
  seq             INTEGER PRIMARY KEY AUTOINCREMENT,
  client_order_id TEXT NOT NULL UNIQUE,
  account_name    TEXT NOT NULL,
  market          TEXT NOT NULL,
  symbol          TEXT NOT NULL,
  side            TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type            TEXT NOT NULL CHECK (type IN ('market', 'limit')),
  time_in_force   TEXT CHECK (time_in_force IN ('gtc', 'ioc')),
  amount          TEXT NOT NULL,
  price           TEXT,
  filled          TEXT NOT NULL,
  cost            TEXT NOT NULL,
  status          TEXT NOT NULL CHECK (status IN ('open', 'partially_filled', 'filled', 'canceled', 'expired')),
  checked_ms      INTEGER NOT NULL,
  created_ms      INTEGER NOT NULL,
  updated_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_orders_open ON paper_orders (market, symbol) WHERE status IN ('open', 'partially_filled');
CREATE TABLE paper_trades (
  trade_id        TEXT PRIMARY KEY,
  client_order_id TEXT NOT NULL REFERENCES paper_orders (client_order_id),
  market          TEXT NOT NULL,
  symbol          TEXT NOT NULL,
  side            TEXT NOT NULL,
  price           TEXT NOT NULL,
  amount          TEXT NOT NULL,
  fee             TEXT NOT NULL,
  fee_asset       TEXT NOT NULL,
  liquidity       TEXT NOT NULL,
  at_ms           INTEGER NOT NULL,
  book_price      TEXT NOT NULL,
  book_ms         INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_trades_by_order ON paper_trades (client_order_id);
CREATE INDEX paper_trades_by_book ON paper_trades (market, symbol, side, book_ms);
`;
