import { gte } from '../../../shared/money/decimal.ts';
import type { CheckDocument, PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Mode } from '../../../shared/schema/exchange.ts';
import type { Sizing } from '../../../shared/orders/sizing.ts';
import { flagChecks, limitChecks, stopChecks } from './risk-checks.ts';
import type { RiskFacts } from './risk-checks.ts';

/** Everything that the checks look at, gathered at one moment. */
export interface LimitFacts {
  accountName: string;
  exchange: string;
  mode: Mode;
  symbol: string;
  /** Why this account's venue cannot be used at all, or null. */
  venueError: ErrorDocument | null;
  /** ISO time until which real trading is armed, or null. */
  armedUntil: string | null;
  /** An earlier order of the same account and symbol whose outcome is unknown. */
  outcomePending: boolean;
  /** The operator sends this order although an earlier one is not settled. */
  overridePending?: boolean;
  /** Why the account does not trade although it is configured: its orders were not compared with its exchange. */
  unreconciled?: ErrorDocument | null;
  /** Why the journal cannot be written, or null. */
  halted?: ErrorDocument | null;
  /** Why the market's rules could not be read, or null. */
  marketError: ErrorDocument | null;
  /** Null when the exchange does not trade the symbol (or the rules could not be read). */
  instrumentActive: boolean | null;
  /** Whether the venue has the order options that were asked for; absent where none was. */
  options?: CheckDocument[];
  sizing: Sizing | null;
  /** Why no price could be had for a market order, or null. */
  priceError: ErrorDocument | null;
  order: PlannedOrderDocument | null;
  /** What the order takes from the account, and what is there; null when the balance is unknown. */
  funds: { asset: string; needed: string; available: string | null; error: string | null } | null;
  /** Stops, flags and limits that the operator has set. */
  risk?: RiskFacts;
}

/**
 * The one place that every order passes, whoever sends it. All checks run every time, so that the operator sees each figure
 * and not just the first failure. Pure: a preview and a firing on the same facts give the same list.
 */
export function checkAccountLimits(facts: LimitFacts): CheckDocument[] {
  const { risk } = facts;
  return [
    ...modeChecks(facts),
    ...(risk ? stopChecks(risk) : []),
    {
      code: 'OUTCOME_PENDING',
      ok: !facts.outcomePending || facts.overridePending === true,
      detail: facts.outcomePending
        ? `${facts.overridePending ? 'overridden: ' : ''}an earlier ${facts.symbol} order of ${facts.accountName} has an unknown outcome`
        : 'none',
    },
    ...standingChecks(facts),
    ...(risk ? flagChecks(risk) : []),
    ...marketChecks(facts),
    ...(facts.options ?? []),
    ...(facts.sizing?.checks ?? []),
    ...fundsCheck(facts),
    ...(risk ? limitChecks(risk) : []),
  ];
}

function modeChecks(facts: LimitFacts): CheckDocument[] {
  const { mode, venueError } = facts;
  return [
    venueError
      ? { code: venueError.code, ok: false, detail: venueError.message }
      : {
          code: 'MODE_VIOLATION',
          ok: true,
          detail: mode === 'real' ? 'sent to the exchange' : 'filled by the simulator',
        },
    armedCheck(facts),
  ];
}

function armedCheck({ mode, armedUntil, risk }: LimitFacts): CheckDocument {
  const code = 'ACCOUNT_DISARMED';
  if (mode === 'paper') return { code, ok: true, detail: 'not needed' };
  if (armedUntil !== null) return { code, ok: true, detail: `until ${armedUntil.slice(11, 19)} UTC` };
  const detail = 'real trading is disarmed';
  return risk?.closing === 'flatten' ? { code, ok: true, detail: `flattens: ${detail}` } : { code, ok: false, detail };
}

/** What has to be certain of the account and of the console itself. Said only where it could be otherwise. */
function standingChecks({ mode, unreconciled = null, halted = null }: LimitFacts): CheckDocument[] {
  const compared: CheckDocument = {
    code: 'ACCOUNT_UNRECONCILED',
    ok: unreconciled === null,
    detail: unreconciled?.message ?? 'compared with the exchange',
  };
  return [
    ...(mode === 'real' ? [compared] : []),
    ...(halted ? [{ code: halted.code, ok: false, detail: halted.message }] : []),
  ];
}

function marketChecks(facts: LimitFacts): CheckDocument[] {
  if (facts.marketError) return [{ code: facts.marketError.code, ok: false, detail: facts.marketError.message }];
  const known: CheckDocument = {
    code: 'UNKNOWN_SYMBOL',
    ok: facts.instrumentActive === true,
    detail:
      facts.instrumentActive === null
        ? `${facts.exchange} does not trade ${facts.symbol}`
        : facts.instrumentActive
          ? `on ${facts.exchange}`
          : `${facts.symbol} is halted on ${facts.exchange}`,
  };
  if (!facts.priceError) return [known];
  return [known, { code: facts.priceError.code, ok: false, detail: facts.priceError.message }];
}

function fundsCheck({ funds }: LimitFacts): CheckDocument[] {
  if (!funds) return [];
  if (funds.available === null)
    return [{ code: 'BALANCE_UNKNOWN', ok: false, detail: funds.error ?? 'the balance could not be read' }];
  const enough = gte(funds.available, funds.needed);
  return [
    {
      code: 'INSUFFICIENT_FUNDS',
      ok: enough,
      detail: enough
        ? `${funds.needed} of ${funds.available} ${funds.asset}`
        : `needs ${funds.needed} ${funds.asset}, ${funds.available} available`,
    },
  ];
}
