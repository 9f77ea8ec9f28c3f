import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VenueAccount } from '../core/account.ts';
import type { Exchange, ExchangeEvent } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { OpenSession, StreamConnection } from '../http/stream.ts';
import { checkWindow } from './auth.ts';
import { BinanceError, errorAnswer, missing } from './errors.ts';
import { eight, STATUS } from './shapes.ts';

interface WireMessage {
  id?: unknown;
  method?: unknown;
  params?: unknown;
}

/** The WebSocket API of spot, as far as it carries an account's events (web-socket-api.md, user-data-stream.md of 2026-07). */
export function binanceStream(exchange: Exchange): OpenSession {
  return (connection) => {
    if (connection.path !== '/ws-api/v3') return null;
    /** Subscriptions of this connection, by their id. */
    const subscribed: VenueAccount[] = [];
    return {
      onText: (text) => {
        const { id = null, method, params } = parsed(text);
        try {
          if (method !== 'userDataStream.subscribe.signature') throw new BinanceError(-1020, 'Unknown method.');
          const account = subscriber(exchange, (params ?? {}) as Record<string, unknown>);
          if (subscribed.includes(account))
            throw new BinanceError(-2035, 'User Data Stream subscription already active.');
          const subscriptionId = subscribed.push(account) - 1;
          connection.reply({ id, status: 200, result: { subscriptionId }, rateLimits: [] });
        } catch (error) {
          if (!(error instanceof BinanceError)) throw error;
          const { status, body } = errorAnswer(error);
          connection.reply({ id, status, error: body, rateLimits: [] });
        }
      },
      onEvent: (event) => {
        subscribed.forEach((account, subscriptionId) => {
          if (account.name === event.order.account) tell(connection, exchange, account, subscriptionId, event);
        });
      },
    };
  };
}

/** The account that signed, over all parameters but the signature in alphabetical order. */
function subscriber(exchange: Exchange, params: Record<string, unknown>): VenueAccount {
  const { signature, ...signed } = params;
  for (const name of ['apiKey', 'timestamp']) if (signed[name] === undefined) throw missing(name);
  if (typeof signature !== 'string') throw missing('signature');
  const account = exchange.accounts.find(({ apiKey }) => apiKey === signed['apiKey']);
  if (!account) throw new BinanceError(-2015);
  const { recvWindow } = signed;
  const window = typeof recvWindow === 'number' ? String(recvWindow) : undefined;
  checkWindow(Number(signed['timestamp']), window, exchange.now());
  const payload = Object.entries(signed)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');
  const expected = createHmac('sha256', account.apiSecret).update(payload).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new BinanceError(-1022);
  return account;
}

function tell(
  connection: StreamConnection,
  exchange: Exchange,
  account: VenueAccount,
  subscriptionId: number,
  event: ExchangeEvent,
): void {
  connection.push({ subscriptionId, event: executionReport(event, exchange.now()) });
  const balances = account.balances.entries().map(({ asset, free, locked }) => ({
    a: asset,
    f: eight(free),
    l: eight(locked),
  }));
  const position = { e: 'outboundAccountPosition', E: exchange.now(), u: event.order.updatedAt, B: balances };
  connection.push({ subscriptionId, event: position });
}

/** The order as it is after the event. After a cancel `c` is the cancel's own id, and `C` the order's. */
export function executionReport({ order, trade }: ExchangeEvent, now: number): object {
  const canceled = order.status === 'canceled';
  const happened = trade ? 'TRADE' : order.status === 'open' ? 'NEW' : STATUS[order.status];
  return {
    e: 'executionReport',
    E: now,
    s: order.market,
    c: canceled ? `cancel${order.id}` : order.clientOrderId,
    S: order.side.toUpperCase(),
    o: order.type,
    f: order.timeInForce,
    q: eight(order.amount),
    p: eight(order.price),
    P: '0.00000000',
    F: '0.00000000',
    g: -1,
    C: canceled ? order.clientOrderId : '',
    x: happened,
    X: STATUS[order.status],
    r: 'NONE',
    i: order.id,
    l: eight(trade?.amount ?? 0n),
    z: eight(order.filled),
    L: eight(trade?.price ?? 0n),
    n: trade ? show(trade.fee, 8) : '0',
    N: trade?.feeAsset ?? null,
    T: order.updatedAt,
    t: trade?.id ?? -1,
    I: order.id * 2 + (trade ? 1 : 0),
    w: order.status === 'open' || order.status === 'partially_filled',
    m: trade?.maker ?? false,
    M: false,
    O: order.createdAt,
    Z: eight(order.quoteFilled),
    Y: eight(trade?.quoteAmount ?? 0n),
    Q: eight(order.quoteAmount),
    W: order.createdAt,
    V: 'EXPIRE_MAKER',
  };
}

function parsed(text: string): WireMessage {
  try {
    return JSON.parse(text) as WireMessage;
  } catch {
    return {};
  }
}
