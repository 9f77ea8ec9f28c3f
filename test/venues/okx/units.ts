import { fixed, over, show, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';

export type InstType = 'SPOT' | 'SWAP';

export const instTypeOf = (market: VenueMarket): InstType => (market.linear ? 'SWAP' : 'SPOT');

/** Base units of a size on the wire: contracts of a swap, base units on spot. */
export const toBase = (size: Fixed, market: VenueMarket): Fixed => times(size, fixed(market.contractSize ?? '1'));

/** A size as the wire shows it. */
export const toWire = (base: Fixed, market: VenueMarket): string => show(over(base, fixed(market.contractSize ?? '1')));
