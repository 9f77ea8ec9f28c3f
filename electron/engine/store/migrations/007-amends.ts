/**
 * Changes of orders that were begun and have not ended: what a start finds here was cut off. What became of each is in the
 * order's evidence and in the audit chain. `signal_id` is the replacement's; null where the venue changes orders in place.
 */
export const amends = `
CREATE TABLE amends_under_way (
  order_id  TEXT PRIMARY KEY REFERENCES orders (id),
  signal_id TEXT,
  at_ms     INTEGER NOT NULL
) STRICT;
`;
