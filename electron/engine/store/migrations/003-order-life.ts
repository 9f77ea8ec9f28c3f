/** Order options, replacement by amend, late fills, the operator's patience, evidence, and orders that are not ours. */
export const orderLife = `
ALTER TABLE orders ADD COLUMN post_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN reduce_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN replaces TEXT REFERENCES orders (id);
ALTER TABLE orders ADD COLUMN replaced_by TEXT REFERENCES orders (id);
ALTER TABLE orders ADD COLUMN late INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN watch_until_ms INTEGER;
CREATE INDEX orders_by_venue_id ON orders (account_name, venue_order_id) WHERE venue_order_id IS NOT NULL;
CREATE INDEX orders_by_replaced ON orders (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE order_evidence (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id TEXT NOT NULL REFERENCES orders (id),
  kind     TEXT NOT NULL,
  at_ms    INTEGER NOT NULL,
  detail   TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_by_order ON order_evidence (order_id, seq);

CREATE TABLE external_orders (
  account_name    TEXT NOT NULL,
  seat            TEXT NOT NULL,
  venue_order_id  TEXT NOT NULL,
  client_order_id TEXT,
  symbol          TEXT NOT NULL,
  side            TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  type            TEXT NOT NULL,
  amount          TEXT NOT NULL,
  price           TEXT,
  filled          TEXT NOT NULL,
  created_ms      INTEGER,
  seen_ms         INTEGER NOT NULL,
  PRIMARY KEY (account_name, seat, venue_order_id)
) STRICT;
`;
