import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

/**
 * A credential. It prints, serialises and interpolates as `[secret]`; only `reveal()` gives the value, and only the modules
 * that sign requests call it.
 */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  /** Tells this credential from another one, and gives nothing of it away. */
  fingerprint(): string {
    return createHash('sha256').update(`fingerprint ${this.#value}`).digest('hex').slice(0, 16);
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.toPrimitive](): string {
    return '[secret]';
  }
  [inspect.custom](): string {
    return '[secret]';
  }
}
