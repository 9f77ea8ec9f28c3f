import { QtError } from '../../../shared/schema/error-code.ts';
import type { JournalHalt } from './journal-halt.ts';
import { storageFailure } from './storage-failure.ts';

type Methods<T> = { [K in keyof T]: (...args: never[]) => unknown };

/**
 * The same methods; where the storage fails under one of them it throws `QtError('JOURNAL_UNAVAILABLE')`, and not the
 * driver's own error, which callers would have to take for a bug of the console.
 */
export function sayUnavailable<T extends Methods<T>>(methods: T, halt: Pick<JournalHalt, 'current'>): T {
  const said = (error: unknown): unknown =>
    storageFailure(error) === null ? error : new QtError('JOURNAL_UNAVAILABLE', halt.current()?.message);
  const wrapped = Object.entries<(...args: never[]) => unknown>(methods).map(([name, method]) => [
    name,
    (...args: never[]): unknown => {
      try {
        const result = method(...args);
        return result instanceof Promise ? result.catch((error: unknown) => Promise.reject(said(error))) : result;
      } catch (error) {
        throw said(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
