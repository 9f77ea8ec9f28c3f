import { mul } from '../../../shared/money/decimal.ts';
import { accountCurrency } from '../../../shared/risk/account-currency.ts';
import { known, unknown } from '../../../shared/risk/known.ts';
import type { Known } from '../../../shared/risk/known.ts';
import { recorded } from '../../../shared/risk/limit-line.ts';
import { ownEntry } from '../../../shared/routing/offers.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { RiskChange } from '../../../shared/schema/risk-policy.ts';
import type { RiskDocument } from '../../../shared/schema/risk.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Engine } from '../engine-interface.ts';
import type { OrderRow } from '../orders/order-row.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import { accountRisk } from './account-risk.ts';
import type { MeasuredAccount } from './account-risk.ts';
import type { AccountExposures } from './exposure.ts';
import { createRiskReplay } from './impact.ts';
import type { PlacedOrder } from './impact.ts';
import type { RiskPolicyStore } from './policy-store.ts';
import type { PositionReadings } from './position-readings.ts';
import type { ProfitService } from './profit/profit-service.ts';
import type { RateSource, StopSource } from './risk-ports.ts';

const DAY_MS = 86_400_000;
/** The rate of orders at the beginning of a replay is told by those shortly before. */
const LEAD_MS = 60_000;
/** So often limited accounts are measured while somebody watches. */
const EVERY_MS = 5_000;
const AFTER_ORDER_MS = 500;
const ASKED_MAX_AGE_MS = 1_000;
/** As old as the checks of an order take a balance. */
const FREE_MAX_AGE_MS = 30_000;
/** Changes that come together are told together. */
const TELL_AFTER_MS = 250;

export interface RiskService {
  api: Engine['risk'];
  /** An order changed: its account is measured soon, if somebody watches. */
  noteOrder(order: Pick<OrderRow, 'account_name'>): void;
  /** Something that is shown may have changed: a stop, a measured profit. */
  noteChange(): void;
  /** Measures what an account is exposed to, limited or not. Never throws. */
  look(accountName: string): Promise<void>;
  /** As last measured; null where it was not, or a price is missing. */
  exposureUsd(accountName: string): string | null;
  /** While somebody watches, limited accounts are measured again and again. */
  watch(present: boolean): void;
  close(): void;
}

