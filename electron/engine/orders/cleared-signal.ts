import { QtError } from '../../../shared/schema/error-code.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { Redact } from '../telemetry/redact.ts';

const NAMES = ['id', 'strategy_id', 'account_name'] as const;

/**
 * The signal as it may be kept and shown: credentials in its details are blanked. Throws INVALID_SIGNAL where one stands in
 * place of a name, because a blanked name would be another one. The name of a registered account is never taken for one.
 */
export function clearedSignal<Given extends Signal>(
  signal: Given,
  redact: Redact,
  isAccount: (name: string) => boolean,
): Given {
  for (const name of NAMES) {
    const value = signal[name];
    const known = name === 'account_name' && value !== undefined && isAccount(value);
    if (value !== undefined && !known && redact(value) === '[secret]') {
      throw new QtError('INVALID_SIGNAL', `${name}: holds a credential of an account`);
    }
  }
  return signal.details === undefined ? signal : { ...signal, details: cleared(signal.details, redact) };
}

function cleared<Value>(value: Value, redact: Redact): Value;
function cleared(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => cleared(each as unknown, redact));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [redact(key), cleared(each as unknown, redact)]),
  );
}
