import { mul } from '../../../../shared/money/decimal.ts';
import { accountCurrency } from '../../../../shared/risk/account-currency.ts';
import { ownEntry } from '../../../../shared/routing/offers.ts';
import type { AccountDocument } from '../../../../shared/schema/account.ts';
import type {
  AccountSummaryDocument,
  AssetMarksDocument,
  EquityDocument,
  EquityQuery,
  SummaryDocument,
} from '../../../../shared/schema/equity.ts';
import type { RiskSettings } from '../../../../shared/schema/limits.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { walletMark } from '../../accounts/seat-mark.ts';
import { isoTime } from '../../ports.ts';
import type { Clock } from '../../ports.ts';
import { isSwap } from '../../risk/profit/book.ts';
import type { Book } from '../../risk/profit/book.ts';
import { profitOfAllRuns } from '../../risk/profit/profit-state.ts';
import type { MeasuredOf, ProfitService } from '../../risk/profit/profit-service.ts';
import type { RiskService } from '../../risk/risk-service.ts';
import type { CommitBatch } from '../../store/commit-batch.ts';
import type { Log } from '../../telemetry/log.ts';
import type { RateBook } from '../books-ports.ts';
import { converted } from './converted.ts';
import { equityCurve } from './curve.ts';
import { createPeriodProfits, shownMoney } from './period-profits.ts';
import type { Worth } from './period-profits.ts';
import type { Kept, SnapshotStore } from './snapshot-store.ts';
import { totalsOf } from './totals.ts';
import type { TradedAssets } from './traded-assets.ts';

/** So often a steady snapshot is kept, a little less than every fifth measurement of a minute. */
const STEADY_MS = 5 * 60_000 - 5_000;
/** What was measured longer ago is called old. */
const STALE_MS = 3 * 60_000;
/** A metric has no word for old: what was measured longer ago has no sample. */
const FIGURE_MS = 10 * 60_000;
/** Rates and exposure are read a little more often than what is not limited is measured. */
const AROUND_EVERY_MS = 55_000;
const TELL_EVERY_MS = 1_000;

/** For the metrics: in US dollars, null where it is not known. */
export interface AccountFigures {
  account_name: string;
  equity_usd: string | null;
  pnl_today_usd: string | null;
  pnl_total_usd: string | null;
  exposure_usd: string | null;
}

