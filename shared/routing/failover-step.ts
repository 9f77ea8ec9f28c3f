import type { TraceStep } from '../schema/decision.ts';

/** Step 2: nothing can be configured to stand in for an exchange, so the choice of step 1 is never moved. */
export function failoverStep(): TraceStep {
  return {
    step: 'failover',
    outcome: 'not_needed',
    value: null,
    source: null,
    reason: 'no failover chain is configured',
    considered: [],
  };
}
