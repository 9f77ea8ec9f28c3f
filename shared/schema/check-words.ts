/** What a check asserts, by the code that its failure gives. A code without words here is shown as it is. */
const WORDS: Partial<Record<string, string>> = {
  ACCOUNT_INVALID: 'Account is usable',
  ACCOUNT_DISABLED: 'Account is switched on',
  ACCOUNT_DISARMED: 'Real trading armed',
  KILL_SWITCH: 'Kill switch is off',
  MODE_VIOLATION: 'Mode allows it',
  VENUE_NOT_SUPPORTED: 'Exchange supported',
  UNKNOWN_SYMBOL: 'Symbol is traded',
  MARKET_UNAVAILABLE: 'Market data there',
  INVALID_PRICE: 'Price fits the tick',
  INVALID_AMOUNT: 'Amount fits the step',
  MIN_NOTIONAL: 'Above the minimum',
  BALANCE_UNKNOWN: 'Balance is known',
  INSUFFICIENT_FUNDS: 'Enough balance',
  PRICE_BAND: 'Inside the price band',
  OUTCOME_PENDING: 'No unsettled outcome',
  ACCOUNT_UNRECONCILED: 'Compared with the exchange',
  JOURNAL_UNAVAILABLE: 'Journal can be written',
};

export function checkWords(code: string): string {
  return WORDS[code] ?? code.toLowerCase().replaceAll('_', ' ');
}