export interface WorthService {
  summary(): SummaryDocument;
  measure(accountName: string | null): Promise<SummaryDocument>;
  curve(query: EquityQuery): EquityDocument;
  marks(accountName: string): AssetMarksDocument;
  figures(): AccountFigures[];
  /** A measurement has ended. Never throws: checks of orders wait for measurements. */
  noteMeasured(accountName: string, how: MeasuredOf): void;
  /** While somebody watches, changes are told. */
  watch(present: boolean): void;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

export interface WorthServiceDeps {
  registry: AccountRegistry;
  policy: () => RiskPolicy;
  profit: Pick<ProfitService, 'last' | 'measure'>;
  risk: Pick<RiskService, 'look' | 'exposureUsd'>;
  rates: RateBook;
  store: SnapshotStore;
  traded: TradedAssets;
  batch: Pick<CommitBatch, 'gather'>;
  clock: Clock;
  log: Log;
  attended: boolean;
  publish: (summary: SummaryDocument) => void;
}

/** What every account is worth: kept at a steady pace and at every fill, and shown as it was last measured. */
export function createWorthService(deps: WorthServiceDeps): WorthService {
  const { registry, profit, rates, store, clock } = deps;
  const figures = createPeriodProfits(store);
  /** As last measured by this run, whatever came of later tries. */
  const measured = new Map<string, { of: Kept; worth: Worth; book: Book }>();
  const keptMs = new Map<string, number>();
  const aroundMs = new Map<string, number>();
  const writes = new Set<Promise<void>>();
  let watched = false;
  let closed = false;
  let cancelTell: (() => void) | null = null;

  const settingsOf = (name: string): RiskSettings => ownEntry(deps.policy().settings, name) ?? {};

  function keptOf({ name, exchange, mode, testnet }: AccountDocument): Kept | null {
    if (exchange === null) return null;
    return { accountName: name, exchange, mode, testnet, currency: accountCurrency(exchange, settingsOf(name)) };
  }

  function worthOf(of: Kept): Worth | null {
    const known = measured.get(of.accountName);
    return known && isSame(known.of, of) ? known.worth : store.last(of);
  }

  function keep(of: Kept, worth: Worth, run: string, { cause, opened }: MeasuredOf): void {
    const lastMs = keptMs.get(of.accountName) ?? store.before(of, worth.atMs)?.atMs ?? -Infinity;
    const sinceMs = worth.atMs - lastMs;
    if (cause === 'steady' && !opened && sinceMs >= 0 && sinceMs < STEADY_MS) return;
    keptMs.set(of.accountName, worth.atMs);
    const { atMs, equity, profit: made } = worth;
    const write = deps.batch
      .gather(() => store.add(of, { atMs, cause, equity, profit: made, run }))
      .catch((error: unknown) => sayNotKept(of.accountName, error))
      .finally(() => writes.delete(write));
    writes.add(write);
  }

  function sayNotKept(name: string, error: unknown): void {
    if (closed) return;
    deps.log.error('What an account is worth could not be kept', { account_name: name, detail: String(error) });
  }

  /** Rates and exposure, as of about the same time. Nobody waits for them where the engine closes. */
  async function readAround(name: string, currency: string): Promise<void> {
    aroundMs.set(name, clock.nowMs());
    const wanted = [currency, ...deps.traded.recent(name)].flatMap((asset) =>
      (asset === currency ? ['USD', 'NOK'] : ['USD', currency]).map((to) => [asset, to] as const),
    );
    await Promise.all([...wanted.map(([asset, to]) => rates.now(name, asset, to)), deps.risk.look(name)]);
    tell();
  }

  function tell(): void {
    if (!watched || closed) return;
    cancelTell ??= clock.after(TELL_EVERY_MS, () => {
      cancelTell = null;
      deps.publish(summary());
    });
  }

  function accountSummary(account: AccountDocument): AccountSummaryDocument {
    const { name, owner, exchange, mode, testnet } = account;
    const settings = settingsOf(name);
    const nowMs = clock.nowMs();
    const of = keptOf(account);
    const worth = of && worthOf(of);
    const currency = accountCurrency(exchange, settings);
    const last = profit.last(name);
    const periods = of && worth ? figures.periods(of, worth, nowMs, settings) : [];
    const today = periods.find(({ period }) => period === 'day')?.profit ?? null;
    const equity = worth && shownMoney(worth.equity);
    const [usd, nok] = ['USD', 'NOK'].map((to) => ({
      ...{ from: currency, to },
      rate: worth && rates.at(name, currency, to, nowMs),
    })) as [Rated, Rated];
    return {
      ...{ account_name: name, owner, whose: owner === 'me' ? 'mine' : 'others', exchange, mode, testnet, currency },
      equity,
      measured_at: worth && isoTime(worth.atMs),
      stale: worth !== null && (Math.abs(nowMs - worth.atMs) > STALE_MS || (last?.error ?? null) !== null),
      periods,
      spark: of && worth ? figures.spark(of, worth, nowMs) : [],
      ...{ equity_usd: converted(equity, usd), equity_nok: converted(equity, nok) },
      ...{ today_usd: converted(today, usd), today_nok: converted(today, nok) },
      error: account.error ?? last?.error ?? null,
    };
  }

  function walletOf(name: string): string | null {
    const config = registry.config(name);
    return config && walletMark(config);
  }

  function summary(): SummaryDocument {
    const accounts = registry.list().map(accountSummary);
    // Of one wallet the account of swaps knows more: their positions too.
    const isSpot = ({ account_name: name }: AccountSummaryDocument): number =>
      registry.config(name)?.market === 'swap' ? 0 : 1;
    return {
      accounts,
      totals: totalsOf(
        accounts.toSorted((a, b) => isSpot(a) - isSpot(b)),
        walletOf,
      ),
    };
  }

  function note(name: string, how: MeasuredOf): void {
    const of = keptOf(registry.get(name));
    const state = profit.last(name)?.measurement?.state;
    tell();
    if (!of || !state || state.currency !== of.currency) return;
    const worth = { atMs: state.atMs, equity: state.equity, profit: profitOfAllRuns(state) };
    measured.set(name, { of, worth, book: state.book });
    keep(of, worth, String(state.beganMs ?? 0), how);
    const aroundAgeMs = clock.nowMs() - (aroundMs.get(name) ?? -Infinity);
    const isDue = aroundAgeMs < 0 || aroundAgeMs > AROUND_EVERY_MS;
    if (!deps.attended || closed || (!isDue && how.cause !== 'fill')) return;
    readAround(name, of.currency).catch((error: unknown) => sayNotKept(name, error));
  }

  return {
    summary,
    async measure(accountName) {
      const accounts = accountName === null ? registry.list() : [registry.get(accountName)];
      const sound = accounts.filter(({ name }) => registry.config(name) !== null);
      await Promise.all(
        sound.map(async (account) => {
          await profit.measure(account.name);
          const of = keptOf(account);
          if (of) await readAround(account.name, of.currency);
        }),
      );
      return summary();
    },
    curve(query) {
      const account = registry.get(query.account_name);
      const of = keptOf(account);
      if (of) return equityCurve(store, of, query, clock.nowMs());
      const { account_name, span } = query;
      return { account_name, span, currency: accountCurrency(null), points: [], worst: null, since: null };
    },
    marks(accountName) {
      const account = registry.get(accountName);
      const of = keptOf(account);
      const known = measured.get(accountName);
      const answer = {
        account_name: accountName,
        currency: accountCurrency(account.exchange, settingsOf(accountName)),
      };
      if (!of || !known || !isSame(known.of, of)) return { ...answer, at: null, marks: [] };
      const assets = Object.entries(known.book).filter(([key]) => !isSwap(key));
      return {
        ...answer,
        at: isoTime(known.worth.atMs),
        marks: assets.map(([asset, { mark }]) => ({ asset, price: mark })),
      };
    },
    figures: () =>
      registry.list().map((account) => {
        const { name } = account;
        const of = keptOf(account);
        const last = of && worthOf(of);
        const worth = last && Math.abs(clock.nowMs() - last.atMs) <= FIGURE_MS ? last : null;
        const periods = of && worth ? figures.periods(of, worth, clock.nowMs(), settingsOf(name)) : [];
        const rate = (of && rates.at(name, of.currency, 'USD', clock.nowMs())?.rate) ?? null;
        const inUsd = (value: string | null | undefined): string | null =>
          typeof value === 'string' && rate !== null ? shownMoney(mul(value, rate)) : null;
        return {
          account_name: name,
          equity_usd: inUsd(worth?.equity),
          pnl_today_usd: inUsd(periods.find(({ period }) => period === 'day')?.profit),
          pnl_total_usd: inUsd(periods.find(({ period }) => period === 'all')?.profit),
          exposure_usd: deps.risk.exposureUsd(name),
        };
      }),
    noteMeasured(name, how) {
      try {
        note(name, how);
      } catch (error) {
        sayNotKept(name, error);
      }
    },
    watch(present) {
      watched = present;
      tell();
    },
    async close() {
      closed = true;
      cancelTell?.();
      await Promise.allSettled(writes);
    },
  };
}

type Rated = Parameters<typeof converted>[1];

const isSame = (a: Kept, b: Kept): boolean =>
  a.accountName === b.accountName &&
  a.exchange === b.exchange &&
  a.mode === b.mode &&
  a.testnet === b.testnet &&
  a.currency === b.currency;
