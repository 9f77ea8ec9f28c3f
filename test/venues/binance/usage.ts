import { BinanceError } from './errors.ts';

export interface BinanceLimits {
  /** Request weight a minute for the IP; above it every request is a 429 with −1003. */
  weightPerMinute?: number;
  /** New orders in ten seconds for an account; above it −1015. */
  ordersPer10s?: number;
}

/** Counts request weight and orders for the `X-MBX-…` headers, and refuses above the limits if there are any. */
export class Usage {
  readonly #limits: BinanceLimits;
  readonly #now: () => number;
  #minute = -1;
  #weight = 0;
  /** When each account's orders were accepted, in ms, oldest first. */
  readonly #orders = new Map<string, number[]>();

  constructor(limits: BinanceLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts a request. Seconds to wait when it is one too many, else undefined. */
  spend(weight: number): number | undefined {
    const minute = Math.floor(this.#now() / 60_000);
    if (minute !== this.#minute) this.#weight = 0;
    this.#minute = minute;
    this.#weight += weight;
    const over = this.#weight > (this.#limits.weightPerMinute ?? Infinity);
    return over ? Math.max(1, Math.ceil(((minute + 1) * 60_000 - this.#now()) / 1000)) : undefined;
  }

  weightHeaders(): Record<string, string> {
    return { 'x-mbx-used-weight': String(this.#weight), 'x-mbx-used-weight-1m': String(this.#weight) };
  }

  checkOrders(account: string): void {
    if (this.#recent(account, 10_000) >= (this.#limits.ordersPer10s ?? Infinity)) throw new BinanceError(-1015);
  }

  /** Counts an accepted order and returns the headers of its answer. */
  orderHeaders(account: string): Record<string, string> {
    const times = this.#orders.get(account) ?? [];
    times.push(this.#now());
    this.#orders.set(account, times);
    return {
      'x-mbx-order-count-10s': String(this.#recent(account, 10_000)),
      'x-mbx-order-count-1d': String(this.#recent(account, 86_400_000)),
    };
  }

  #recent(account: string, withinMs: number): number {
    const times = this.#orders.get(account) ?? [];
    return times.length - 1 - times.findLastIndex((at) => at <= this.#now() - withinMs);
  }
}
