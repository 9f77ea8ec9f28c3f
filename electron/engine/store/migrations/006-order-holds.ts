/**
 * What an order promised of its account's funds, so that one of unknown outcome counts in full after a restart too. And
 * trades are one per order: both sides of a trade of an account with itself carry the same id. And a paper order remembers
 * when nobody watched its market.
 */
export const orderHolds = `
ALTER TABLE orders ADD COLUMN held_asset TEXT;
ALTER TABLE orders ADD COLUMN held_amount TEXT;

ALTER TABLE paper_orders ADD COLUMN unwatched_from_ms INTEGER;
ALTER TABLE paper_orders ADD COLUMN unwatched_until_ms INTEGER;

CREATE TABLE fills_by_trade (
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
  UNIQUE (account_name, symbol, trade_id, order_id)
) STRICT;
INSERT INTO fills_by_trade SELECT seq, order_id, account_name, symbol, trade_id, price, amount, fee, fee_asset, liquidity, at_ms FROM fills;
DROP TABLE fills;
ALTER TABLE fills_by_trade RENAME TO fills;
CREATE INDEX fills_by_order ON fills (order_id, seq);
CREATE INDEX orders_by_account_symbol ON orders (account_name, symbol, updated_ms);
`;
