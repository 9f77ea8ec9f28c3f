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
