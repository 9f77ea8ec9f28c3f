import type { TraceStep } from '../schema/decision.ts';
import type { ErrorDocument } from '../schema/error-code.ts';
import { accountStep } from './account-step.ts';
import type { UsableAccount } from './account-step.ts';
import { exchangeStep } from './exchange-step.ts';
import { failoverStep, notNeeded } from './failover-step.ts';
import { settleExchange } from './mismatch-rule.ts';
import type { Route, RoutingRequest, RoutingSnapshot } from './route.ts';

export type { RoutableAccount, Route, RoutingRequest, RoutingSnapshot } from './route.ts';

/**
 * Exchange, failover, account: the one function that a preview, a firing and a replay of a draft all
 * call. Pure, so that they agree by construction. Every tier of every step is in the trace, with the reason it won or lost.
 * Whom failover moves depends on how the account was found, so it is settled last and stands second in the trace.
 */
export function decide(request: RoutingRequest, snapshot: RoutingSnapshot): Route {
  const wanted = exchangeStep(request, snapshot);
  const found = accountStep(request, snapshot, wanted.exchange);
  const refusal = (accountName: string | null, error: ErrorDocument, steps: [TraceStep, TraceStep]): Route => ({
    ok: false,
    exchange: wanted.exchange,
    exchangeSource: wanted.source,
    accountName,
    accountSource: found.source,
    error,
    trace: [wanted.step, ...steps],
  });

  const nobody = notNeeded('no account was found to move');
  if (!found.ok) return refusal(found.accountName, found.error, [nobody, found.step]);
  const settled = settleExchange(wanted, found.account, found.source);
  if (!settled.ok) return refusal(found.account.name, settled.error, [nobody, found.refuse(settled.error)]);
  const failover = failoverStep(found.account, found.source, snapshot);
  if (failover.kind === 'refused') {
    return refusal(found.account.name, failover.error, [failover.step, found.refuse(failover.error)]);
  }
  if (failover.kind === 'stays') {
    return {
      ok: true,
      exchange: settled.exchange,
      exchangeSource: settled.source,
      account: found.account,
      accountSource: found.source,
      trace: [settled.step, failover.step, found.step],
    };
  }
  const { account, step } = failover;
  return {
    ok: true,
    exchange: account.exchange,
    exchangeSource: settled.source,
    account,
    accountSource: found.source,
    trace: [movedTo(settled.step, account.exchange, step), step, movedTo(found.step, account.name, step)],
  };
}

/** A step whose choice failover replaced: the former winner is overruled, and what took its place comes last. */
function movedTo(step: TraceStep, value: UsableAccount['name'], failover: TraceStep): TraceStep {
  if (step.value === value) return step;
  const before = step.considered.map((candidate) =>
    candidate.verdict === 'chosen'
      ? { ...candidate, verdict: 'overruled' as const, reason: `${candidate.reason}, but ${failover.reason}` }
      : candidate,
  );
  return {
    ...step,
    value,
    reason: failover.reason,
    considered: [...before, { source: 'failover', value, verdict: 'chosen', reason: failover.reason }],
  };
}
