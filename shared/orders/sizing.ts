import { ceilToStep, decimalPlaces, div, eq, floorToStep, isPositive, mul } from '../money/decimal.ts';
import type { CheckDocument } from '../schema/decision.ts';
import type { Instrument } from '../schema/market.ts';
import { checkSize } from './size-checks.ts';

export interface SizingRequest {
  side: 'buy' | 'sell';
  type: 'market' | 'limit';
  /** Base units. Exactly one of `amount` and `quoteAmount` is set. */
  amount: string | null;
  /** Quote units. */
  quoteAmount: string | null;
  /** Set exactly when `type` is limit. */
  price: string | null;
  /** What a market order is expected to trade at; null where no price is known. */
  referencePrice: string | null;
  /** Only makes a position smaller: exchanges take that however little it is worth. */
  reduceOnly?: boolean;
}

export interface Sizing {
  /** Base units, rounded down to the step. `0` where nothing is left, or nothing could be computed. */
  amount: string;
  /** Rounded to the tick in the user's favour; null on a market order. */
  price: string | null;
  /** Quote units, at the price or the reference price. */
  notional: string | null;
  /** Every venue rule, passed or failed, always in the same order. */
  checks: CheckDocument[];
  /** What was rounded, for people; null where nothing was. */
  rounded: string | null;
}

/**
 * Turns a wish into what the venue accepts, by our own rules: an amount is only ever rounded down, a price never past the
 * user's limit (a buy down, a sell up). A quote amount is not exceeded at the price it was sized with: the limit, or the
 * reference price, which a market order may leave behind.
 */
export function sizeOrder(request: SizingRequest, instrument: Instrument): Sizing {
  assertComplete(request);
  const price = request.price === null ? null : roundPrice(request.price, request.side, instrument.tick);
  const unitPrice = usable(price ?? request.referencePrice);
  const amount = roundAmount(request, unitPrice, instrument.step);
  const notional = unitPrice === null || amount === null ? null : mul(amount, unitPrice);
  return {
    amount: amount ?? '0',
    price,
    notional,
    checks: checkSize({ amount, price, notional, reduceOnly: request.reduceOnly === true }, instrument),
    rounded: describe(request, { amount, price, unitPrice, notional }, instrument),
  };
}

/** The signal's schema lets nothing else through, so anything else is a bug here. */
function assertComplete(request: SizingRequest): void {
  if ((request.amount === null) === (request.quoteAmount === null))
    throw new Error('size by amount or by quote amount');
  if ((request.type === 'limit') !== (request.price !== null))
    throw new Error('a limit order, and only that, has a price');
}

function roundPrice(price: string, side: 'buy' | 'sell', tick: string): string {
  return side === 'buy' ? floorToStep(price, tick) : ceilToStep(price, tick);
}

function usable(price: string | null): string | null {
  return price !== null && isPositive(price) ? price : null;
}

function roundAmount({ amount, quoteAmount }: SizingRequest, unitPrice: string | null, step: string): string | null {
  if (amount !== null) return floorToStep(amount, step);
  if (quoteAmount === null || unitPrice === null) return null;
  // Cutting at the step's own decimals loses no whole step, so the quotient needs no more places than that.
  return floorToStep(div(quoteAmount, unitPrice, { places: decimalPlaces(step) }), step);
}

function describe(
  request: SizingRequest,
  sized: { amount: string | null; price: string | null; unitPrice: string | null; notional: string | null },
  { tick, step, base, quote }: Instrument,
): string | null {
  const notes: string[] = [];
  if (request.price !== null && sized.price !== null && !eq(request.price, sized.price)) {
    notes.push(`price rounded from ${request.price} to ${sized.price} (tick ${tick})`);
  }
  if (request.amount !== null && sized.amount !== null && !eq(request.amount, sized.amount)) {
    notes.push(`amount rounded from ${request.amount} to ${sized.amount} (step ${step})`);
  }
  if (request.quoteAmount !== null && sized.notional !== null && !eq(request.quoteAmount, sized.notional)) {
    const worth = `${sized.amount} ${base} at ${sized.unitPrice}, worth ${sized.notional} ${quote}`;
    notes.push(`${request.quoteAmount} ${quote} rounded to ${worth} (step ${step})`);
  }
  return notes.length === 0 ? null : notes.join('; ');
}
