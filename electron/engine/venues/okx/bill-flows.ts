import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { HistoryFlow } from '../venue.ts';
import { instTypeOf } from './fills.ts';
import type { WireBill } from './wire-documents.ts';

/** What a bill is by its `type` (okx.com/docs-v5, "Bills details", read 2026-11). Any other moved money all the same. */
const KINDS: Readonly<Record<string, FlowKind>> = {
  // To and from the funding account, and a bot.
  1: 'transfer',
  12: 'transfer',
  // By the system, convert, easy convert, one-click repay, simple trade.
  4: 'conversion',
  11: 'conversion',
  27: 'conversion',
  28: 'conversion',
  29: 'conversion',
  30: 'conversion',
  // Interest.
  7: 'fee',
  8: 'funding',
};
/** Trades, liquidations and auto-deleveraging are in the list of trades, with their fees. */
const TRADES: ReadonlySet<string> = new Set(['2', '5', '9']);
/** Margin that is put to a position, or taken from it, is the account's all the same. */
const MARGIN_MOVED = '6';

/** What moved without a trade of this account's kind of market: its own trades are told elsewhere. */
export async function flowsOf(desk: Desk, bills: readonly WireBill[]): Promise<HistoryFlow[]> {
  const own = instTypeOf(desk.account);
  const flows: HistoryFlow[] = [];
  for (const bill of bills) {
    const { billId, type, instType, instId, ccy: asset, ts: atMs } = bill;
    if (type === MARGIN_MOVED || (TRADES.has(type) && instType === own)) continue;
    const kind = KINDS[type] ?? 'other';
    // Of an isolated position funding can be taken from its margin instead.
    const amount = normalize(kind === 'funding' && isZero(bill.balChg) ? (bill.posBalChg ?? '0') : bill.balChg);
    if (isZero(amount)) continue;
    const market = kind === 'funding' ? ((await desk.bySymbolOfVenue(instId))?.symbol ?? instId) : null;
    flows.push({ id: billId, kind, asset, amount, symbol: market === '' ? null : market, atMs });
  }
  return flows;
}
