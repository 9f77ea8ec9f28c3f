import type { CodeCase, SignalFields } from './code-case.ts';

const LIMITS = [
  ...['max-exposure', 'max-position-size', 'max-order-size', 'max-open-positions', 'max-leverage'],
  ...['max-daily-loss', 'max-drawdown', 'max-orders-per-minute', 'price-band-percent', 'min-free-balance'],
] as const;
type Limit = (typeof LIMITS)[number];

/** The account has this limit, and no other. */
function only(account: string, limit: Limit, value: string): string[] {
  return ['limits', 'set', account, ...LIMITS.flatMap((each) => [`--${each}`, each === limit ? value : 'none'])];
}

function limited(code: string, limit: Limit, value: string, signal: SignalFields = {}): CodeCase {
  return {
    code,
    when: `${limit} ${value}`,
    given: [only('limited', limit, value)],
    signal: { account_name: 'limited', ...signal },
  };
}

/** Held: one bitcoin at about 60 000, and 100 000 dollars. */
export const LIMIT_CASES: readonly CodeCase[] = [
  limited('MAX_EXPOSURE', 'max-exposure', '60000'),
  limited('MAX_POSITION_SIZE', 'max-position-size', '60000'),
  limited('MAX_ORDER_SIZE', 'max-order-size', '500'),
  limited('MAX_OPEN_POSITIONS', 'max-open-positions', '1', { symbol: 'ETH/USDT', amount: '0.1' }),
  limited('MAX_LEVERAGE', 'max-leverage', '0.3'),
  limited('MAX_ORDER_RATE', 'max-orders-per-minute', '0'),
  limited('PRICE_BAND', 'price-band-percent', '1', { type: 'limit', price: '50000' }),
  limited('MIN_FREE_BALANCE', 'min-free-balance', '99999'),
  // What nobody can value may have been lost.
  ...(['max-daily-loss', 'max-drawdown'] as const).map((limit) => ({
    ...limited(limit.toUpperCase().replaceAll('-', '_'), limit, '100', { account_name: 'odd' }),
    given: [only('odd', limit, '100')],
  })),
];

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayIn = (days: number): string => DAYS[(new Date().getUTCDay() + days) % 7] ?? '';

/** Each of a strategy of its own, on an account that trades otherwise. */
function flagged(code: string, option: readonly string[], signal: SignalFields = {}): CodeCase {
  const strategy = code.toLowerCase();
  return {
    code,
    when: option.join(' '),
    given: [['flags', 'set', '--strategy', strategy, ...option]],
    signal: { strategy_id: strategy, ...signal },
  };
}

export const FLAG_CASES: readonly CodeCase[] = [
  flagged('ACCOUNT_DISABLED', ['--enabled', 'false']),
  flagged('EXCHANGE_NOT_ALLOWED', ['--exchanges', 'bybit,okx']),
  flagged('STRATEGY_NOT_ALLOWED', ['--strategies', 'mean*']),
  flagged('SYMBOL_NOT_ALLOWED', ['--symbols', 'ETH/*']),
  flagged('MARKET_NOT_ALLOWED', ['--markets', 'swap']),
  flagged('LONG_ONLY', ['--long-only', 'true'], { account_name: 'swap', symbol: 'BTC/USDT:USDT', side: 'short' }),
  flagged('MAX_ORDER_SIZE', ['--max-size', '0.005']),
  flagged('OUTSIDE_TRADING_HOURS', ['--hours', `${dayIn(3)} 09:00-17:30`, '--time-zone', 'UTC']),
  flagged('OUTSIDE_VALIDITY', ['--valid-until', '2020-01-01']),
];
