/**
 * What each account was when it was last confirmed (`pending`: what it is by now, while a stop waits for the operator), and
 * keys whose right to withdraw was acknowledged.
 */
export const accountIdentities = `
CREATE TABLE account_identities (
  account_name TEXT PRIMARY KEY,
  identity     TEXT NOT NULL,
  seen_ms      INTEGER NOT NULL,
  pending      TEXT
) STRICT;
CREATE TABLE key_acknowledgements (
  seat         TEXT NOT NULL,
  account_name TEXT NOT NULL,
  by           TEXT NOT NULL,
  at_ms        INTEGER NOT NULL,
  PRIMARY KEY (seat, account_name)
) STRICT;
`;
