import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { askOrder } from './ask-order.ts';
import type { WireOrder } from './wire-documents.ts';

/** OKX carries a cancel or an amend out some milliseconds after it took it; each question is a round trip. */
const QUESTIONS = 3;

export type Settled =
  | { kind: 'settled'; order: WireOrder }
  /** It did not show in time, or the venue did not tell. */
  | { kind: 'not_yet' }
  /** The question could not leave: the venue asked for silence, which a cancel need not keep. */
  | { kind: 'not_asked' };

/**
 * OKX answers a cancel or an amend by saying that it took the request. What came of it is told by the order itself, which is
 * asked until `settled`.
 */
export async function settledOrder(
  desk: Desk,
  instrument: Instrument,
  ordId: string,
  settled: (order: WireOrder) => boolean,
): Promise<Settled> {
  for (let question = 0; question < QUESTIONS; question += 1) {
    const asked = await askOrder(desk, instrument, { ordId });
    if (asked.kind === 'not_told' && asked.verdict.kind === 'not_sent') return { kind: 'not_asked' };
    if (asked.kind !== 'told') return { kind: 'not_yet' };
    const { order } = asked;
    if (order.ordId !== ordId || order.instId !== instrument.venue_symbol) return { kind: 'not_yet' };
    if (settled(order)) return { kind: 'settled', order };
  }
  return { kind: 'not_yet' };
}

/** It will not change any more. */
export function isFinal({ state }: WireOrder): boolean {
  return state === 'canceled' || state === 'mmp_canceled' || state === 'filled';
}
