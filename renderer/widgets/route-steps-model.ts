import type { DecisionDocument } from '../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../shared/schema/error-code.ts';

/** The step at which an error belongs: the one that refused, else the checks, else the order itself. */
export function failedStep(decision: DecisionDocument, error: ErrorDocument | null): string | null {
  if (!error) return null;
  const refused = decision.trace.find((step) => step.outcome === 'refused');
  if (refused) return refused.step;
  return decision.checks.some((check) => !check.ok) ? 'checks' : 'order';
}

/** True where the failed check says the same as the error, so that it need not be said twice. */
export function saidByCheck(decision: DecisionDocument, error: ErrorDocument): boolean {
  return decision.checks.some((check) => !check.ok && check.code === error.code && check.detail === error.message);
}
