import type { PlaceHealthDocument } from '../../../../shared/schema/failover.ts';
import type { Exchange, Mode } from '../../../../shared/schema/exchange.ts';
import type { Clock } from '../../ports.ts';
import type { MarketPlace } from '../market-place.ts';
import { createAspect } from './aspect.ts';
import type { Aspect } from './aspect.ts';

export type HealthAspect = 'orders' | 'reads';

/** An account as its exchange's health concerns it. */
export type Patient = MarketPlace & { name: string; mode: Mode };

export interface ExchangeHealth {
  /** One answer, or the want of one. `reason` is null for an answer, a refusal included: whoever refuses is well. */
  note(place: MarketPlace, aspect: HealthAspect, reason: string | null): void;
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

interface Place {
  exchange: Exchange;
  orders: Aspect;
  reads: Aspect;
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
      places.set(key, (found = { exchange: place.exchange, orders, reads: seen }));
    }
    return found;
  }

  return {
    note(place, aspect, reason) {
      if (place.exchange === 'sim') return;
      const found = placeOf(place);
      const before = found[aspect].isUnhealthy();
      found[aspect].note(reason);
      if (before !== found[aspect].isUnhealthy()) onChange(place.exchange);
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
