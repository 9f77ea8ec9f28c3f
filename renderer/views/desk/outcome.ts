import type { OrderDocument, SignalRowDocument } from '../../../shared/schema/order.ts';
import { averageFormat, formatDecimal } from '../../widgets/format-decimal.ts';

export type Tone = 'good' | 'calm' | 'waiting' | 'bad' | 'unknown';

export interface Outcome {
  tone: Tone;
  /** One sentence. */
  text: string;
}

/** Shortens averages to the tick; undefined decimals where it is not known. */
export interface Shortening {
  tickDecimals: number | undefined;
}

/** What became of a signal, in one sentence; the average in full, or at the decimals of its tick where they are given. */
export function outcomeOf(row: Pick<SignalRowDocument, 'order' | 'error'>, short?: Shortening): Outcome {
  if (row.order) return outcomeOfOrder(row.order, short);
  if (row.error) return { tone: 'bad', text: row.error.message };
  return { tone: 'waiting', text: 'Being decided' };
}

export function outcomeOfOrder(order: OrderDocument, short?: Shortening): Outcome {
  const filled = `${formatDecimal(order.filled)} of ${formatDecimal(order.amount)}`;
  const at = order.average
    ? ` at ${formatDecimal(order.average, short ? averageFormat(order.average, short.tickDecimals) : {})}`
    : '';
  const limit = order.price ? ` at ${formatDecimal(order.price)}` : '';
  switch (order.status) {
    case 'filled':
      return { tone: 'good', text: `Filled ${formatDecimal(order.filled)}${at}` };
    case 'partially_filled':
      return { tone: 'calm', text: `Filled ${filled}${at}, rest is open` };
    case 'open':
      return { tone: 'calm', text: `Resting${limit}` };
    case 'journaled':
      return { tone: 'waiting', text: 'Journaled, about to be sent' };
    case 'sent':
      return { tone: 'waiting', text: 'Sent, waiting for the answer' };
    case 'canceled':
      return { tone: 'calm', text: nothing(order) ? 'Cancelled, nothing filled' : `Cancelled after ${filled}${at}` };
    case 'expired':
      return { tone: 'calm', text: nothing(order) ? 'Expired, nothing filled' : `Expired after ${filled}${at}` };
    case 'rejected':
      return {
        tone: 'bad',
        text: order.error?.message ?? `Rejected by the ${order.mode === 'paper' ? 'simulator' : 'exchange'}`,
      };
    case 'not_placed':
      return { tone: 'bad', text: order.error?.message ?? 'Never reached the exchange' };
    case 'unknown':
      return { tone: 'unknown', text: 'No certain answer: being looked up, not sent again' };
  }
}

const nothing = (order: OrderDocument): boolean => !/[1-9]/.test(order.filled);
