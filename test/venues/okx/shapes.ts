import type { Exchange } from '../core/exchange.ts';
import { over, show } from '../core/fixed.ts';
import type { VenueMarket } from '../core/market.ts';
import type { Order, Trade } from '../core/order.ts';
import { instTypeOf, toWire } from './units.ts';

export const marketOf = (exchange: Exchange, id: string): VenueMarket => {
  const market = exchange.markets.get(id);
  if (!market) throw new Error(`no market ${id}`);
  return market;
};

function ordTypeOf({ type, timeInForce }: Order): string {
  if (type === 'MARKET') return 'market';
  if (type === 'LIMIT_MAKER') return 'post_only';
  return timeInForce === 'GTC' ? 'limit' : timeInForce.toLowerCase();
}

function stateOf({ status }: Order): string {
  if (status === 'open') return 'live';
  // What never rests and was not filled up is canceled by the venue, and OKX knows no other word for it.
  return status === 'expired' ? 'canceled' : status;
}

/** The last fill, in the fields that an order carries it in. */
function lastFill(trade: Trade | undefined, market: VenueMarket): object {
  return {
    tradeId: trade ? String(trade.id) : '',
    fillPx: trade ? show(trade.price) : '',
    fillSz: trade ? toWire(trade.amount, market) : '0',
    fillTime: trade ? String(trade.time) : '',
  };
}

/** An order as every private endpoint shows it. */
export function wireOrder(exchange: Exchange, order: Order): object {
  const market = marketOf(exchange, order.market);
  const trades = exchange.tradesOf(order);
  const fee = trades.reduce((sum, trade) => sum + trade.fee, 0n);
  const inQuote = order.quoteAmount > 0n;
  const spotMarket = !market.linear && order.type === 'MARKET';
  return {
    instType: instTypeOf(market),
    instId: order.market,
    ccy: '',
    ordId: String(order.id),
    clOrdId: order.clientOrderId,
    tag: '',
    px: order.type === 'MARKET' ? '' : show(order.price),
    sz: inQuote ? show(order.quoteAmount) : toWire(order.amount, market),
    ordType: ordTypeOf(order),
    side: order.side,
    posSide: market.linear ? 'net' : '',
    tdMode: market.linear ? 'isolated' : 'cash',
    accFillSz: toWire(order.filled, market),
    avgPx: order.filled === 0n ? '' : show(over(order.quoteFilled, order.filled)),
    state: stateOf(order),
    ...lastFill(trades.at(-1), market),
    lever: '',
    tgtCcy: spotMarket ? (inQuote ? 'quote_ccy' : 'base_ccy') : '',
    fee: show(-fee),
    feeCcy: trades[0]?.feeAsset ?? '',
    rebate: '0',
    rebateCcy: '',
    pnl: '0',
    source: '',
    category: 'normal',
    reduceOnly: String(order.reduceOnly),
    cancelSource: order.status === 'canceled' ? '1' : order.status === 'expired' ? '14' : '',
    quickMgnType: '',
    algoId: '',
    cTime: String(order.createdAt),
    uTime: String(order.updatedAt),
  };
}

/** The same as the stream pushes it, with the fill that caused the message. */
export function pushedOrder(exchange: Exchange, order: Order, trade: Trade | undefined): object {
  return {
    ...wireOrder(exchange, order),
    ...lastFill(trade, marketOf(exchange, order.market)),
    fillFee: trade ? show(-trade.fee) : '0',
    fillFeeCcy: trade ? trade.feeAsset : '',
    execType: trade ? (trade.maker ? 'M' : 'T') : '',
    fillPnl: '0',
    amendResult: '',
    reqId: '',
    code: '0',
    msg: '',
  };
}

/** A bill is the account's own line of a trade, with an id of its own. */
export const billOf = ({ id }: Trade): number => id * 10;

export function wireFill(exchange: Exchange, trade: Trade): object {
  const market = marketOf(exchange, trade.market);
  return {
    instType: instTypeOf(market),
    instId: trade.market,
    tradeId: String(trade.id),
    ordId: String(trade.orderId),
    clOrdId: exchange.order(trade.orderId)?.clientOrderId ?? '',
    billId: String(billOf(trade)),
    subType: '1',
    tag: '',
    fillPx: show(trade.price),
    fillSz: toWire(trade.amount, market),
    side: trade.side,
    posSide: market.linear ? 'net' : '',
    execType: trade.maker ? 'M' : 'T',
    feeCcy: trade.feeAsset,
    fee: show(-trade.fee),
    ts: String(trade.time),
    fillTime: String(trade.time),
  };
}
