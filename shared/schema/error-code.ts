/**
 * Every stable error code of the console and what it means. Codes are part of the contract: they are added, never
 * renamed. Nothing branches on a message; `message` is for people only.
 */
export const ERROR_CODES = {
  // input
  INVALID_SIGNAL: 'The signal does not have the required form.',
  INVALID_INPUT: 'A request does not have the required form.',
  DUPLICATE_SIGNAL: 'This signal id was already used with another body.',
  // registry
  ACCOUNT_NOT_FOUND: 'No account of this name is registered.',
  ACCOUNT_INVALID: 'The account is registered but its configuration is broken.',
  ACCOUNT_DUPLICATE: 'An account of this name is already registered.',
  ACCOUNT_DISABLED: 'The account is switched off.',
  UNKNOWN_EXCHANGE: 'The exchange is not one that the console knows.',
  MISSING_EXCHANGE: 'Account variables are set, but the one naming the exchange is not.',
  MISSING_CREDENTIALS: 'A real account lacks a credential that its exchange needs.',
  INVALID_BOOLEAN: 'A true/false variable holds something else.',
  INVALID_MODE: 'The mode is neither paper nor real, or this exchange does not have it.',
  INVALID_MARKET: 'The market type is unknown, or this exchange does not have it.',
  INVALID_API_URL: 'API_URL must be https, or http on loopback, without user info.',
  TESTNET_UNAVAILABLE: 'This exchange has no testnet.',
  UNKNOWN_VARIABLE: 'A QT_ACCOUNT variable ends in no known field.',
  ENV_FILE_UNREADABLE: 'The env file cannot be read or parsed.',
  ENV_FILE_PERMISSIONS: 'The env file can be read by other users.',
  // routing
  ACCOUNT_EXCHANGE_MISMATCH: 'The chosen account trades on another exchange than the one asked for.',
  NO_DEFAULT_ACCOUNT: 'No main account is registered for the exchange.',
  REVISION_CONFLICT: 'The mapping was changed by somebody else meanwhile.',
  NOTHING_TO_UNDO: 'There is no earlier mapping revision.',
  // checks
  ACCOUNT_DISARMED: 'Real trading is disarmed for this account.',
  KILL_SWITCH: 'The kill switch is on.',
  MODE_VIOLATION: 'The action is not allowed in the mode of this account.',
  VENUE_NOT_SUPPORTED: 'No orders of this kind are placed there by this version.',
  UNKNOWN_SYMBOL: 'The exchange does not trade this symbol.',
  MARKET_UNAVAILABLE: 'Market rules or prices could not be read from the exchange.',
  INVALID_PRICE: 'The limit price is outside what the exchange accepts.',
  INVALID_AMOUNT: 'The amount is outside what the exchange accepts.',
  MIN_NOTIONAL: 'The order is smaller than the exchange accepts.',
  INSUFFICIENT_FUNDS: 'The account does not hold enough.',
  BALANCE_UNKNOWN: 'The balance could not be read, so the order cannot be checked.',
  PRICE_BAND: 'The price is further from the mark than allowed.',
  ACCOUNT_UNRECONCILED: 'The account could not be compared with its exchange, so it does not trade.',
  EXCHANGE_UNHEALTHY: 'The exchange is unhealthy, and no configured stand-in can take the order.',
  ORDER_OPTION: 'This exchange or market does not have this order option.',
  LEVERAGE_NOT_SET: 'Leverage or margin mode could not be set and read back at the exchange.',
  OUTCOME_PENDING: 'An earlier order of the same account and symbol has an unknown outcome.',
  CONFIRMATION_INVALID: 'The confirmation is wrong, used, expired, or was made for something else.',
  CONFIRMATION_DECLINED: 'The operator did not confirm it.',
  CONFIRMATION_UNAVAILABLE: 'Nobody could be asked to confirm it.',
  KEY_CAN_WITHDRAW: 'The key of this account may withdraw, and nobody acknowledged that.',
  // flags
  EXCHANGE_NOT_ALLOWED: 'A flag does not allow this exchange.',
  STRATEGY_NOT_ALLOWED: 'A flag does not allow this strategy.',
  SYMBOL_NOT_ALLOWED: 'A flag does not allow this symbol.',
  MARKET_NOT_ALLOWED: 'A flag does not allow this market type.',
  LONG_ONLY: 'A flag allows no short positions.',
  MAX_ORDER_SIZE: 'The order is larger than allowed.',
  OUTSIDE_TRADING_HOURS: 'It is outside the trading hours.',
  OUTSIDE_VALIDITY: 'It is before or after the time in which this may trade.',
  // limits
  MAX_EXPOSURE: 'Positions and open orders would be worth more than allowed.',
  MAX_POSITION_SIZE: 'The position would be larger than allowed.',
  MAX_OPEN_POSITIONS: 'There would be more positions than allowed.',
  MAX_LEVERAGE: 'The leverage would be higher than allowed.',
  MAX_DAILY_LOSS: "The day's loss has reached its limit.",
  MAX_DRAWDOWN: 'The loss from the highest profit has reached its limit.',
  MAX_ORDER_RATE: 'There were as many orders in the last minute as allowed.',
  MIN_FREE_BALANCE: 'Less would stay free than must.',
  // stops
  ACCOUNT_STOPPED: 'The account was stopped by a rule of the console.',
  REPEATED_REFUSALS: 'The exchange refused order after order in the same words.',
  REPEATED_UNKNOWN: 'The outcomes of several orders are unknown at the same time.',
  BOOKS_DISAGREE: 'The books and the exchange do not agree.',
  CLOCK_SKEW: "The clock is too far from the exchange's.",
  MODE_CHANGED: 'The account was another one before: mode, network or key changed.',
  STOP_NOT_FOUND: 'There is no such stop.',
  // approvals
  APPROVAL_PENDING: "The signal waits for the operator's yes.",
  APPROVAL_DECLINED: 'The operator declined the signal.',
  APPROVAL_EXPIRED: 'The signal waited for a yes too long.',
  APPROVAL_NOT_FOUND: 'There is no such signal waiting.',
  APPROVALS_FULL: 'As many signals wait for a yes as may.',
  // venue
  VENUE_REFUSED: 'The exchange refused the order.',
  VENUE_AUTH: 'The exchange refused the key, the signature or its permissions.',
  VENUE_RATE_LIMIT: 'The exchange refused the request for its rate limit.',
  VENUE_CLOCK: 'The exchange refused the request for its timestamp.',
  VENUE_UNREACHABLE: 'The exchange could not be reached; nothing was sent.',
  VENUE_ERROR: 'The exchange answered with an error.',
  OUTCOME_UNKNOWN: 'The order was sent, and no certain answer came back.',
  // orders
  ORDER_NOT_FOUND: 'No order of this id.',
  NOT_PLACED: 'The order of unknown outcome turned out never to have reached the exchange.',
  ORDER_NOT_UNKNOWN: 'Only an order of unknown outcome can be decided by the operator.',
  ORDER_NOT_ADOPTABLE: 'The order at the exchange is not the one that was sent, or belongs to another order here.',
  ORDER_NOT_OPEN: 'Only an open order can be amended.',
  NO_POSITION: 'There is no position to close.',
  GROUP_NOT_FOUND: 'No group of this name.',
  GROUP_INVALID: 'The group or its allocation is not valid.',
  GROUP_LEG_UNPLACEABLE: 'A leg of the group cannot be placed, so nothing was sent.',
  ORDER_FINAL: 'The order is already in a final state.',
  // books, audit and backups
  BOOKS_BROKEN: 'The books that are kept are not those that the journal gives.',
  HISTORY_UNAVAILABLE: 'This account has no past at an exchange to ask for.',
  STATEMENT_EMPTY: 'There is nothing of this account in this time.',
  AUDIT_BROKEN: 'An entry of the audit chain is not what was written.',
  BACKUP_FAILED: 'The backup could not be made.',
  JOURNAL_RESTORED: 'The journal was put back from a backup, and nobody has compared it with the exchanges yet.',
  BACKUP_INVALID: 'The backup is damaged, or no journal of this console.',
  // engine and doors
  ENGINE_LOCKED: 'Another engine holds this data directory.',
  ENGINE_UNREACHABLE: 'The running engine does not answer.',
  NO_ENGINE: 'No engine runs on this data directory.',
  JOURNAL_UNAVAILABLE: 'The journal cannot be written; nothing is sent.',
  UNAUTHORIZED: 'No valid token.',
  FORBIDDEN_ORIGIN: 'The request comes from a host or page that is not allowed.',
  FORBIDDEN_SENDER: 'The message comes from a frame that is not allowed.',
  NOT_FOUND: 'There is nothing at this address.',
  INTERNAL: 'A fault in the console itself.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What every door gives for an expected failure. */
export interface ErrorDocument {
  code: ErrorCode;
  message: string;
}

/** An expected failure with a stable code. Thrown across layers, and turned into an `ErrorDocument` at every door. */
export class QtError extends Error {
  override readonly name = 'QtError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string = ERROR_CODES[code]) {
    super(message);
    this.code = code;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
