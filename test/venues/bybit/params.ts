import { fixed } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueRequest } from '../http/request.ts';
import { BybitError } from './errors.ts';

export type Category = 'spot' | 'linear';

/** The parameters of a request: the query of a GET, the JSON of a POST. */
export class Params {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor({ method, rawQuery, rawBody }: VenueRequest) {
    this.#values = method === 'POST' ? parsed(rawBody) : Object.fromEntries(new URLSearchParams(rawQuery));
  }

  optional(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (!plain) throw new BybitError(10001, `params error: ${name} invalid`);
    return String(value);
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new BybitError(10001, `params error: ${name} is required`);
    return value;
  }

  /** A figure, which Bybit takes as a string only. */
  decimal(name: string): Fixed | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' || !/^\d{1,20}(\.\d{1,18})?$/.test(value)) {
      throw new BybitError(10001, `params error: ${name} invalid`);
    }
    return fixed(value);
  }

  flag(name: string): boolean {
    const value = this.#values[name] ?? false;
    if (typeof value !== 'boolean') throw new BybitError(10001, `params error: ${name} invalid`);
    return value;
  }

  integer(name: string): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    if (!/^-?\d{1,16}$/.test(text)) throw new BybitError(10001, `params error: ${name} invalid`);
    return Number(text);
  }

  /** `limit` with its default; out of range is refused. */
  limit(usual: number, most: number): number {
    const limit = this.integer('limit') ?? usual;
    if (limit < 1 || limit > most) throw new BybitError(10001, 'params error: limit invalid');
    return limit;
  }

  category(): Category {
    const category = this.required('category');
    if (category !== 'spot' && category !== 'linear') throw new BybitError(10001, 'params error: category invalid');
    return category;
  }
}

function parsed(rawBody: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(rawBody === '' ? '{}' : rawBody);
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  } catch {
    // Answered below.
  }
  throw new BybitError(10001, 'params error: body is no JSON object');
}
