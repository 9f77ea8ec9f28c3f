import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import type { HistoryPage, HistoryTrade, VenueHistory } from '../venue.ts';
import { nextCursor, questionOf, readCursor } from './history-cursor.ts';
import { flowsOf } from './ledger-flows.ts';
import { fillFrom } from './order-report.ts';
import { instrumentOfPair } from './pair-names.ts';
import { ledgersSchema, tradesHistorySchema } from './wire-documents.ts';
import type { TradeInfo } from './wire-documents.ts';

const LIMITS = [
  'Kraken tells the fee of a trade in the quote currency, also where it was taken from another asset.',
  'What was bought and sold by its app without an order is told as conversions.',
];

/**
 * The whole past of an account (docs.kraken.com, "Get Trades History" and "Get Ledgers Info", read 2026-11): fifty at a time,
 * newest first, each request twice as heavy as others for the call counter.
 */
export function krakenHistory(desk: Desk): VenueHistory {
  return {
    limits: LIMITS,
    // Both lists tell all markets together.
    parts: () => Promise.resolve(['trades', 'ledger']),
    page: (part, cursor) => (part === 'trades' ? readTrades(desk, cursor) : readLedger(desk, cursor)),
  };
}

async function readTrades(desk: Desk, text: string | null): Promise<HistoryPage> {
  const cursor = readCursor(text, desk.client.time.nowMs());
  // One by one, with the ids that orders and the stream know them by.
  const question = { ...questionOf(cursor), consolidate_taker: 'false' };
  const verdict = await desk.client.read('privatePostTradesHistory', question);
  if (verdict.kind !== 'ok') throw readError(verdict);
  const told = tradesHistorySchema.safeParse(verdict.document);
  if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of trades that cannot be read');
  const rows = Object.entries(told.data.trades);
  const trades = await Promise.all(rows.map(([id, trade]) => tradeOf(desk, id, trade)));
  return { trades, flows: [], ...nextCursor(cursor, Object.values(told.data.trades), told.data.count) };
}

async function tradeOf(desk: Desk, id: string, trade: TradeInfo): Promise<HistoryTrade> {
  const instrument = await instrumentOfPair(trade.pair, desk);
  const { ordertxid: venueOrderId, type: side } = trade;
  const fill = fillFrom(id, trade, { quote: instrument?.quote ?? '' });
  // Of a pair that is gone it is not known what it was quoted in.
  const known = instrument ? fill : { ...fill, fee: null, feeAsset: null };
  return { ...known, symbol: instrument?.symbol ?? trade.pair, side, venueOrderId };
}

async function readLedger(desk: Desk, text: string | null): Promise<HistoryPage> {
  const cursor = readCursor(text, desk.client.time.nowMs());
  const verdict = await desk.client.read('privatePostLedgers', questionOf(cursor));
  if (verdict.kind !== 'ok') throw readError(verdict);
  const told = ledgersSchema.safeParse(verdict.document);
  if (!told.success) throw new QtError('VENUE_ERROR', 'the venue gave a ledger that cannot be read');
  const { ledger, count } = told.data;
  return { trades: [], flows: flowsOf(ledger), ...nextCursor(cursor, Object.values(ledger), count) };
}
