import { z } from 'zod';
import { abs, isZero, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import type { OpenOrder, VenuePosition } from '../venue.ts';
import { listedSwapOrderSchema, swapPositionsSchema, symbolConfigSchema } from './swap-wire-documents.ts';

/** All that rests, on every market: one request without a symbol (weight 40). */
export async function readOpenSwapOrders({ client, bySymbolOfVenue }: Desk): Promise<OpenOrder[]> {
  const verdict = await client.read('fapiPrivateGetOpenOrders', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const orders = z.array(listedSwapOrderSchema).safeParse(verdict.document);
  if (!orders.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
  return Promise.all(
    orders.data.map(async (order) => ({
      venueOrderId: order.orderId,
      clientOrderId: order.clientOrderId,
      symbol: (await bySymbolOfVenue(order.symbol))?.symbol ?? order.symbol,
      side: order.side === 'BUY' ? ('buy' as const) : ('sell' as const),
      type: order.type.toLowerCase(),
      amount: normalize(order.origQty),
      price: isZero(order.price) ? null : normalize(order.price),
      filled: normalize(order.executedQty),
      createdAtMs: order.time,
    })),
  );
}

/** Positions that are not flat. Leverage and margin mode belong to the symbol, and are asked for only where there are some. */
export async function readSwapPositions({ client, bySymbolOfVenue }: Desk): Promise<VenuePosition[]> {
  const verdict = await client.read('fapiPrivateV3GetPositionRisk', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const told = swapPositionsSchema.safeParse(verdict.document);
  if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave positions that cannot be read');
  const open = told.data.filter(({ positionAmt }) => !isZero(positionAmt));
  const terms = open.length > 0 ? await readTerms(client) : new Map();
  return Promise.all(
    open.map(async (position) => {
      const config = terms.get(position.symbol);
      const short = position.positionSide === 'SHORT' || position.positionAmt.startsWith('-');
      return {
        symbol: (await bySymbolOfVenue(position.symbol))?.symbol ?? position.symbol,
        side: short ? ('short' as const) : ('long' as const),
        amount: abs(position.positionAmt),
        entryPrice: isZero(position.entryPrice) ? null : normalize(position.entryPrice),
        markPrice: isZero(position.markPrice) ? null : normalize(position.markPrice),
        leverage: config?.leverage ?? null,
        marginMode: config?.marginMode ?? null,
      };
    }),
  );
}

type Terms = Map<string, { leverage: string; marginMode: 'isolated' | 'cross' }>;

async function readTerms(client: Desk['client']): Promise<Terms> {
  const verdict = await client.read('fapiPrivateGetSymbolConfig', {});
  const told = verdict.kind === 'ok' ? symbolConfigSchema.safeParse(verdict.document) : null;
  return new Map(
    told?.data?.map(({ symbol, leverage, marginType }) => [
      symbol,
      { leverage, marginMode: marginType === 'CROSSED' ? 'cross' : 'isolated' },
    ]),
  );
}
