import type { Route } from '../../../shared/routing/decide.ts';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { Log, LogFields } from '../telemetry/log.ts';
import { logFailover } from './log-failover.ts';

export function logRoute(signal: Signal & { id: string }, route: Route, log: Log): void {
  logFailover(route, { signal_id: signal.id, ...(signal.strategy_id ? { strategy_id: signal.strategy_id } : {}) }, log);
  if (!route.ok) return;
  const fields: LogFields = {
    account_name: route.account.name,
    exchange: route.exchange,
    source: route.accountSource,
    signal_id: signal.id,
    mode: route.account.mode,
    testnet: route.account.testnet,
    ...(signal.strategy_id ? { strategy_id: signal.strategy_id } : {}),
  };
  if (route.accountSource === 'signal.account_name') log.info('Using explicit account from signal', fields);
  log.info('Resolved account for signal', fields);
}

export function logRefusal(signal: Signal, { decision, error }: FireDocument, log: Log): void {
  const why = error ? { code: error.code, detail: error.message } : {};
  log.warn('Signal refused', { ...fieldsOf(signal, decision), ...why });
}

function fieldsOf(signal: Signal, decision: DecisionDocument): LogFields {
  return {
    ...(signal.id ? { signal_id: signal.id } : {}),
    ...(signal.strategy_id ? { strategy_id: signal.strategy_id } : {}),
    ...(decision.account_name ? { account_name: decision.account_name } : {}),
    ...(decision.exchange ? { exchange: decision.exchange } : {}),
    ...(decision.account_source ? { source: decision.account_source } : {}),
    ...(decision.mode ? { mode: decision.mode, testnet: decision.testnet } : {}),
  };
}
