import type { VenueRequest } from '../http/request.ts';
import { fixed } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import { OkxError, parameterError } from './errors.ts';

const DECIMAL = /^\d{1,15}(\.\d{1,15})?$/;
const CLIENT_ORDER_ID = /^[A-Za-z0-9]{1,32}$/;
const MOST_ROWS = 100;

/** The parameters of a request: of the query, or of a JSON body. */
export class Params {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor({ method, rawQuery, rawBody }: VenueRequest) {
    this.#values = method === 'POST' ? parsedBody(rawBody) : Object.fromEntries(new URLSearchParams(rawQuery));
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw parameterError(name);
    return value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new OkxError('50014', `Parameter ${name} cannot be empty.`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.#values[name] ?? false;
    if (typeof value !== 'boolean') throw parameterError(name);
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,16}$/.test(value)) throw parameterError(name);
    return Number(value);
  }

  /** A positive decimal. */
  decimal(name: string): Fixed | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!DECIMAL.test(value) || fixed(value) === 0n) throw parameterError(name);
    return fixed(value);
  }

  clientOrderId(): string | undefined {
    const value = this.text('clOrdId');
    if (value !== undefined && !CLIENT_ORDER_ID.test(value)) throw parameterError('clOrdId');
    return value;
  }

  /** A page of rows that come newest first: `after` an id means older, `before` one means newer. */
  page<T>(rows: readonly T[], idOf: (row: T) => number): T[] {
    const after = this.integer('after') ?? Infinity;
    const before = this.integer('before') ?? -Infinity;
    const limit = Math.min(this.integer('limit') ?? MOST_ROWS, MOST_ROWS);
    return rows.filter((row) => idOf(row) < after && idOf(row) > before).slice(0, limit);
  }

  within(time: number): boolean {
    return time >= (this.integer('begin') ?? 0) && time <= (this.integer('end') ?? Infinity);
  }
}

function parsedBody(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Answered below.
  }
  throw new OkxError('50002');
}
