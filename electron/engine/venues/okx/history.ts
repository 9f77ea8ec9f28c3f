import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import type { HistoryPage, HistoryTrade, VenueHistory } from '../venue.ts';
import { flowsOf } from './bill-flows.ts';
import { instTypeOf, PAGE } from './fills.ts';
import { nextCursor, questionOf, readCursor } from './history-cursor.ts';
import { fillFrom } from './order-report.ts';
import { billListSchema, datedFillListSchema } from './wire-documents.ts';
import type { WireFill } from './wire-documents.ts';

const LIMITS = [
  'OKX tells the trades and bills of the last three months; what is older is only in files that are asked for on its site.',
  'Deposits and withdrawals go through the funding account, which is not this trading account: they show as transfers between the two.',
];
const SWAP_LIMITS = ['Trades in swaps that OKX has delisted are left out: what a contract was is not told any more.'];

/** The past of a trading account (okx.com/docs-v5, "Get transaction details (last 3 months)" and "Get bills details (last 3 months)"). */
export function okxHistory(desk: Desk): VenueHistory {
  return {
    limits: desk.account.market === 'swap' ? [...LIMITS, ...SWAP_LIMITS] : LIMITS,
    // Both lists tell all markets together.
    parts: () => Promise.resolve(['trades', 'ledger']),
    page: (part, cursor) => (part === 'trades' ? readTrades(desk, cursor) : readLedger(desk, cursor)),
  };
}

async function readTrades(desk: Desk, text: string | null): Promise<HistoryPage> {
  const cursor = readCursor(text);
  const question = { instType: instTypeOf(desk.account), ...questionOf(cursor), limit: String(PAGE) };
  const verdict = await desk.client.read('privateGetTradeFillsHistory', question);
  if (verdict.kind !== 'ok') throw readError(verdict);
  const answer = datedFillListSchema.safeParse(verdict.document);
  if (!answer.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of trades that cannot be read');
  const fills = answer.data.data;
  const trades = await Promise.all(fills.map((fill) => tradeOf(desk, fill)));
  return { trades: trades.filter((trade) => trade !== null), flows: [], ...nextCursor(cursor, fills) };
}

/** Null for a swap of unknown contracts. */
async function tradeOf(desk: Desk, fill: WireFill): Promise<HistoryTrade | null> {
  const instrument = await desk.bySymbolOfVenue(fill.instId);
  if (!instrument && desk.account.market === 'swap') return null;
  const symbol = instrument?.symbol ?? fill.instId;
  return { ...fillFrom(fill, instrument?.contract_size ?? '1'), symbol, side: fill.side, venueOrderId: fill.ordId };
}

async function readLedger(desk: Desk, text: string | null): Promise<HistoryPage> {
  const cursor = readCursor(text);
  const verdict = await desk.client.read('privateGetAccountBillsArchive', {
    ...questionOf(cursor),
    limit: String(PAGE),
  });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const answer = billListSchema.safeParse(verdict.document);
  if (!answer.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of bills that cannot be read');
  const bills = answer.data.data;
  return { trades: [], flows: await flowsOf(desk, bills), ...nextCursor(cursor, bills) };
}
