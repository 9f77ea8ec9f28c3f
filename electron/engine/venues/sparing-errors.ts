import { QtError } from '../../../shared/schema/error-code.ts';

/** Turns what is expected to fail before anything was sent into an outcome. Bugs stay thrown. */
export async function sparingErrors<T>(act: () => Promise<T>, outcome: (error: QtError) => T): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof QtError) return outcome(error);
    throw error;
  }
}
