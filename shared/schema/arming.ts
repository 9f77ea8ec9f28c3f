/** Shortest and longest time for which real trading can be armed. */
export const ARM_MIN_MS = 60_000;
export const ARM_MAX_MS = 24 * 3_600_000;

/** What the exchange says that the account's key may do. Null: it did not say. */
export interface ArmKeyDocument {
  can_trade: boolean | null;
  can_withdraw: boolean | null;
  note: string;
}

/** A confirmation minted by the engine for exactly one account and duration. `phrase` is what the operator types. */
export interface ArmConfirmationDocument {
  confirmation_id: string;
  account_name: string;
  duration_ms: number;
  phrase: string;
  expires_at: string;
  key: ArmKeyDocument;
}

export interface ArmedDocument {
  account_name: string;
  owner: string;
  armed_until: string;
}

export interface ArmingDocument {
  /** Number of accounts in mode real that are not broken. */
  real_accounts: number;
  armed: ArmedDocument[];
}
