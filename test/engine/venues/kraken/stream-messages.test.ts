import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../../../electron/engine/venues/http/exact-json.ts';
import { eventFrom } from '../../../../electron/engine/venues/kraken/stream-messages.ts';

/** Rows as they were seen on the wire: what did not change is left out. */
const NAMES = { order_id: 'OVN7VD-7VYHS-APBKHA', cl_ord_id: '0123456789abcdef0123456789abcdef' };
const AT = '2026-01-22T06:06:19.833306Z';
const event = (row: object) => eventFrom(parseExactJson(JSON.stringify({ ...NAMES, timestamp: AT, ...row })));

describe('a row of executions', () => {
  it('a new order, told in two steps', () => {
    const pending = event({
      symbol: 'BTC/USDT',
      order_qty: 0.0001,
      cum_cost: 0,
      exec_type: 'pending_new',
      side: 'buy',
      order_type: 'limit',
      limit_price: 80000,
      stop_price: 0,
      order_status: 'pending_new',
    });
    expect(pending).toEqual({
      kind: 'order',
      clientOrderId: NAMES.cl_ord_id,
      venueOrderId: NAMES.order_id,
      report: {
        venueOrderId: NAMES.order_id,
        status: 'open',
        filled: '0',
        average: null,
        fills: [],
        amount: '0.0001',
        price: '80000',
        updatedAtMs: Date.parse('2026-01-22T06:06:19.833Z'),
      },
    });
    expect(event({ order_status: 'new', exec_type: 'new' })).toMatchObject({ report: { status: 'open', filled: '0' } });
  });

  it('a trade, with sums and its own fill, small figures included', () => {
    const trade = event({
      exec_id: 'TGBB7L-HT5LX-J3BZ4A',
      exec_type: 'trade',
      trade_id: 62887576,
      last_qty: 1e-7,
      last_price: 26599.9,
      liquidity_ind: 't',
      cost: 132.9995,
      order_status: 'partially_filled',
      cum_qty: 0.005,
      cum_cost: 132.9995,
      avg_price: 26599.9,
      fees: [{ asset: 'XBT', qty: 1e-8 }],
    });
    expect(trade).toMatchObject({
      report: {
        status: 'partially_filled',
        filled: '0.005',
        average: '26599.9',
        fills: [
          {
            tradeId: 'TGBB7L-HT5LX-J3BZ4A',
            price: '26599.9',
            amount: '0.0000001',
            fee: '0.00000001',
            feeAsset: 'BTC',
            liquidity: 'taker',
          },
        ],
      },
    });
  });

  it('fees in two assets are not told as one', () => {
    const fees = [
      { asset: 'USD', qty: 1 },
      { asset: 'BTC', qty: 0.1 },
    ];
    const row = { exec_type: 'trade', exec_id: 'T', last_qty: 1, last_price: 1, order_status: 'partially_filled' };
    expect(event({ ...row, cum_qty: 1, fees })).toMatchObject({ report: { fills: [{ fee: null, feeAsset: null }] } });
  });

  it('an amend, also of what is filled in part', () => {
    const row = { exec_type: 'amended', order_status: 'new', order_qty: 2, limit_price: 81818 };
    expect(event({ ...row, cum_qty: 0 })).toMatchObject({ report: { status: 'open', amount: '2', price: '81818' } });
    expect(event({ ...row, cum_qty: 1 })).toMatchObject({ report: { status: 'partially_filled', filled: '1' } });
  });

  it('an end', () => {
    const row = { cum_qty: 0.5, cum_cost: 10, avg_price: 20 };
    for (const status of ['filled', 'canceled', 'expired']) {
      expect(event({ ...row, exec_type: status, order_status: status })).toMatchObject({
        report: { status, filled: '0.5', average: '20' },
      });
    }
  });

  it('without a client id it is somebody else’s', () => {
    expect(event({ cl_ord_id: undefined, order_status: 'new', exec_type: 'new' })).toMatchObject({
      clientOrderId: null,
      venueOrderId: NAMES.order_id,
    });
  });

  it.each([
    [
      'without sums',
      { exec_type: 'trade', exec_id: 'T', last_qty: 1, last_price: 1, order_status: 'partially_filled' },
    ],
    ['without its trade id', { exec_type: 'trade', last_qty: 1, last_price: 1, cum_qty: 1, order_status: 'filled' }],
    ['of a status that nobody knows', { exec_type: 'new', order_status: 'halted' }],
    ['an end without sums', { exec_type: 'canceled', order_status: 'canceled' }],
    ['a figure that is none', { exec_type: 'canceled', order_status: 'canceled', cum_qty: 'many' }],
    ['a time that is none', { exec_type: 'new', order_status: 'new', timestamp: 'today' }],
    ['an id that is none', { exec_type: 'new', order_status: 'new', order_id: 'x' }],
  ])('%s: cannot be read', (_, row) => expect(event(row)).toBeNull());
});
