import { max, sub } from '../../../shared/money/decimal.ts';
import type { AccountState } from '../../../shared/risk/account-state.ts';
import { accountCurrency } from '../../../shared/risk/account-currency.ts';
import { checkLimits } from '../../../shared/risk/check-limits.ts';
import type { LimitedOrder } from '../../../shared/risk/order-limits.ts';
import { flagLevels } from '../../../shared/risk/flag-levels.ts';
import type { FlagLevel } from '../../../shared/risk/flag-levels.ts';
import { onlyReduces } from '../../../shared/risk/position-spans.ts';
import { ownEntry } from '../../../shared/routing/offers.ts';
import type { Route } from '../../../shared/routing/decide.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { MarketType } from '../../../shared/schema/exchange.ts';
import type { Limits } from '../../../shared/schema/limits.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import type { GatheredFacts } from '../orders/gather-facts.ts';
import type { Clock } from '../ports.ts';
import type { AccountExposures } from './exposure.ts';
import type { ExposureLedger } from './exposure-ledger.ts';
import { UNREAD } from './exposure-readings.ts';
import type { AccountReading, Wanted } from './exposure-readings.ts';
import type { ClosingWord, RiskFacts } from './risk-checks.ts';
import type { StopSource } from './risk-ports.ts';

export interface LimitDeps {
  policy: () => RiskPolicy;
  stops: StopSource;
  exposures: AccountExposures;
  ledger: Pick<ExposureLedger, 'filled'>;
  clock: Pick<Clock, 'nowMs' | 'after'>;
}

/** What the console says of an order that it makes itself. */
export interface LimitTerms {
  closing: ClosingWord;
  /** An order that this one changes (`inPlace`), or takes the place of. */
  changes: { orderId: string; inPlace: boolean } | null;
}

/** What an order is about, as far as flags and limits go. */
export interface LimitSubject {
  signal: Pick<Signal, 'symbol' | 'strategy_id' | 'amount'>;
  account: Pick<Extract<Route, { ok: true }>['account'], 'name' | 'owner' | 'market'>;
  exchange: Extract<Route, { ok: true }>['exchange'];
  facts: Pick<GatheredFacts, 'order' | 'balance' | 'balanceError'>;
  terms: LimitTerms;
}

type Limited = Omit<LimitedOrder, 'funds'>;

export interface LimitSource {
  /** Asks for what flags and limits have to know. Answers with the facts as they are in the turn in which they are asked for. */
  gather(subject: LimitSubject): Promise<(funds: LimitedOrder['funds']) => RiskFacts>;
}

/** What only makes a position smaller does not wait longer for figures that cannot hold it back. */
const REDUCING_WAIT_MS = 1_000;
/** Before an order is refused for what is held, that is read anew, unless it is as young as this. */
const LOOK_AGAIN_AFTER_MS = 1_000;
const HELD_CODES: readonly ErrorCode[] = ['MAX_EXPOSURE', 'MAX_POSITION_SIZE', 'MAX_OPEN_POSITIONS', 'MAX_LEVERAGE'];

