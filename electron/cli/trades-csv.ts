import type { TradeDocument } from '../../shared/schema/books.ts';
import { csvHeads, csvLine, figure, text } from '../engine/books/statements/csv/csv.ts';
import { TRADE_COLUMNS } from '../engine/books/statements/csv/trades-csv.ts';

const HEADS = [...TRADE_COLUMNS, 'realised', 'slippage_bps'];

/** Trades as they are listed, each figure in full. */
export function tradesCsv(trades: readonly TradeDocument[]): string {
  const lines = trades.map((trade) =>
    csvLine([
      ...[trade.at, trade.account_name, trade.exchange, trade.mode, String(trade.testnet), trade.symbol].map(text),
      text(trade.side),
      ...[trade.price, trade.amount, trade.value, trade.fee].map(figure),
      ...[trade.fee_asset, trade.liquidity, trade.strategy_id, trade.order_id, trade.venue_order_id].map(text),
      ...[trade.trade_id, trade.origin].map(text),
      ...[trade.realised, trade.slippage_bps].map(figure),
    ]),
  );
  return csvHeads(HEADS) + lines.join('');
}
