/** What a paper account holds before its first order, in units of each asset. */
export const STARTING_BALANCES: Readonly<Record<string, string>> = {
  USDT: '100000',
  NOK: '1000000',
  BTC: '1',
  ETH: '10',
  SOL: '100',
};