export function createLimitFacts(deps: LimitDeps): LimitSource {
  const { exposures, clock } = deps;

  function setFor({ account, signal }: LimitSubject) {
    const policy = deps.policy();
    const whom = { account: account.name, owner: account.owner, strategy: signal.strategy_id ?? null };
    const limits: Limits = ownEntry(policy.limits, account.name) ?? {};
    return { levels: flagLevels(policy, whom), limits };
  }

  function countedIn({ account, exchange }: LimitSubject) {
    const settings = ownEntry(deps.policy().settings, account.name) ?? {};
    const ignored = settings.ignored_assets ?? [];
    return { market: account.market, currency: accountCurrency(exchange, settings), ignored };
  }

  /** What is left of a change in place is less than its size: what is filled of it is in what is held. */
  function limited({ facts: { order: planned }, terms: { changes } }: LimitSubject): Limited | null {
    if (!planned) return null;
    const { symbol, side, price, reference_price: expected, reduce_only: reduceOnly } = planned;
    const inPlace = changes?.inPlace === true;
    const amount = inPlace ? max(sub(planned.amount, deps.ledger.filled(changes.orderId)), '0') : planned.amount;
    return { symbol, side, amount, price: price ?? expected, reduceOnly, inPlace };
  }

  function stateOf({ account, terms }: LimitSubject, reading: AccountReading): AccountState {
    return exposures.stateOf(account.name, reading, terms.changes?.orderId);
  }

  /** Null: the reading that the order's other checks are made on. */
  function readOnce(
    { account, facts }: LimitSubject,
    wanted: Wanted,
    maxAgeMs: number | null,
  ): Promise<AccountReading> {
    if (maxAgeMs !== null) return exposures.read(account.name, wanted, { maxAgeMs });
    const { balance: reading, balanceError } = facts;
    const balance = reading ? { reading, why: null } : { reading: null, why: balanceError ?? 'nobody read it' };
    return exposures.read(account.name, wanted, { balance });
  }

  function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const cancel = clock.after(ms, () => resolve(null));
      work.then(resolve, reject).finally(cancel);
    });
  }

  async function read(subject: LimitSubject, wanted: Wanted): Promise<AccountReading> {
    const order = limited(subject);
    if (order && onlyReduces(order, countedIn(subject))) {
      const all = within(readOnce(subject, wanted, null), REDUCING_WAIT_MS);
      const [least, whole] = await Promise.all([readOnce(subject, { ...wanted, ...NOT_FOR_REDUCING }, null), all]);
      return whole ?? least;
    }
    const reading = await readOnce(subject, wanted, null);
    const isYoung = reading.heldAtMs !== null && clock.nowMs() - reading.heldAtMs < LOOK_AGAIN_AFTER_MS;
    if (!wanted.held || isYoung || !refusedForHeld(subject, reading)) return reading;
    return readOnce(subject, wanted, LOOK_AGAIN_AFTER_MS);
  }

  function refusedForHeld(subject: LimitSubject, reading: AccountReading): boolean {
    const order = limited(subject);
    const checks = checkLimits(setFor(subject).limits, stateOf(subject, reading), order && { ...order, funds: null });
    return checks.some(({ ok, code }) => !ok && HELD_CODES.includes(code));
  }

  return {
    async gather(subject) {
      const { terms, facts, account } = subject;
      const before = setFor(subject);
      const wanted = terms.closing === 'flatten' ? null : wantedOf(before, facts.order, account.market);
      const reading = wanted && (await read(subject, wanted));
      return (funds) => {
        const { signal, exchange } = subject;
        const strategy = signal.strategy_id ?? null;
        // As they are set by now: what a newer limit had to know was not asked for, and so it refuses.
        const { levels, limits } = setFor(subject);
        const isSet = levels.length > 0 || Object.keys(limits).length > 0;
        const order = limited(subject);
        return {
          ...{ levels, limits, exchange, strategy, market: account.market, symbol: signal.symbol },
          stops: deps.stops.objections(account, strategy),
          amount: facts.order?.amount ?? signal.amount ?? null,
          state: isSet ? stateOf(subject, reading ?? { ...UNREAD, ...countedIn(subject) }) : null,
          order: order && { ...order, funds },
          closing: terms.closing,
          atMs: clock.nowMs(),
        };
      };
    },
  };
}

const NOT_FOR_REDUCING = { held: false, allRates: false, equity: false, smallest: false, profit: false };

/** Null where nothing has to be asked for. */
function wantedOf(
  { limits, levels }: { limits: Limits; levels: readonly FlagLevel[] },
  order: PlannedOrderDocument | null,
  market: MarketType,
): Wanted | null {
  const isSet = (...names: (keyof Limits)[]): boolean => names.some((name) => limits[name] !== undefined);
  const sells = order?.side === 'sell' && !order.reduce_only;
  const asksForShorts = market === 'swap' && sells && levels.some(({ flags }) => flags.long_only === true);
  const profit = isSet('max_daily_loss', 'max_drawdown');
  const exposed = isSet('max_exposure', 'max_leverage', 'max_open_positions');
  const wanted: Wanted = {
    held: exposed || profit || asksForShorts || isSet('max_position_size'),
    allRates: exposed,
    equity: isSet('max_leverage'),
    usd: Object.values(limits).some((limit) => typeof limit === 'object' && limit.unit === 'usd'),
    smallest: isSet('max_open_positions'),
    profit,
    order: order && { symbol: order.symbol, mark: isSet('price_band_percent', 'max_order_size') },
  };
  const anything = wanted.held || wanted.usd || wanted.order?.mark === true;
  return anything ? wanted : null;
}
