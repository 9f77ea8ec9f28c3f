import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, readDraft } from '../../../renderer/views/desk/ticket-draft.ts';
import type { TicketDraft } from '../../../renderer/views/desk/ticket-draft.ts';

const read = (change: Partial<TicketDraft>) => readDraft({ ...EMPTY_DRAFT, ...change });

describe('reading a ticket', () => {
  it('says only what was filled in', () => {
    expect(read({ size: '0.05' })).toEqual({
      ok: true,
      signal: { symbol: 'BTC/USDT', side: 'long', type: 'market', amount: '0.05' },
    });
  });

  it('says all that was filled in, in the form of signals', () => {
    const reading = read({
      symbol: ' eth/nok ',
      side: 'short',
      strategy_id: 'nordic',
      exchange: 'firi',
      account_name: 'main_firi',
      type: 'limit',
      price: '33,318.50',
      size: '1,000,000',
      size_unit: 'quote',
      score: '0.85',
      confidence: '0.9',
    });
    expect(reading).toEqual({
      ok: true,
      signal: {
        symbol: 'ETH/NOK',
        side: 'short',
        type: 'limit',
        price: '33318.50',
        quote_amount: '1000000',
        strategy_id: 'nordic',
        exchange: 'firi',
        account_name: 'main_firi',
        score: 0.85,
        confidence: 0.9,
      },
    });
  });

  it('keeps every digit that was typed', () => {
    const reading = read({ size: '0.123456789012345678' });
    expect(reading.ok && reading.signal.amount).toBe('0.123456789012345678');
  });

  it.each([
    ['1,234.5', '1234.5'],
    ['1,234,567', '1234567'],
    ['12,345,678.90', '12345678.90'],
  ])('reads %s without the commas of its thousands', (size, amount) => {
    const reading = read({ size });
    expect(reading.ok && reading.signal.amount).toBe(amount);
  });

  it.each([
    '0,01',
    '0,010',
    '1,5',
    '1,50',
    '1,500',
    '10,000',
    '0,001.5',
    '1.234,5',
    '1,23.4',
    ',5',
    '1,',
    '1,2345,678',
  ])('does not guess what the comma in %s means', (figure) => {
    expect(read({ size: figure })).toMatchObject({ ok: false, errors: { size: expect.any(String) } });
    expect(read({ size: '1', type: 'limit', price: figure })).toMatchObject({
      ok: false,
      errors: { price: expect.any(String) },
    });
  });

  it('a price typed for a limit is not said on a market order', () => {
    const reading = read({ size: '1', type: 'market', price: '5' });
    expect(reading.ok && reading.signal.price).toBeUndefined();
  });

  it('names what is missing without calling it wrong', () => {
    expect(read({ symbol: '', type: 'limit' })).toEqual({
      ok: false,
      errors: {},
      missing: ['symbol', 'price', 'size'],
    });
  });

  it.each([
    ['size', { size: 'abc' }],
    ['size', { size: '-1' }],
    ['size', { size: '0' }],
    ['price', { size: '1', type: 'limit', price: '1e3' }],
    ['symbol', { size: '1', symbol: 'BTCUSDT' }],
    ['strategy_id', { size: '1', strategy_id: 'two words' }],
    ['score', { size: '1', score: 'high' }],
  ] as const)('puts the error at the %s', (field, change) => {
    const reading = read(change);
    expect(reading.ok ? [] : Object.keys(reading.errors)).toEqual([field]);
  });
});
