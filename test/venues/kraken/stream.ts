import type { VenueAccount } from '../core/account.ts';
import type { Exchange, ExchangeEvent } from '../core/exchange.ts';
import type { Order, Trade } from '../core/order.ts';
import type { OpenSession } from '../http/stream.ts';
import { KRAKEN_IDS } from './ids.ts';
import { asNumber, averageOf, feeInQuote, flags, orderType } from './shapes.ts';

/** Tokens for private streams: good for one subscription within fifteen minutes of being asked for. */
export class Tokens {
  readonly #issued = new Map<string, { account: VenueAccount; at: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(account: VenueAccount): string {
    const token = `canaryTOKEN${String(this.#issued.size + 1).padStart(8, '0')}${account.uid}`;
    this.#issued.set(token, { account, at: this.#now() });
    return token;
  }

  take(token: unknown): VenueAccount | null {
    const issued = this.#issued.get(String(token));
    return issued && this.#now() - issued.at <= 900_000 ? issued.account : null;
  }
}

/** Kraken's WebSocket v2, private part: the `executions` channel, with a number on every message of it. */
export function krakenStream(exchange: Exchange, tokens: Tokens): OpenSession {
  return (connection) => {
    if (connection.path !== '/v2') return null;
    let account: VenueAccount | null = null;
    let sequence = 0;
    const known = new Set<number>();
    const time = (): string => new Date(exchange.now()).toISOString();
    const tell = (type: 'snapshot' | 'update', data: object[]): void => {
      sequence += 1;
      connection.push({ channel: 'executions', type, data, sequence });
    };
    const data = [{ version: '2.0.10', system: 'online', api_version: 'v2', connection_id: 1234567890 }];
    connection.reply({ channel: 'status', type: 'update', data });

    function subscribe(params: Record<string, unknown>, reqId: unknown): void {
      account = tokens.take(params['token']);
      const times = { time_in: time(), time_out: time(), ...(reqId !== undefined && { req_id: reqId }) };
      if (!account || params['channel'] !== 'executions') {
        connection.reply({ error: 'ESession:Invalid session', method: 'subscribe', success: false, ...times });
        account = null;
        return;
      }
      const result = { channel: 'executions', snap_orders: params['snap_orders'] ?? true, snap_trades: false };
      connection.reply({ method: 'subscribe', result, success: true, ...times });
      tell('snapshot', []);
    }

    return {
      onText: (text) => {
        const message = JSON.parse(text) as { method?: string; params?: Record<string, unknown>; req_id?: unknown };
        if (message.method === 'ping') connection.reply({ method: 'pong', time_in: time(), time_out: time() });
        else if (message.method === 'subscribe') subscribe(message.params ?? {}, message.req_id);
        else connection.reply({ error: 'Unsupported method', success: false, time_in: time(), time_out: time() });
      },
      onEvent: (event) => {
        if (!account || event.order.account !== account.name) return;
        for (const row of rows(event, known)) tell('update', [row]);
      },
    };
  };
}

/** What Kraken says of one change: real messages carry side, symbol and size only where they are new. */
function rows({ order, trade }: ExchangeEvent, known: Set<number>): object[] {
  const isNew = !known.has(order.id);
  known.add(order.id);
  if (trade) {
    const filled = order.status === 'filled' ? [{ ...ended(order), order_status: 'filled', exec_type: 'filled' }] : [];
    return [traded(order, trade), ...filled];
  }
  if (order.status === 'canceled' || order.status === 'expired') {
    return [{ ...ended(order), order_status: 'canceled', exec_type: 'canceled', reason: 'User requested' }];
  }
  return isNew ? [pendingNew(order), { ...named(order), order_status: 'new', exec_type: 'new' }] : [amended(order)];
}

function named(order: Order): object {
  return {
    order_id: KRAKEN_IDS.order(order.id),
    ...(order.clientOrderId !== '' && { cl_ord_id: order.clientOrderId }),
    timestamp: new Date(order.updatedAt).toISOString(),
  };
}

function pendingNew(order: Order): object {
  return {
    ...named(order),
    symbol: symbolOf(order.market),
    order_qty: asNumber(order.amount),
    cum_cost: 0,
    time_in_force: order.timeInForce,
    exec_type: 'pending_new',
    side: order.side,
    order_type: orderType(order),
    limit_price_type: 'static',
    ...(order.type !== 'MARKET' && { limit_price: asNumber(order.price) }),
    stop_price: 0,
    order_status: 'pending_new',
    fee_usd_equiv: 0,
    fee_ccy_pref: flags(order).split(',')[0],
  };
}

function traded(order: Order, trade: Trade): object {
  return {
    ...named(order),
    exec_id: KRAKEN_IDS.trade(trade.id),
    exec_type: 'trade',
    trade_id: trade.id,
    symbol: symbolOf(order.market),
    side: order.side,
    last_qty: asNumber(trade.amount),
    last_price: asNumber(trade.price),
    liquidity_ind: trade.maker ? 'm' : 't',
    cost: asNumber(trade.quoteAmount),
    order_type: orderType(order),
    // As Kraken does it: a trade never says that the order is filled; the next message does.
    order_status: 'partially_filled',
    cum_qty: asNumber(order.filled),
    cum_cost: asNumber(order.quoteFilled),
    avg_price: asNumber(averageOf(order)),
    fee_usd_equiv: asNumber(feeInQuote(trade)),
    fees: [{ asset: 'USD', qty: asNumber(feeInQuote(trade)) }],
  };
}

function amended(order: Order): object {
  return {
    ...named(order),
    exec_type: 'amended',
    order_status: order.filled > 0n ? 'partially_filled' : 'new',
    cum_qty: asNumber(order.filled),
    reason: 'User requested',
    amended: true,
    order_qty: asNumber(order.amount),
    limit_price: asNumber(order.price),
    limit_price_type: 'static',
  };
}

function ended(order: Order): object {
  return {
    ...named(order),
    cum_qty: asNumber(order.filled),
    cum_cost: asNumber(order.quoteFilled),
    fee_usd_equiv: 0,
    avg_price: asNumber(averageOf(order)),
  };
}

const SYMBOLS: Readonly<Record<string, string>> = { XXBTZUSD: 'BTC/USD', XETHZUSD: 'ETH/USD', ADAUSD: 'ADA/USD' };
const symbolOf = (market: string): string => SYMBOLS[market] ?? market;
