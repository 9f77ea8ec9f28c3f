import type { TraceStep } from '../schema/decision.ts';
import type { ErrorDocument } from '../schema/error-code.ts';
import { accountStep } from './account-step.ts';
import { exchangeStep } from './exchange-step.ts';
import { failoverStep } from './failover-step.ts';
import { settleExchange } from './mismatch-rule.ts';
import type { Route, RoutingRequest, RoutingSnapshot } from './route.ts';

export type { RoutableAccount, Route, RoutingRequest, RoutingSnapshot } from './route.ts';

/**
 * Exchange, failover, account (contract, section 2): the one function that a preview, a firing and a replay of a draft all
 * call. Pure, so that they agree by construction. Every tier of every step is in the trace, with the reason it won or lost.
 */
export function decide(request: RoutingRequest, snapshot: RoutingSnapshot): Route {
  const wanted = exchangeStep(request, snapshot);
  const failover = failoverStep();
  const found = accountStep(request, snapshot, wanted.exchange);
  const refusal = (accountName: string | null, error: ErrorDocument, account: TraceStep): Route => ({
    ok: false,
    exchange: wanted.exchange,
    exchangeSource: wanted.source,
    accountName,
    accountSource: found.source,
    error,
    trace: [wanted.step, failover, account],
  });

  if (!found.ok) return refusal(found.accountName, found.error, found.step);
  const settled = settleExchange(wanted, found.account, found.source);
  if (!settled.ok) return refusal(found.account.name, settled.error, found.refuse(settled.error));
  return {
    ok: true,
    exchange: settled.exchange,
    exchangeSource: settled.source,
    account: found.account,
    accountSource: found.source,
    trace: [settled.step, failover, found.step],
  };
}
