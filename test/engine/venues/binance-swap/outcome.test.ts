import { describe, expect, it } from 'vitest';
import { BINANCE_SWAP_ERRORS } from '../../../../electron/engine/venues/binance/swap-error-table.ts';
import { BINANCE_SWAP } from '../../../../electron/engine/venues/binance/swap-facts.ts';

const clean = (text: string): string => text;
const judge = (status: number, body: unknown) =>
  BINANCE_SWAP.judge(
    {
      phase: 'answered',
      status,
      bodyText: typeof body === 'string' ? body : JSON.stringify(body),
      retryAfterMs: null,
    },
    clean,
  );

/** By hand from the futures' list of error codes, not from the table under test. */
const REFUSED: [code: number, msg: string, means: string][] = [
  [-2018, 'Balance is insufficient.', 'INSUFFICIENT_FUNDS'],
  [-2019, 'Margin is insufficient.', 'INSUFFICIENT_FUNDS'],
  [-4050, 'Cross balance insufficient.', 'INSUFFICIENT_FUNDS'],
  [-4051, 'Isolated balance insufficient.', 'INSUFFICIENT_FUNDS'],
  [-1002, 'You are not authorized to execute this request.', 'VENUE_AUTH'],
  [-1011, 'This IP cannot access this route.', 'VENUE_AUTH'],
  [-1022, 'Signature for this request is not valid.', 'VENUE_AUTH'],
  [-1109, 'Invalid account.', 'VENUE_AUTH'],
  [-2014, 'API-key format invalid.', 'VENUE_AUTH'],
  [-2015, 'Invalid API-key, IP, or permissions for action.', 'VENUE_AUTH'],
  [-2017, 'API Keys are locked on this account.', 'VENUE_AUTH'],
  [-1003, 'Too many requests queued.', 'VENUE_RATE_LIMIT'],
  [-1015, 'Too many new orders.', 'VENUE_RATE_LIMIT'],
  [-1021, 'Timestamp for this request is outside of the recvWindow.', 'VENUE_CLOCK'],
  [-5028, 'Timestamp for this request is outside of the ME recvWindow.', 'VENUE_CLOCK'],
  [-4164, "Order's notional must be no smaller than 5.0 (unless you choose reduce only)", 'MIN_NOTIONAL'],
  [-4003, 'Quantity less than zero.', 'INVALID_AMOUNT'],
  [-4004, 'Quantity less than min quantity.', 'INVALID_AMOUNT'],
  [-4005, 'Quantity greater than max quantity.', 'INVALID_AMOUNT'],
  [-4023, 'Qty not increased by step size.', 'INVALID_AMOUNT'],
  [-4001, 'Price less than 0.', 'INVALID_PRICE'],
  [-4002, 'Price greater than max price.', 'INVALID_PRICE'],
  [-4013, 'Price less than min price.', 'INVALID_PRICE'],
  [-4014, 'Price not increased by tick size.', 'INVALID_PRICE'],
  [-4016, 'Price is higher than mark price multiplier cap.', 'INVALID_PRICE'],
  [-4024, 'Price is lower than mark price multiplier floor.', 'INVALID_PRICE'],
  [-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.", 'INVALID_PRICE'],
  [-1111, 'Precision is over the maximum defined for this asset.', 'INVALID_AMOUNT'],
  [-1111, 'Price precision is over the maximum.', 'INVALID_PRICE'],
  [-1121, 'Invalid symbol.', 'UNKNOWN_SYMBOL'],
  [-2020, 'Unable to fill.', 'VENUE_REFUSED'],
  [-2021, 'Order would immediately trigger.', 'VENUE_REFUSED'],
  [-2022, 'ReduceOnly Order is rejected.', 'VENUE_REFUSED'],
  [-2023, 'User in liquidation mode now.', 'VENUE_REFUSED'],
  [-2024, 'Position is not sufficient.', 'VENUE_REFUSED'],
  [-2025, 'Reach max open order limit.', 'VENUE_REFUSED'],
  // Here a refusal; on spot the same number is an archived order.
  [-2026, 'This OrderType is not supported when reduceOnly.', 'VENUE_REFUSED'],
  [-2027, 'Exceeded the maximum allowable position at current leverage.', 'VENUE_REFUSED'],
  [-2028, 'Leverage is smaller than permitted: insufficient margin balance.', 'VENUE_REFUSED'],
  [-4015, 'Client order id length should not be more than 36 chars.', 'VENUE_REFUSED'],
  [-4061, "Order's position side does not match user's setting.", 'VENUE_REFUSED'],
  [-4140, 'Invalid symbol status for opening position.', 'VENUE_REFUSED'],
  [-4141, 'Symbol is closed.', 'VENUE_REFUSED'],
  [-4192, 'Trade forbidden due to Cooling-off Period.', 'VENUE_REFUSED'],
  [-4400, 'Futures Trading Quantitative Rules violated, only reduceOnly order is allowed.', 'VENUE_REFUSED'],
  [-5021, 'Due to the order could not be filled immediately, the FOK order has been rejected.', 'VENUE_REFUSED'],
  [-5022, 'Due to the order could not be executed as maker, the Post Only order will be rejected.', 'VENUE_REFUSED'],
  [-5024, 'Symbol is not in trading status. Order amendment is not permitted.', 'VENUE_REFUSED'],
  [-5025, 'Only limit order is supported.', 'VENUE_REFUSED'],
  [-5026, 'Exceed maximum modify order limit.', 'VENUE_REFUSED'],
  [-5027, 'No need to modify the order.', 'VENUE_REFUSED'],
  [-1100, "Illegal characters found in parameter 'price'.", 'VENUE_REFUSED'],
  [-1102, "Mandatory parameter 'side' was not sent.", 'VENUE_REFUSED'],
  [-1106, "Parameter 'reduceonly' sent when not required.", 'VENUE_REFUSED'],
  [-1125, 'This listenKey does not exist.', 'VENUE_REFUSED'],
];

const UNKNOWN: [string, number, unknown][] = [
  ['an unknown error', 400, { code: -1000, msg: 'An unknown error occured while processing the request.' }],
  ['a broken connection behind it', 400, { code: -1001, msg: 'Internal error; unable to process your request.' }],
  ['an unexpected answer from the bus', 400, { code: -1006, msg: 'Execution status unknown.' }],
  ['a timeout', 400, { code: -1007, msg: 'Timeout waiting for response from backend server.' }],
  ['throttled', 400, { code: -1008, msg: 'Request throttled by system-level protection.' }],
  ['throttled, with 503', 503, { code: -1008, msg: 'Request throttled by system-level protection.' }],
  ['shutting down', 400, { code: -1016, msg: 'This service is no longer available.' }],
  ['a duplicate', 400, { code: -4116, msg: 'ClientOrderId is duplicated.' }],
  ['a code that is not listed', 400, { code: -4999, msg: 'New.' }],
  ['a code of spot orders', 400, { code: -2010, msg: 'Account has insufficient balance for requested action.' }],
  ['a refusal with 500', 500, { code: -2019, msg: 'Margin is insufficient.' }],
  ['a page of the firewall', 403, '<html></html>'],
  ['a page with 200', 200, '<html></html>'],
  ['an error with 200', 200, { code: -2019, msg: 'Margin is insufficient.' }],
  ['a cancel in other words', 400, { code: -2011, msg: 'CANCEL_REJECTED' }],
];

describe('what an answer of the futures means', () => {
  it.each(REFUSED)('%i "%s" refuses: %s', (code, msg, means) => {
    expect(judge(400, { code, msg })).toMatchObject({ kind: 'refused', code: means });
  });

  it.each(UNKNOWN)('%s is unknown', (_, status, body) => expect(judge(status, body).kind).toBe('unknown'));

  it('"no such order" is its own answer', () => {
    expect(judge(400, { code: -2013, msg: 'Order does not exist.' }).kind).toBe('no_such_order');
    expect(judge(400, { code: -2011, msg: 'Unknown order sent.' }).kind).toBe('no_such_order');
  });

  it('every row can be reached: no earlier one hides it, and every one without words stands for one code', () => {
    for (const [index, row] of BINANCE_SWAP_ERRORS.entries()) {
      const before = BINANCE_SWAP_ERRORS.slice(0, index).filter(({ code }) => code === row.code);
      expect(
        before.every(({ words }) => words !== undefined),
        String(row.code),
      ).toBe(true);
    }
  });

  it('every uncertain row was tried above', () => {
    const tried = new Set(UNKNOWN.map(([, , body]) => (body as { code?: number }).code));
    const uncertain = BINANCE_SWAP_ERRORS.filter(({ means }) => means === 'unknown').map(({ code }) => code);
    expect(uncertain.filter((code) => !tried.has(code))).toEqual([]);
  });
});