/** Limits and flags as the operator sees and edits them, with how near each account is to its limits. */
export function createRiskService(deps: {
  registry: AccountRegistry;
  store: RiskPolicyStore;
  exposures: Pick<AccountExposures, 'measure'>;
  profit: ProfitService;
  rates: Pick<RateSource, 'usdRate'>;
  monitor: Pick<AccountMonitor, 'status' | 'balances'>;
  positions: PositionReadings;
  stops: StopSource;
  /** See `readPlacedOrders`. */
  placedSince: (sinceMs: number) => Iterable<PlacedOrder[]>;
  /** Runs a task after the events that are ready now. */
  soon: (task: () => void) => void;
  clock: Clock;
  log: Log;
  /** Tells whoever watches. */
  publish: (risk: RiskDocument) => void;
}): RiskService {
  const { registry, store, profit, clock, log } = deps;
  const measured = new Map<string, MeasuredAccount>();
  const running = new Map<string, Promise<void>>();
  const soon = new Map<string, () => void>();
  let watched = false;
  let closed = false;
  let told: string | null = null;
  let cancelTell: (() => void) | null = null;
  let cancelNext: (() => void) | null = null;

  function current(): RiskDocument {
    const policy = store.policy();
    const updatedMs = store.updatedMs();
    return {
      revision: store.revision(),
      updated_at: updatedMs === null ? null : isoTime(updatedMs),
      policy,
      accounts: registry.list().map((account) =>
        accountRisk(account, policy, {
          measured: measured.get(account.name) ?? null,
          profit: profit.last(account.name),
          stops: deps.stops.objections(account, null),
          nowMs: clock.nowMs(),
        }),
      ),
    };
  }

  function noteChange(): void {
    if (!watched || closed) return;
    cancelTell ??= clock.after(TELL_AFTER_MS, () => {
      cancelTell = null;
      const risk = current();
      const text = JSON.stringify(risk);
      if (text === told) return;
      told = text;
      deps.publish(risk);
    });
  }

  const isSound = (name: string): boolean => registry.config(name) !== null;
  const limited = (): string[] => Object.keys(store.policy().limits).filter(isSound);

  /** Of what the account counts in. What was read before is not believed once a later reading failed. */
  async function freeOf(name: string, currency: string): Promise<Known> {
    const reading = await deps.monitor.balances(name, FREE_MAX_AGE_MS).catch(() => null);
    const { error } = deps.monitor.status(name);
    if (!reading || error) return unknown(error?.message ?? `the balance of ${name} could not be read`);
    return known(reading.balances.find(({ asset }) => asset === currency)?.free ?? '0');
  }

  async function measureOnce(name: string): Promise<void> {
    const settings = ownEntry(store.policy().settings, name) ?? {};
    const currency = accountCurrency(registry.config(name)?.exchange ?? null, settings);
    const [{ state, exposure }, usdRate, free] = await Promise.all([
      deps.exposures.measure(name),
      deps.rates.usdRate(name, currency),
      freeOf(name, currency),
      profit.isLimited(name) ? profit.of(name) : null,
    ]);
    measured.set(name, { currency, state, exposure, usdRate, free });
    noteChange();
  }

  function measure(name: string): Promise<void> {
    const work = running.get(name) ?? measureOnce(name).finally(() => running.delete(name));
    running.set(name, work);
    return work;
  }

  /** What is held, read anew: who asks wants to know it as it is. Why it could not be read is in what is measured. */
  async function readAgain(name: string): Promise<void> {
    const market = registry.config(name)?.market;
    const positions = market === 'swap' ? deps.positions.read(name, ASKED_MAX_AGE_MS) : null;
    await Promise.allSettled([deps.monitor.balances(name, ASKED_MAX_AGE_MS), positions]);
  }

  /** Nobody waits for it: what goes wrong is a fault of ours, and is told. */
  async function measureQuietly(names: readonly string[]): Promise<void> {
    const measuring = names.map((name) =>
      measure(name).catch((error: unknown) => {
        if (!closed) log.error('An account could not be measured', { account_name: name, detail: String(error) });
      }),
    );
    await Promise.all(measuring);
  }

  function again(): void {
    cancelNext?.();
    cancelNext = null;
    if (!watched || closed) return;
    void measureQuietly(limited());
    // Trading hours open and close without anything being measured.
    noteChange();
    cancelNext = clock.after(EVERY_MS, again);
  }

  /** What is taken away may name whomever it names; what is set must concern somebody. */
  function check(change: RiskChange): void {
    if (Object.values(change.set).every((value) => value === null || value === undefined)) return;
    if (change.kind !== 'flags') registry.get(change.account_name);
    else if (change.scope.kind === 'account') registry.get(change.scope.name);
    else if (change.scope.kind === 'owner') {
      const { name } = change.scope;
      if (registry.list().every(({ owner }) => owner !== name)) {
        throw new QtError('INVALID_INPUT', `no account belongs to an owner ${name}`);
      }
    }
  }

  return {
    noteChange,
    async look(name) {
      await measureQuietly([name]);
    },
    exposureUsd(name) {
      const known = measured.get(name);
      const value = known?.exposure.total.value ?? null;
      return known && value !== null && known.usdRate.rate !== null ? recorded(mul(value, known.usdRate.rate)) : null;
    },
    noteOrder({ account_name: name }) {
      if (!watched || closed || ownEntry(store.policy().limits, name) === undefined || soon.has(name)) return;
      const cancel = clock.after(AFTER_ORDER_MS, () => {
        soon.delete(name);
        void measureQuietly([name]);
      });
      soon.set(name, cancel);
    },
    watch(present) {
      watched = present;
      told = null;
      again();
    },
    close() {
      closed = true;
      cancelTell?.();
      cancelNext?.();
      for (const cancel of soon.values()) cancel();
    },
    api: {
      current,
      async measure(name) {
        const names = name === null ? limited() : [registry.get(name).name].filter(isSound);
        await Promise.all(names.map(readAgain));
        await Promise.all(names.filter(profit.isLimited).map(profit.measure));
        await Promise.all(names.map(measure));
        return current();
      },
      change(changes, baseRevision, by) {
        changes.forEach(check);
        const before = store.revision();
        store.apply(changes, baseRevision, by);
        if (store.revision() !== before) {
          log.info('Limits and flags changed', { detail: `revision ${store.revision()}, by ${by}` });
          profit.policyChanged();
          again();
        }
        return current();
      },
      async impact(changes) {
        const sinceMs = clock.nowMs() - DAY_MS;
        const replay = createRiskReplay(store.draft(changes), sinceMs);
        for (const orders of deps.placedSince(sinceMs - LEAD_MS)) {
          replay.take(orders);
          // A day can have many orders, and none of today's waits for them.
          await new Promise<void>(deps.soon);
        }
        return replay.document();
      },
    },
  };
}
