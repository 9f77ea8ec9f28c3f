import { QtError } from '../../shared/schema/error-code.ts';
import { qtErrorOf } from './client.ts';

/**
 * Waits for what the engine does with something that may send an order. Once it was handed over, a connection that breaks says
 * nothing of what became of it, and nothing is handed over a second time.
 */
export async function handedOver<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (qtErrorOf(error).code !== 'ENGINE_UNREACHABLE') throw error;
    throw new QtError(
      'OUTCOME_UNKNOWN',
      `The engine took the ${what} and then stopped answering. It is not sent again; look at "qt orders list".`,
    );
  }
}
