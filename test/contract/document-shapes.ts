import { expect } from 'vitest';
import type { Json } from './workspace.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const FIGURES = new Set([
  'amount',
  'price',
  'filled',
  'average',
  'free',
  'locked',
  'total',
  'notional',
  'reference_price',
  'fee',
]);

export const ORDER_FIELDS = [
  'id',
  'client_order_id',
  'venue_order_id',
  'account_name',
  'symbol',
  'side',
  'type',
  'amount',
  'filled',
  'average',
  'status',
  'error',
];

export const ORDER_STATUSES = [
  'journaled',
  'sent',
  'open',
  'partially_filled',
  'filled',
  'canceled',
  'rejected',
  'expired',
  'unknown',
  'not_placed',
];

/** Every amount and price anywhere in a document is a decimal string, or null where there is none yet. */
export function expectDecimalStrings(document: Json, at = '$'): void {
  if (typeof document !== 'object' || document === null) return;
  for (const [key, value] of Object.entries(document as Record<string, Json>)) {
    const here = `${at}.${key}`;
    if (FIGURES.has(key) && value !== null) expect(value, here).toEqual(expect.stringMatching(DECIMAL));
    expectDecimalStrings(value, here);
  }
}

export function expectOrder(order: Json): void {
  for (const field of ORDER_FIELDS) expect(order, `order.${field}`).toHaveProperty(field);
  expect(ORDER_STATUSES).toContain(order.status);
  expect(['buy', 'sell']).toContain(order.side);
  expect(['market', 'limit']).toContain(order.type);
  expectDecimalStrings(order);
}

/** The answer to a fired signal, in the form that scripts and other programs rely on. */
export function expectFireDocument(document: Json): void {
  expect(document.signal_id).toEqual(expect.any(String));
  const { decision, orders } = document;
  for (const field of ['exchange', 'exchange_source', 'account_name', 'account_source', 'mode', 'trace', 'checks']) {
    expect(decision, `decision.${field}`).toHaveProperty(field);
  }
  expect(decision.trace.length).toBeGreaterThan(0);
  for (const step of decision.trace) {
    expect(step).toMatchObject({ step: expect.any(String), reason: expect.any(String), considered: expect.any(Array) });
  }
  for (const check of decision.checks) {
    expect(check).toMatchObject({
      code: expect.stringMatching(/^[A-Z][A-Z_]+$/),
      ok: expect.any(Boolean),
      detail: expect.any(String),
    });
  }
  expect(Array.isArray(orders)).toBe(true);
  for (const order of orders) expectOrder(order);
  expectDecimalStrings(document);
}

/** Refused here: no order, and the reason with its stable code. */
export function expectRefusal(document: Json, code: string): void {
  expectFireDocument(document);
  expect(document.orders).toEqual([]);
  expect(document.error).toMatchObject({ code, message: expect.any(String) });
  expect(document.error.message).not.toBe('');
}
