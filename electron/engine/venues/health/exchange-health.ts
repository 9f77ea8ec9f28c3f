import type { PlaceHealthDocument } from '../../../../shared/schema/failover.ts';
import type { Exchange, Mode } from '../../../../shared/schema/exchange.ts';
import type { Clock } from '../../ports.ts';
import type { MarketPlace } from '../market-place.ts';
import type { SystemStatus } from '../venue.ts';
import { createAspect } from './aspect.ts';
import type { Aspect } from './aspect.ts';

export type HealthAspect = 'orders' | 'reads';

/** An account as its exchange's health concerns it. */
export type Patient = MarketPlace & { name: string; mode: Mode };

export interface ExchangeHealth {
  /** One answer, or the want of one. `reason` is null for an answer, a refusal included: whoever refuses is well. */
  note(place: MarketPlace, aspect: HealthAspect, reason: string | null): void;
  /** How the place can be asked what it says of itself. Done when it has just failed, behind everything else. */
  attend(place: MarketPlace, askStatus: () => Promise<SystemStatus>): void;
  /**
   * Why orders of this account should not go to its exchange now; null where nothing speaks against it. A real account needs
   * orders and reads; a paper account nothing but reads.
   */
  troubleOf(patient: Patient): string | null;
  /** One row a place that was asked for anything, or has accounts. */
  places(patients: readonly Patient[]): PlaceHealthDocument[];
}

/** Good reads count as proof that a place is back only in this number, however many there are. */
const MAX_READ_PROOFS = 50;
/** A place is asked for its status this often at most. */
const ASK_EVERY_MS = 60_000;
/** Longer than until it is asked again, so that good reads do not end a maintenance that goes on. */
const MAINTENANCE_HOLD_MS = 150_000;
const IN_MAINTENANCE = 'the exchange says that it is in maintenance';

interface Place {
  exchange: Exchange;
  orders: Aspect;
  reads: Aspect;
  askStatus: (() => Promise<SystemStatus>) | null;
  askedAtMs: number;
  inMaintenance: boolean;
}

/**
 * Health by evidence: what the accounts' own requests came to. Kept by place, so that a testnet or a proxy in trouble says
 * nothing of the exchange itself. `onChange` is called when a place turns healthy or unhealthy by an answer.
 */
export function createExchangeHealth(clock: Clock, onChange: (exchange: Exchange) => void): ExchangeHealth {
  const places = new Map<string, Place>();

  function placeOf(place: MarketPlace): Place {
    const key = JSON.stringify([place.exchange, place.testnet, place.market, place.apiUrl]);
    let found = places.get(key);
    if (!found) {
      const goodReads: number[] = [];
      const reads = createAspect(clock);
      const seen: Aspect = {
        ...reads,
        note(reason) {
          reads.note(reason);
          if (reason !== null) goodReads.length = 0;
          else if (goodReads.push(clock.monotonicMs()) > MAX_READ_PROOFS) goodReads.shift();
        },
      };
      const orders = createAspect(clock, (sinceMs) => goodReads.filter((atMs) => atMs > sinceMs).length);
      const unasked = { askStatus: null, askedAtMs: -Infinity, inMaintenance: false };
      places.set(key, (found = { exchange: place.exchange, orders, reads: seen, ...unasked }));
    }
    return found;
  }

  function change(place: Place, act: () => void): void {
    const before = [place.orders.isUnhealthy(), place.reads.isUnhealthy()];
    act();
    if (place.orders.isUnhealthy() !== before[0] || place.reads.isUnhealthy() !== before[1]) onChange(place.exchange);
  }

  /** Nobody waits for it. */
  function askStatus(place: Place): void {
    if (!place.askStatus || clock.monotonicMs() - place.askedAtMs < ASK_EVERY_MS) return;
    place.askedAtMs = clock.monotonicMs();
    place.askStatus().then(
      (status) => heed(place, status),
      () => undefined,
    );
  }

  function heed(place: Place, status: SystemStatus): void {
    if (status === null) return;
    place.inMaintenance = status === 'maintenance';
    change(place, () => {
      for (const aspect of [place.orders, place.reads]) {
        if (place.inMaintenance) aspect.condemn(IN_MAINTENANCE, MAINTENANCE_HOLD_MS);
        else aspect.reprieve();
      }
    });
  }

  return {
    attend(place, ask) {
      if (place.exchange !== 'sim') placeOf(place).askStatus = ask;
    },
    note(place, aspect, reason) {
      if (place.exchange === 'sim') return;
      const found = placeOf(place);
      change(found, () => found[aspect].note(reason));
      if (reason !== null || found.inMaintenance) askStatus(found);
    },
    troubleOf(patient) {
      if (patient.exchange === 'sim') return null;
      const { orders, reads } = placeOf(patient);
      if (patient.mode === 'real' && orders.isUnhealthy()) return orders.document().reason;
      return reads.isUnhealthy() ? reads.document().reason : null;
    },
    places(patients) {
      const rows = new Map<Place, PlaceHealthDocument>();
      for (const patient of patients) {
        if (patient.exchange === 'sim') continue;
        const place = placeOf(patient);
        const row = rows.get(place) ?? {
          exchange: patient.exchange,
          testnet: patient.testnet,
          accounts: [],
          orders: place.orders.document(),
          reads: place.reads.document(),
        };
        row.accounts.push(patient.name);
        rows.set(place, row);
      }
      return [...rows.values()];
    },
  };
}
