/** What an account has earned by trades and prices, measured step by step, and how each trading day began. */
export const profit = `
CREATE TABLE profit_state (
  account_name TEXT PRIMARY KEY,
  seat         TEXT NOT NULL,
  state        TEXT NOT NULL,
  updated_ms   INTEGER NOT NULL
) STRICT;
CREATE TABLE trading_days (
  account_name   TEXT NOT NULL,
  began_ms       INTEGER NOT NULL,
  opened_ms      INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  opening_equity TEXT NOT NULL,
  opening_profit TEXT NOT NULL,
  PRIMARY KEY (account_name, began_ms)
) STRICT;
`;
