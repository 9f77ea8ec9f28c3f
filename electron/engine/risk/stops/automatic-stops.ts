import type { ErrorCode } from '../../../../shared/schema/error-code.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { counterparty } from '../../orders/order-row.ts';
import type { OrderRow } from '../../orders/order-row.ts';
import type { Clock } from '../../ports.ts';
import type { MarketPlace } from '../../venues/market-place.ts';
import type { StopRules } from './stop-rules.ts';
import type { StopService } from './stop-service.ts';

/** Watches for what a person would stop an account for, if he sat there. */
export interface AutomaticStops {
  /** The outcome of sending an order is booked. */
  orderSent(order: OrderRow): void;
  /** A place's clock was measured: venue minus local. False: it should be measured once more. */
  clockMeasured(place: MarketPlace, skewMs: number): boolean;
}

/** What happened longer ago says nothing of now. */
const WITHIN_MS = 10 * 60_000;

/** Of each rule of `rules` that is null nothing is watched. */
export function createAutomaticStops(deps: {
  registry: AccountRegistry;
  clock: Clock;
  rules: StopRules;
  stops: Pick<StopService, 'stopAutomatically' | 'objection'>;
  /** Whether the outcome of an order is not known yet. */
  isUnknown: (orderId: string) => boolean;
}): AutomaticStops {
  const { registry, clock, rules } = deps;
  /** Refusals in a row, all of one code and in the same words, by account: when, on the monotonic clock. */
  const refusals = new Map<string, { code: ErrorCode; words: string; atMs: number[] }>();
  const unknowns = new Map<string, { orderId: string; atMs: number }[]>();
  /** Places whose clock was too far off when it was last measured. */
  const wrongClocks = new Set<string>();

  function recent(atMs: readonly number[]): number[] {
    const nowMs = clock.monotonicMs();
    return [...atMs.filter((ms) => nowMs - ms < WITHIN_MS), nowMs];
  }

  function refused({ account_name: accountName, symbol, ...order }: OrderRow, code: ErrorCode): void {
    // Pace is not the order's fault, and the exchange is left in peace after it anyway.
    if (rules.refusals === null || code === 'VENUE_RATE_LIMIT') return;
    const before = refusals.get(accountName);
    const words = order.error_message ?? '';
    const atMs = recent(before?.code === code && before.words === words ? before.atMs : []);
    refusals.set(accountName, { code, words, atMs });
    if (atMs.length < rules.refusals) return;
    refusals.delete(accountName);
    const last = `${symbol}: ${order.error_message ?? ''}`;
    const reason = `The ${counterparty({ mode: order.mode })} refused ${atMs.length} orders in a row with ${code}, the last in ${last}`;
    deps.stops.stopAutomatically({ accountName, code: 'REPEATED_REFUSALS', reason });
  }

  /** One that was looked up meanwhile is no worry any more. */
  function lost({ id: orderId, account_name: accountName }: OrderRow): void {
    if (rules.unknown === null) return;
    const nowMs = clock.monotonicMs();
    const before = (unknowns.get(accountName) ?? []).filter(({ atMs }) => nowMs - atMs < WITHIN_MS);
    const open = [...before.filter((each) => deps.isUnknown(each.orderId)), { orderId, atMs: nowMs }];
    unknowns.set(accountName, open);
    if (open.length < rules.unknown) return;
    unknowns.delete(accountName);
    const reason = `The outcomes of ${open.length} orders of the last ${WITHIN_MS / 60_000} minutes are unknown`;
    deps.stops.stopAutomatically({ accountName, code: 'REPEATED_UNKNOWN', reason });
  }

  return {
    orderSent(order) {
      // What closes positions under a stop is tried again and again, and stops nothing further.
      if (deps.stops.objection(order.account_name, null)) return;
      if (order.status === 'rejected') refused(order, order.error_code ?? 'VENUE_REFUSED');
      else if (order.status === 'unknown') lost(order);
      else if (order.status !== 'not_placed') refusals.delete(order.account_name);
    },
    clockMeasured({ exchange, testnet, market, apiUrl }, skewMs) {
      const { skewMs: mostMs } = rules;
      const key = JSON.stringify([exchange, testnet, market, apiUrl]);
      if (mostMs === null || Math.abs(skewMs) <= mostMs) {
        wrongClocks.delete(key);
        return true;
      }
      if (!wrongClocks.has(key)) {
        wrongClocks.add(key);
        return false;
      }
      const seconds = Math.round(Math.abs(skewMs) / 1_000);
      const reason = `This clock is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} that of ${exchange}`;
      for (const { name } of registry.list()) {
        const config = registry.config(name);
        if (config?.mode !== 'real') continue;
        const here = JSON.stringify([config.exchange, config.testnet, config.market, config.apiUrl]) === key;
        if (here) deps.stops.stopAutomatically({ accountName: name, code: 'CLOCK_SKEW', reason });
      }
      return true;
    },
  };
}
