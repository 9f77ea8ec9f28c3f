import type { Route } from '../../../shared/routing/decide.ts';
import type { Log, LogFields } from '../telemetry/log.ts';

/** Every order that was moved, or was not although its exchange is unhealthy, is in the log as it is in the trace. */
export function logFailover(route: Route, fields: LogFields, log: Log): void {
  const step = route.trace.find((each) => each.step === 'failover');
  if (!step || step.considered.length === 0) return;
  const detail = `${step.reason}. ${step.considered.map((each) => `${each.value}: ${each.reason}`).join('; ')}`;
  if (step.outcome === 'chosen') log.warn('Order moved by failover', { ...fields, detail });
  else log.warn('Failover refused', { ...fields, detail });
}

export function isMoved(route: Route): boolean {
  return route.trace.some((step) => step.step === 'failover' && step.outcome === 'chosen');
}
