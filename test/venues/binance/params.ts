import type { VenueRequest } from '../http/request.ts';
import { fixed } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import { BinanceError, missing } from './errors.ts';

const DECIMAL = /^([0-9]{1,20})(\.[0-9]{1,20})?$/;
const CLIENT_ORDER_ID = /^[a-zA-Z0-9-_]{1,36}$/;
/** Every asset of this venue has 8 decimals. */
const PRECISION = 8;

/** The parameters of a request: query first, then the form body, as Binance reads them. */
export class Params {
  readonly #values = new Map<string, string>();

  constructor(request: VenueRequest) {
    for (const source of [request.rawQuery, request.rawBody]) {
      for (const [name, value] of new URLSearchParams(source))
        if (!this.#values.has(name)) this.#values.set(name, value);
    }
  }

  has(name: string): boolean {
    return (this.#values.get(name) ?? '') !== '';
  }

  optional(name: string): string | undefined {
    return this.has(name) ? this.#values.get(name) : undefined;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  integer(name: string): number | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,16}$/.test(text)) throw illegal(name, '^[0-9]{1,20}$');
    return Number(text);
  }

  /** `limit` with its default, cut to its maximum. */
  limit(usual: number, most: number): number {
    return Math.min(this.integer('limit') ?? usual, most);
  }

  /** A positive decimal of at most 8 places. */
  decimal(name: string): Fixed | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    if (!DECIMAL.test(text)) throw illegal(name, DECIMAL.source);
    if ((text.split('.')[1] ?? '').length > PRECISION)
      throw new BinanceError(-1111, `Parameter '${name}' has too much precision.`);
    const value = fixed(text);
    if (value === 0n) throw new BinanceError(-1013, `Invalid ${name}.`);
    return value;
  }

  clientOrderId(name: string): string | undefined {
    const value = this.optional(name);
    if (value !== undefined && !CLIENT_ORDER_ID.test(value)) throw illegal(name, CLIENT_ORDER_ID.source);
    return value;
  }

  /** A JSON array of strings, as `symbols=["BTCUSDT"]`. */
  list(name: string): string[] | undefined {
    const text = this.optional(name);
    if (text === undefined) return undefined;
    if (!/^\["[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}\]$/.test(text))
      throw illegal(name, '^\\["[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}\\]$');
    return JSON.parse(text) as string[];
  }

  refuse(names: readonly string[]): void {
    const extra = names.find((name) => this.has(name));
    if (extra !== undefined) throw new BinanceError(-1106, `Parameter '${extra}' sent when not required.`);
  }
}

function illegal(name: string, range: string): BinanceError {
  return new BinanceError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${range}'.`);
}
