import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isErrorCode } from '../../shared/schema/error-code.ts';
import { APPROVAL_CASES } from './stable-codes/approval-cases.ts';
import { expectCode } from './stable-codes/code-case.ts';
import { openCodeDesk } from './stable-codes/code-desk.ts';
import type { CodeDesk } from './stable-codes/code-desk.ts';
import { FLAG_CASES, LIMIT_CASES } from './stable-codes/limit-cases.ts';
import { ARMING_CASES, ROUTING_CASES } from './stable-codes/routing-cases.ts';
import { STOP_CASES } from './stable-codes/stop-cases.ts';

/** The codes that scripts and other programs were promised, in the order of that promise. */
const PROMISED = [
  ...['ACCOUNT_NOT_FOUND', 'ACCOUNT_EXCHANGE_MISMATCH', 'ACCOUNT_DISARMED', 'ACCOUNT_DISABLED', 'KILL_SWITCH'],
  ...['MODE_VIOLATION', 'NO_DEFAULT_ACCOUNT', 'EXCHANGE_UNHEALTHY', 'EXCHANGE_NOT_ALLOWED', 'STRATEGY_NOT_ALLOWED'],
  ...['OUTSIDE_TRADING_HOURS', 'MAX_EXPOSURE', 'MAX_LEVERAGE', 'MAX_DAILY_LOSS', 'MAX_POSITION_SIZE'],
  ...['MAX_OPEN_POSITIONS', 'MAX_ORDER_RATE', 'PRICE_BAND', 'MIN_NOTIONAL', 'INSUFFICIENT_FUNDS', 'UNKNOWN_SYMBOL'],
  ...['INVALID_SIGNAL', 'DUPLICATE_SIGNAL', 'OUTCOME_PENDING'],
];
/** And those of limits, flags, stops and approvals beside them. */
const SAFETY = [
  ...['MAX_DRAWDOWN', 'MIN_FREE_BALANCE', 'MAX_ORDER_SIZE', 'SYMBOL_NOT_ALLOWED', 'MARKET_NOT_ALLOWED', 'LONG_ONLY'],
  ...['OUTSIDE_VALIDITY', 'ACCOUNT_STOPPED', 'REPEATED_REFUSALS', 'REPEATED_UNKNOWN', 'BOOKS_DISAGREE', 'CLOCK_SKEW'],
  ...['MODE_CHANGED', 'STOP_NOT_FOUND', 'KEY_CAN_WITHDRAW', 'CONFIRMATION_INVALID', 'APPROVAL_PENDING'],
  ...['APPROVAL_DECLINED', 'APPROVAL_EXPIRED', 'APPROVAL_NOT_FOUND', 'APPROVALS_FULL'],
];
const HERE = [...ROUTING_CASES, ...ARMING_CASES, ...FLAG_CASES, ...LIMIT_CASES];

describe('the table of codes', () => {
  it('has a case for each that was promised, and knows no other than those of the source', () => {
    const tried = new Set([...HERE, ...STOP_CASES, ...APPROVAL_CASES].map(({ code }) => code));
    expect([...PROMISED, ...SAFETY].filter((code) => !tried.has(code))).toEqual([]);
    expect([...tried].filter((code) => !isErrorCode(code))).toEqual([]);
  });
});

describe('through qt and POST /signals, with nothing sent', { timeout: 60_000 }, () => {
  let desk: CodeDesk;
  beforeAll(async () => {
    desk = await openCodeDesk(
      [
        { name: 'main_binance', at: 'spot', armed: true },
        { name: 'limited', at: 'spot', armed: true },
        { name: 'lost', at: 'spot', armed: true },
        { name: 'odd', at: 'spot', armed: true, balances: { USDT: '100000', ODD: '5' } },
        { name: 'swap', at: 'swap', armed: true, balances: { USDT: '100000' } },
        { name: 'unarmed', at: 'spot' },
        { name: 'rich', at: 'spot', permissions: { withdraw: true } },
        { name: 'practice', at: 'spot', mode: 'paper' },
        { name: 'main_bybit', at: 'bybit' },
      ],
      {},
    );
    await desk.start();
  }, 120_000);
  afterAll(() => desk.close());

  it.each(HERE)('$code: $when', (one) => expectCode(desk, one));
});
