import { abs, isPositive, isZero, mul, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import type { VenuePosition } from '../venue.ts';
import { positionsSchema } from './wire-documents.ts';

/** Open positions in the linear swaps that are traded here. Throws `QtError`. */
export async function readPositions({ client, bySymbolOfVenue }: Desk): Promise<VenuePosition[]> {
  const verdict = await client.read('privateGetAccountPositions', { instType: 'SWAP' });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const answer = positionsSchema.safeParse(verdict.document);
  if (!answer.success) throw new QtError('VENUE_ERROR', 'the venue gave positions that cannot be read');
  const positions: VenuePosition[] = [];
  for (const { instId, posSide, pos, avgPx, markPx, lever, mgnMode } of answer.data.data) {
    const instrument = await bySymbolOfVenue(instId);
    if (!instrument || pos === null || isZero(pos)) continue;
    // In net mode the sign tells the direction; in hedge mode the side does, and `pos` is never negative.
    const short = posSide === 'short' || (posSide !== 'long' && !isPositive(pos));
    positions.push({
      symbol: instrument.symbol,
      side: short ? 'short' : 'long',
      amount: mul(abs(pos), instrument.contract_size),
      entryPrice: avgPx === null ? null : normalize(avgPx),
      markPrice: markPx === null ? null : normalize(markPx),
      leverage: lever === null ? null : normalize(lever),
      marginMode: mgnMode === 'isolated' || mgnMode === 'cross' ? mgnMode : null,
    });
  }
  return positions;
}
