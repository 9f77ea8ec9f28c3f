import { add, isZero } from '../../../shared/money/decimal.ts';
import { decide } from '../../../shared/routing/decide.ts';
import type { Route, RoutingSnapshot } from '../../../shared/routing/decide.ts';
import type { CheckDocument, DecisionDocument, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { isoTime } from '../ports.ts';
import type { Arming } from '../risk/arming.ts';
import { checkAccountLimits } from '../risk/check-account-limits.ts';
import type { LimitFacts } from '../risk/check-account-limits.ts';
import type { LimitSource } from '../risk/limit-facts.ts';
import type { RiskFacts } from '../risk/risk-checks.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { JournalHalt } from '../store/journal-halt.ts';
import { gatherFacts } from './gather-facts.ts';
import type { AcceptedRoute, FactSources, GatheredFacts } from './gather-facts.ts';
import type { Cost } from './order-cost.ts';
import type { OrderJournal } from './order-journal.ts';
import type { Reconciler } from './reconcile/reconciler.ts';

/** What the console itself says of an order of its own making. */
export interface EvaluationTerms {
  /** The balance must have been read after this mark of the reservations. */
  balanceSince?: number;
  /** What an order that this one takes the place of will have given back. */
  credit?: Cost;
  /** The operator sends it although an earlier order of the account and symbol is not settled. */
  overridePending?: boolean;
  /** It closes a position on the operator's word: rules about what may be begun do not hold it back. */
  closing?: true;
  /** It closes a position for a kill that flattens: stops and arming do not hold it back. */
  flatten?: true;
  /** An order that it changes (`inPlace`), or takes the place of: what that one may still do makes room for it. */
  changes?: { orderId: string; inPlace: boolean };
}

/** Steps 1 to 4 of a signal's way, done. `verdict()` runs the checks on the state of this very moment. */
export interface Evaluation {
  route: Route;
  facts: GatheredFacts | null;
  verdict(): { decision: DecisionDocument; order: PlannedOrderDocument | null; error: ErrorDocument | null };
}

export interface EvaluateDeps {
  snapshot: () => RoutingSnapshot;
  sources: FactSources;
  journal: OrderJournal;
  arming: Arming;
  reservations: Reservations;
  /** What the operator has set: stops, flags and limits. */
  limits: LimitSource;
  reconciler: Pick<Reconciler, 'ensure' | 'objection'>;
  /** Whether anything can be journaled. */
  halt: Pick<JournalHalt, 'current' | 'recheck'>;
}

export function routeSignal(signal: Signal, deps: Pick<EvaluateDeps, 'snapshot'>): Route {
  return decide(signal, deps.snapshot());
}

/** As `routeSignal`, for what is about one account and no other: nobody stands in for it. */
export function routeUnmoved(signal: Signal, deps: Pick<EvaluateDeps, 'snapshot'>): Route {
  return decide(signal, { ...deps.snapshot(), unhealthy: new Map() });
}

/** The one evaluation that previews and firings share. It asks the venue, and changes nothing. */
export async function evaluate(
  signal: Signal,
  route: Route,
  deps: EvaluateDeps,
  terms: EvaluationTerms = {},
): Promise<Evaluation> {
  if (!route.ok) {
    const decision = decisionDocument(route, []);
    return { route, facts: null, verdict: () => ({ decision, order: null, error: route.error }) };
  }
  deps.halt.recheck();
  await deps.reconciler.ensure(route.account.name);
  const facts = await gatherFacts(signal, route, deps.sources, terms);
  const { account, exchange } = route;
  const closing = terms.flatten ? 'flatten' : terms.closing ? 'close' : null;
  const limited = { signal, account, exchange, facts, terms: { closing, changes: terms.changes ?? null } } as const;
  const riskNow = await deps.limits.gather(limited);
  return {
    route,
    facts,
    verdict() {
      const checks = runChecks(signal, route, facts, riskNow, deps, terms);
      const failed = firstReason(checks);
      return {
        decision: decisionDocument(route, checks),
        order: facts.order,
        error: failed ? { code: failed.code, message: failed.detail } : null,
      };
    },
  };
}

function runChecks(
  signal: Signal,
  route: AcceptedRoute,
  facts: GatheredFacts,
  riskNow: (taken: Funds | null) => RiskFacts,
  deps: EvaluateDeps,
  { credit, overridePending = false }: EvaluationTerms,
): CheckDocument[] {
  const { name, mode } = route.account;
  const untilMs = deps.arming.armedUntilMs(name);
  const taken = funds(name, facts, deps.reservations, credit);
  return checkAccountLimits({
    accountName: name,
    exchange: route.exchange,
    mode,
    symbol: signal.symbol,
    venueError: facts.venueError,
    armedUntil: untilMs === null ? null : isoTime(untilMs),
    outcomePending: deps.journal.hasUnknown(name, signal.symbol),
    overridePending,
    unreconciled: deps.reconciler.objection(name),
    halted: deps.halt.current(),
    marketError: facts.marketError,
    instrumentActive: facts.instrument?.active ?? null,
    options: facts.options,
    sizing: facts.sizing,
    priceError: facts.priceError,
    order: facts.order,
    funds: taken,
    risk: riskNow(taken),
  });
}

type Funds = NonNullable<LimitFacts['funds']>;

function funds(
  accountName: string,
  facts: GatheredFacts,
  reservations: Reservations,
  credit: Cost | undefined,
): Funds | null {
  const { cost, balance } = facts;
  // What takes nothing needs no balance: taking risk off does not wait for a reading that fails.
  if (!cost || (facts.order?.reduce_only && isZero(cost.needed))) return null;
  if (!balance) return { ...cost, available: null, error: facts.balanceError };
  const free = balance.balances.find((entry) => entry.asset === cost.asset)?.free ?? '0';
  const available = reservations.available(accountName, cost.asset, free, balance.mark);
  const freed = credit?.asset === cost.asset ? credit.needed : '0';
  return { ...cost, available: add(available, freed), error: null };
}

/** The first check that fails. A stop goes before: it disarms as well, and that alone would not say why. */
function firstReason(checks: readonly CheckDocument[]): CheckDocument | undefined {
  const failed = checks.filter(({ ok }) => !ok);
  return failed.find(({ code }) => code === 'KILL_SWITCH' || code === 'ACCOUNT_STOPPED') ?? failed[0];
}

/** The decision about a route, with what was checked of it. */
export function decisionDocument(route: Route, checks: CheckDocument[]): DecisionDocument {
  return {
    exchange: route.exchange,
    exchange_source: route.exchangeSource,
    account_name: route.ok ? route.account.name : route.accountName,
    account_source: route.accountSource,
    mode: route.ok ? route.account.mode : null,
    testnet: route.ok && route.account.testnet,
    trace: route.trace,
    checks,
  };
}
