import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import { scopeWords } from './stops/stop-scope.ts';

/** A stop as the reason of a refusal. */
export function stopError({ cause, scope, reason }: StopDocument): ErrorDocument {
  const code = cause === 'kill' ? 'KILL_SWITCH' : 'ACCOUNT_STOPPED';
  const held = `${scopeWords(scope)} is ${cause === 'kill' ? 'killed' : 'stopped by the console'}`;
  return { code, message: `${held}${reason === '' ? '' : `: ${reason}`}` };
}
