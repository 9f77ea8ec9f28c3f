/**
 * What the books are made of beside our own fills: the past as the exchange tells it, money paid in and out, rates with their
 * source, and what accounts were worth. The books themselves are recomputed from these and are kept in a file of their own.
 */
export const books = `
CREATE TABLE imported_trades (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,
  account_name   TEXT NOT NULL,
  exchange       TEXT NOT NULL,
  testnet        INTEGER NOT NULL,
  symbol         TEXT NOT NULL,
  trade_id       TEXT NOT NULL,
  side           TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  venue_order_id TEXT,
  price          TEXT NOT NULL,
  amount         TEXT NOT NULL,
  fee            TEXT,
  fee_asset      TEXT,
  liquidity      TEXT,
  at_ms          INTEGER NOT NULL,
  imported_ms    INTEGER NOT NULL,
  UNIQUE (account_name, exchange, testnet, symbol, trade_id, side)
) STRICT;
CREATE INDEX imported_by_order ON imported_trades (account_name, venue_order_id) WHERE venue_order_id IS NOT NULL;
CREATE INDEX imported_by_time ON imported_trades (at_ms);
CREATE TRIGGER imported_no_update BEFORE UPDATE ON imported_trades BEGIN SELECT RAISE(ABORT, 'imported trades are kept as they were told'); END;
CREATE TRIGGER imported_no_delete BEFORE DELETE ON imported_trades BEGIN SELECT RAISE(ABORT, 'imported trades are kept'); END;

CREATE TABLE account_flows (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  account_name TEXT NOT NULL,
  exchange     TEXT NOT NULL,
  mode         TEXT NOT NULL CHECK (mode IN ('paper', 'real')),
  testnet      INTEGER NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'transfer', 'funding', 'fee', 'conversion', 'other')),
  flow_id      TEXT NOT NULL,
  asset        TEXT NOT NULL,
  amount       TEXT NOT NULL,
  symbol       TEXT,
  at_ms        INTEGER NOT NULL,
  recorded_ms  INTEGER NOT NULL,
  UNIQUE (account_name, exchange, mode, testnet, kind, flow_id, asset)
) STRICT;
CREATE INDEX flows_by_account ON account_flows (account_name, at_ms);
CREATE TRIGGER flows_no_update BEFORE UPDATE ON account_flows BEGIN SELECT RAISE(ABORT, 'flows are kept as they were told'); END;
CREATE TRIGGER flows_no_delete BEFORE DELETE ON account_flows BEGIN SELECT RAISE(ABORT, 'flows are kept'); END;

CREATE TABLE opening_balances (
  account_name TEXT NOT NULL,
  exchange     TEXT NOT NULL,
  mode         TEXT NOT NULL CHECK (mode IN ('paper', 'real')),
  testnet      INTEGER NOT NULL,
  asset        TEXT NOT NULL,
  total        TEXT NOT NULL,
  at_ms        INTEGER NOT NULL,
  fills_seq    INTEGER NOT NULL,
  orders_row   INTEGER NOT NULL,
  PRIMARY KEY (account_name, exchange, mode, testnet, asset)
) STRICT;

CREATE TABLE import_jobs (
  account_name  TEXT NOT NULL,
  seat          TEXT NOT NULL,
  exchange      TEXT NOT NULL,
  testnet       INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'failed')),
  error_code    TEXT,
  error_message TEXT,
  started_ms    INTEGER NOT NULL,
  updated_ms    INTEGER NOT NULL,
  PRIMARY KEY (account_name, seat)
) STRICT;
CREATE TABLE import_parts (
  account_name TEXT NOT NULL,
  seat         TEXT NOT NULL,
  part         TEXT NOT NULL,
  cursor       TEXT,
  done         INTEGER NOT NULL DEFAULT 0,
  trades       INTEGER NOT NULL DEFAULT 0,
  flows        INTEGER NOT NULL DEFAULT 0,
  oldest_ms    INTEGER,
  updated_ms   INTEGER NOT NULL,
  PRIMARY KEY (account_name, seat, part)
) STRICT;

CREATE TABLE rates (
  asset    TEXT NOT NULL,
  currency TEXT NOT NULL,
  place    TEXT NOT NULL,
  at_ms    INTEGER NOT NULL,
  rate     TEXT NOT NULL,
  source   TEXT NOT NULL,
  PRIMARY KEY (asset, currency, place, at_ms)
) STRICT;

CREATE TABLE equity_snapshots (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  account_name TEXT NOT NULL,
  exchange     TEXT NOT NULL,
  mode         TEXT NOT NULL CHECK (mode IN ('paper', 'real')),
  testnet      INTEGER NOT NULL,
  currency     TEXT NOT NULL,
  at_ms        INTEGER NOT NULL,
  cause        TEXT NOT NULL CHECK (cause IN ('steady', 'fill')),
  equity       TEXT NOT NULL,
  profit       TEXT NOT NULL,
  peak_profit  TEXT NOT NULL,
  peak_equity  TEXT NOT NULL,
  run          TEXT NOT NULL
) STRICT;
CREATE INDEX equity_by_account ON equity_snapshots (account_name, exchange, mode, testnet, at_ms, currency);
CREATE TABLE equity_hours (
  account_name TEXT NOT NULL,
  exchange     TEXT NOT NULL,
  mode         TEXT NOT NULL CHECK (mode IN ('paper', 'real')),
  testnet      INTEGER NOT NULL,
  currency     TEXT NOT NULL,
  hour_ms      INTEGER NOT NULL,
  high         TEXT NOT NULL,
  low          TEXT NOT NULL,
  PRIMARY KEY (account_name, exchange, mode, testnet, currency, hour_ms)
) STRICT;

ALTER TABLE orders ADD COLUMN decided_price TEXT;
CREATE INDEX fills_by_account ON fills (account_name, at_ms);

DROP INDEX orders_by_time;
CREATE INDEX orders_by_time ON orders (created_ms DESC, account_name, symbol, side, type, mode, testnet, strategy_id, status);

DROP INDEX orders_unsettled;
CREATE INDEX orders_unsettled ON orders (account_name, symbol, status)
  WHERE status IN ('journaled','sent','open','partially_filled','unknown');
`;
