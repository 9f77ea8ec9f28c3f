import type { Instrument } from '../../../../shared/schema/market.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import type { VenueFill } from '../venue.ts';
import { fillFrom } from './order-report.ts';
import { pairNames } from './pair-names.ts';
import { tradesSchema } from './wire-documents.ts';

/** The most that QueryTrades takes at once. */
const IDS = 20;

/**
 * The trades of one order by their ids. Only those that are of this order count, and without an answer there are none: the
 * order's report says how much is filled all the same.
 */
export async function readFills(
  client: SigningClient,
  orderId: string,
  tradeIds: readonly string[],
  instrument: Instrument,
): Promise<VenueFill[]> {
  const fills: VenueFill[] = [];
  for (let from = 0; from < tradeIds.length; from += IDS) {
    const txid = tradeIds.slice(from, from + IDS).join(',');
    const verdict = await client.read('privatePostQueryTrades', { txid });
    const trades = verdict.kind === 'ok' ? tradesSchema.safeParse(verdict.document) : null;
    for (const [id, trade] of Object.entries(trades?.data ?? {})) {
      const ours = trade.ordertxid === orderId && pairNames(instrument).includes(trade.pair);
      if (ours) fills.push(fillFrom(id, trade, instrument));
    }
  }
  return fills.toSorted((a, b) => a.atMs - b.atMs);
}
