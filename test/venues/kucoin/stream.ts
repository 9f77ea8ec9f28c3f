import type { Exchange, ExchangeEvent } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import { isOpen } from '../core/order.ts';
import type { Order, Trade } from '../core/order.ts';
import type { OpenSession, StreamConnection, StreamSession } from '../http/stream.ts';
import { PING, STREAM_PATH } from './stream-tokens.ts';
import type { StreamTokens } from './stream-tokens.ts';

const ORDERS = new Set(['/spotMarket/tradeOrdersV2', '/spotMarket/tradeOrders']);
const BALANCES = '/account/balance';

/** The private stream (docs, "Private Order Change V2" and "Account Balance Notice"). Nothing in it is numbered. */
export function kucoinStream(exchange: Exchange, tokens: StreamTokens): OpenSession {
  return (connection) => {
    const account = tokens.accountOf(connection.query.get('token'));
    if (connection.path !== STREAM_PATH || account === undefined) return null;
    connection.reply({ id: connection.query.get('connectId') ?? 'none', type: 'welcome', ...PING });
    return session(exchange, connection, account);
  };
}

function session(exchange: Exchange, connection: StreamConnection, account: string): StreamSession {
  const topics = new Set<string>();
  const seen = new Set<number>();

  const pushOrder = (order: Order, change: { type: string; status: string; trade?: Trade }): void => {
    for (const topic of topics) {
      if (!ORDERS.has(topic)) continue;
      // The older topic knows no `received`.
      if (change.type === 'received' && topic === '/spotMarket/tradeOrders') continue;
      connection.push({
        topic,
        type: 'message',
        subject: 'orderChange',
        userId: account,
        channelType: 'private',
        data: orderData(order, change),
      });
    }
  };
  const pushBalance = (order: Order, now: number): void => {
    const market = exchange.markets.get(order.market);
    const owner = exchange.accounts.find(({ name }) => name === account);
    if (!topics.has(BALANCES) || !market || !owner) return;
    for (const currency of [market.base, market.quote]) {
      const row = owner.balances.entries().find(({ asset }) => asset === currency);
      if (!row) continue;
      connection.push({
        topic: BALANCES,
        type: 'message',
        subject: 'account.balance',
        userId: account,
        channelType: 'private',
        data: {
          accountId: '548674591753',
          currency,
          total: show(row.free + row.locked),
          available: show(row.free),
          hold: show(row.locked),
          relationEvent: 'trade_hf.setted',
          relationEventId: '354689988084000',
          relationContext: { symbol: order.market, orderId: String(order.id) },
          time: String(now),
        },
      });
    }
  };

  return {
    onText: (text) => {
      const answer = answerTo(text, topics);
      if (answer) connection.reply(answer);
    },
    onEvent: ({ order, trade }: ExchangeEvent) => {
      if (order.account !== account) return;
      if (!seen.has(order.id) && !trade && order.status === 'open') {
        seen.add(order.id);
        pushOrder(order, { type: 'received', status: 'new' });
        // Whether it rests is known once it was matched, which is done by then.
        queueMicrotask(() => {
          if (isOpen(order)) pushOrder(order, { type: 'open', status: 'open' });
        });
      }
      if (trade) pushOrder(order, { type: 'match', status: trade.maker ? 'open' : 'match', trade });
      if (order.status === 'filled') pushOrder(order, { type: 'filled', status: 'done' });
      if (order.status === 'canceled' || order.status === 'expired') {
        pushOrder(order, { type: 'canceled', status: 'done' });
      }
      pushBalance(order, exchange.now());
    },
  };
}

function answerTo(text: string, topics: Set<string>): object | null {
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { type: 'error', code: 400, data: 'message is invalid' };
  }
  const { id, type, topic } = message;
  if (type === 'ping') return { id, type: 'pong' };
  if (type !== 'subscribe') return { id, type: 'error', code: 415, data: 'type is not supported' };
  if (typeof topic !== 'string' || !(ORDERS.has(topic) || topic === BALANCES)) {
    return { id, type: 'error', code: 404, data: `topic ${String(topic)} is not found` };
  }
  if (message['privateChannel'] !== true) return { id, type: 'error', code: 403, data: 'login is required' };
  topics.add(topic);
  return message['response'] === true ? { id, type: 'ack' } : null;
}

function orderData(order: Order, { type, status, trade }: { type: string; status: string; trade?: Trade }): object {
  const open = isOpen(order);
  const left = show(order.amount - order.filled);
  return {
    symbol: order.market,
    orderType: order.type === 'MARKET' ? 'market' : 'limit',
    side: order.side,
    orderId: String(order.id),
    clientOid: order.clientOrderId,
    type,
    status,
    orderTime: order.createdAt,
    originSize: show(order.amount),
    size: show(order.amount),
    filledSize: show(order.filled),
    remainSize: open || type === 'match' ? left : '0',
    canceledSize: type === 'canceled' ? left : '0',
    ...(order.price > 0n && { price: show(order.price) }),
    ...(trade && {
      liquidity: trade.maker ? 'maker' : 'taker',
      feeType: trade.maker ? 'makerFee' : 'takerFee',
      matchPrice: show(trade.price),
      matchSize: show(trade.amount),
      tradeId: String(trade.id),
    }),
    ts: order.updatedAt * 1_000_000,
  };
}
