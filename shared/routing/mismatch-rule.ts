import type { AccountSource, ExchangeSource, TraceStep } from '../schema/decision.ts';
import type { ErrorDocument } from '../schema/error-code.ts';
import type { Exchange } from '../schema/exchange.ts';
import type { UsableAccount } from './account-step.ts';
import type { ExchangeChoice } from './exchange-step.ts';

export type Settlement =
  { ok: true; exchange: Exchange; source: ExchangeSource; step: TraceStep } | { ok: false; error: ErrorDocument };

/**
 * An account trades on its own exchange only. Where that is not the one of step 1, a signal that named the exchange, or a
 * strategy whose two maps contradict each other, is refused; otherwise the account's exchange takes over, and the trace
 * says so.
 */
export function settleExchange(wanted: ExchangeChoice, account: UsableAccount, source: AccountSource): Settlement {
  if (account.exchange === wanted.exchange) {
    return { ok: true, exchange: wanted.exchange, source: wanted.source, step: wanted.step };
  }
  const contradiction = wanted.source === 'strategy_policy' && source === 'strategy_policy';
  const why = `account ${account.name} trades on ${account.exchange}`;
  if (wanted.source === 'signal' || contradiction) {
    return { ok: false, error: { code: 'ACCOUNT_EXCHANGE_MISMATCH', message: `${why}, but ${wanted.step.reason}` } };
  }
  return {
    ok: true,
    exchange: account.exchange,
    source: 'account',
    step: takenOver(wanted.step, account.exchange, why),
  };
}

function takenOver(step: TraceStep, exchange: Exchange, why: string): TraceStep {
  const before = step.considered.map((candidate) =>
    candidate.verdict === 'chosen'
      ? { ...candidate, verdict: 'overruled' as const, reason: `${candidate.reason}, but ${why}` }
      : candidate,
  );
  return {
    ...step,
    value: exchange,
    source: 'account',
    reason: why,
    considered: [...before, { source: 'account', value: exchange, verdict: 'chosen', reason: why }],
  };
}
