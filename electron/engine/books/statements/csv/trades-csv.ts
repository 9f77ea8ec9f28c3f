import { isoTime } from '../../../ports.ts';
import type { BookTrade } from '../../books-ports.ts';
import { csvHeads, csvLine, figure, text } from './csv.ts';

/** The columns of a trade. */
export const TRADE_COLUMNS = [
  ...[
    'time',
    'account',
    'exchange',
    'mode',
    'testnet',
    'symbol',
    'side',
    'price',
    'amount',
    'value',
    'fee',
    'fee_asset',
  ],
  ...['liquidity', 'strategy', 'order_id', 'venue_order_id', 'trade_id', 'origin'],
];

export const TRADES_HEADS = csvHeads(TRADE_COLUMNS);

/** A trade in full. Times are ISO 8601 in UTC, figures have a decimal point. */
export function tradeLine(trade: BookTrade): string {
  return csvLine([
    text(isoTime(trade.atMs)),
    ...[trade.accountName, trade.exchange, trade.mode, String(trade.testnet), trade.symbol, trade.side].map(text),
    ...[trade.price, trade.amount, trade.value, trade.fee].map(figure),
    ...[trade.feeAsset, trade.liquidity, trade.strategyId, trade.orderId, trade.venueOrderId].map(text),
    ...[trade.tradeId, trade.origin].map(text),
  ]);
}
