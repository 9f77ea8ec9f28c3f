import type { ErrorCode, ErrorDocument } from '../../../shared/schema/error-code.ts';

/** Collects everything that is wrong with one account, so that the operator need not find it out one start at a time. */
export class ProblemList {
  readonly #problems: ErrorDocument[] = [];

  add(code: ErrorCode, message: string): void {
    this.#problems.push({ code, message });
  }

  /** One document with the first code and all messages; null where nothing is wrong. */
  asError(): ErrorDocument | null {
    const first = this.#problems[0];
    if (first === undefined) return null;
    return { code: first.code, message: this.#problems.map((problem) => problem.message).join('; ') };
  }
}

/** A value for a message. What does not look like a short plain word is not repeated: it could be a misplaced credential. */
export function quoted(value: string): string {
  return /^[A-Za-z0-9_.-]{1,20}$/.test(value) ? `"${value}"` : 'its value';
}
