import type { IncomingMessage, ServerResponse } from 'node:http';
import { fixed, show } from './core/fixed.ts';
import { Exchange } from './core/exchange.ts';
import type { VenueAccount, VenueAccountOptions } from './core/account.ts';
import type { HistorySeeds } from './core/history.ts';
import type { FeeIn } from './core/settlement.ts';
import { orderRecord, tradeRecord } from './core/order.ts';
import type { OrderRecord, TradeRecord } from './core/order.ts';
import type { BookLevel, VenueMarket } from './core/market.ts';
import { writeAnswer } from './http/answer.ts';
import { Faults, processingOf } from './http/faults.ts';
import type { FaultScript } from './http/faults.ts';
import { listen, readBody } from './http/listen.ts';
import { Pauses } from './http/pauses.ts';
import { serveStreams } from './http/stream.ts';
import type { StreamScript } from './http/stream.ts';
import type { LoggedRequest, Route, VenueAnswer, VenueProtocol, VenueRequest } from './http/request.ts';

export type { VenueAccountOptions } from './core/account.ts';
export type { HistorySeeds, SeededTrade } from './core/history.ts';
export type { BookLevel, VenueMarket } from './core/market.ts';
export type { OrderRecord, TradeRecord } from './core/order.ts';
export type { Fault, FaultScript } from './http/faults.ts';
export type { StreamScript } from './http/stream.ts';
export type { LoggedRequest } from './http/request.ts';

export interface VenueOptions {
  accounts: readonly VenueAccountOptions[];
  /** Replaces the markets of the venue. */
  markets?: readonly VenueMarket[];
  /** Fraction of the received asset, as `0.001`. */
  feeRate?: string;
  /** The venue's clock in epoch ms. Default: the system's. */
  clock?: () => number;
}

export interface Ledger {
  /** Oldest first, whatever became of them. */
  readonly orders: OrderRecord[];
  readonly balances: Record<string, { free: string; locked: string }>;
  /** Open positions in linear markets: signed base amounts by market id. */
  readonly positions: Record<string, string>;
  readonly trades: TradeRecord[];
  /** Leverage and margin mode of each linear market, as they are set now. */
  readonly terms: Record<string, { leverage: string; marginMode: 'isolated' | 'cross' }>;
}

export interface VenueHandle {
  readonly url: string;
  /** Every request so far, oldest first, also those that were dropped. */
  readonly requests: readonly LoggedRequest[];
  readonly faults: FaultScript;
  readonly streams: StreamScript;
  /** The requests that carried a key, a client id or a signature. */
  signedRequests(): LoggedRequest[];
  /** What the venue holds for an account, by name or by key. */
  ledger(nameOrApiKey: string): Ledger;
  /** Replaces the order book. Resting orders that it crosses are filled. */
  setBook(market: string, book: { bids: readonly BookLevel[]; asks: readonly BookLevel[] }): void;
  /** Places an order past the console, as its owner would on the exchange's own site. Returns its id. */
  placeOutside(
    nameOrApiKey: string,
    order: { market: string; side: 'buy' | 'sell'; price: string; amount: string; clientOrderId?: string },
  ): string;
  /** Fills a resting order from outside at its own price: `amount` of base, default all that is left. */
  fillResting(orderId: string | number, amount?: string): OrderRecord;
  /** Writes into an account's past, and pays money in and out. */
  history(nameOrApiKey: string): HistorySeeds;
  /** A pause before each request is processed. */
  setLatency(ms: number): void;
  /** Moves the venue's clock against `clock` by so many ms. */
  setClockSkew(ms: number): void;
  /** Tokens of streams that were handed out so far: as good as keys while they last. */
  tokens(): string[];
  close(): Promise<void>;
}

export interface VenueDefaults {
  markets: readonly VenueMarket[];
  feeRate: string;
  feeIn?: FeeIn;
}

/** Starts a venue on a free loopback port: the protocol routes and words, this serves, logs, and applies the fault script. */
export async function startVenueServer(
  options: VenueOptions,
  defaults: VenueDefaults,
  protocolFor: (exchange: Exchange) => VenueProtocol,
): Promise<VenueHandle> {
  const clock = options.clock ?? Date.now;
  let skewMs = 0;
  let latencyMs = 0;
  const exchange = new Exchange({
    accounts: options.accounts,
    markets: options.markets ?? defaults.markets,
    feeRate: options.feeRate ?? defaults.feeRate,
    ...(defaults.feeIn && { feeIn: defaults.feeIn }),
    now: () => clock() + skewMs,
  });
  const protocol = protocolFor(exchange);
  const { order: orderId } = protocol.ids ?? PLAIN_IDS;
  const faults = new Faults();
  const pauses = new Pauses();
  const requests: LoggedRequest[] = [];
  const tokens: string[] = [];

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const route = protocol.route(request);
    const entry = logEntry(protocol, request, route, requests.length + 1, exchange.now());
    requests.push(entry);
    const fault = faults.take(entry);
    entry.fault = fault?.kind;
    await pauses.sleep(latencyMs + (fault?.kind === 'delay' && fault.when === 'before' ? fault.ms : 0));

    const process = (): VenueAnswer => {
      const answer = route.handle(request);
      if (/token|listenKey/.test(route.name)) tokens.push(...longStrings(answer.body));
      entry.processedStatus = answer.status;
      return answer;
    };
    const processing = processingOf(fault);
    if (typeof processing === 'object') pauses.later(processing.afterMs, process);
    const answer = processing === true ? process() : undefined;

    if (fault?.kind === 'delay' && fault.when !== 'before') await pauses.sleep(fault.ms);
    entry.answeredStatus = writeAnswer(response, answer, fault, protocol.rateLimitBody);
  }

  const listener = await listen((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // A client that goes away while it is being read or answered is part of the tests; a broken venue is not.
      if (response.destroyed) return;
      response
        .writeHead(500, { 'content-type': 'text/plain' })
        .end(`bug in the ${protocol.name} test venue: ${String(error)}`);
    });
  });

  const streams = serveStreams(listener.server, exchange, protocol.stream ?? (() => null));

  return {
    url: listener.url,
    streams: streams.script,
    requests,
    faults,
    signedRequests: () => requests.filter(({ carriesCredentials }) => carriesCredentials),
    ledger: (nameOrApiKey) => withIds(ledgerOf(exchange, nameOrApiKey), protocol.ids ?? PLAIN_IDS),
    setBook: (market, { bids, asks }) => exchange.setBook(market, bids, asks),
    placeOutside: (nameOrApiKey, order) => orderId(placeOutside(exchange, nameOrApiKey, order)),
    fillResting: (id, amount) => {
      const number = exchange.orders.find((order) => orderId(order.id) === id)?.id ?? Number(id);
      const record = orderRecord(exchange.fillResting(number, amount === undefined ? undefined : fixed(amount)));
      return { ...record, id: orderId(number) };
    },
    history: (nameOrApiKey) => exchange.history.seedsOf(accountOf(exchange, nameOrApiKey)),
    setLatency: (ms) => void (latencyMs = ms),
    setClockSkew: (ms) => void (skewMs = ms),
    tokens: () => [...tokens],
    close: () => {
      pauses.clear();
      streams.close();
      return listener.close();
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<VenueRequest> {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: incoming.method ?? 'GET',
    path,
    rawQuery: query.join('?'),
    headers: Object.fromEntries(headers),
    rawBody: await readBody(incoming),
  };
}

function logEntry(
  protocol: VenueProtocol,
  request: VenueRequest,
  route: Route,
  seq: number,
  at: number,
): LoggedRequest {
  const { account, signed, carriesCredentials } = protocol.credentials(request);
  return {
    ...request,
    seq,
    at,
    params: paramsOf(request),
    route: route.name,
    account: account?.name,
    signed,
    carriesCredentials,
    dangerous: route.dangerous === true,
    fault: undefined,
    processedStatus: undefined,
    answeredStatus: undefined,
  };
}

function paramsOf({ rawQuery, rawBody, headers }: VenueRequest): Record<string, string> {
  const query = Object.fromEntries(new URLSearchParams(rawQuery));
  if (rawBody === '') return query;
  if (!(headers['content-type'] ?? '').includes('json'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(rawBody)) };
  try {
    const body = JSON.parse(rawBody) as Record<string, unknown>;
    return { ...query, ...Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)])) };
  } catch {
    return query;
  }
}

function accountOf(exchange: Exchange, nameOrApiKey: string): VenueAccount {
  const account = exchange.accounts.find(({ name, apiKey }) => name === nameOrApiKey || apiKey === nameOrApiKey);
  if (!account) throw new Error('this venue has no such account');
  return account;
}

function placeOutside(
  exchange: Exchange,
  nameOrApiKey: string,
  order: Parameters<VenueHandle['placeOutside']>[1],
): number {
  const market = exchange.markets.get(order.market);
  if (!market) throw new Error(`no such market: ${order.market}`);
  const placed = exchange.place(accountOf(exchange, nameOrApiKey), {
    clientOrderId: order.clientOrderId ?? 'web1234',
    market,
    side: order.side,
    type: 'LIMIT',
    timeInForce: 'GTC',
    price: fixed(order.price),
    amount: fixed(order.amount),
  });
  if (typeof placed === 'string') throw new Error(`the venue refused it: ${placed}`);
  return placed.id;
}

function ledgerOf(exchange: Exchange, nameOrApiKey: string): Ledger {
  const account = accountOf(exchange, nameOrApiKey);
  const own = ({ account: owner }: { account: string }): boolean => owner === account.name;
  return {
    orders: exchange.orders.filter(own).map(orderRecord),
    balances: account.balances.snapshot(),
    positions: Object.fromEntries(
      account.positions.entries().map(({ market, position }) => [market, show(position.amount)]),
    ),
    trades: exchange.trades.filter(own).map(tradeRecord),
    terms: Object.fromEntries(
      [...exchange.markets.values()]
        .filter(({ linear }) => linear)
        .map(({ id }) => [id, account.positions.terms(id)] as const)
        .map(([id, { leverage, marginMode }]) => [id, { leverage: show(leverage), marginMode }]),
    ),
  };
}

/** The texts in an answer that are long enough for a secret, addresses left out. */
function longStrings(body: unknown): string[] {
  if (typeof body === 'string') return /^[\w./=+-]{24,}$/.test(body) ? [body] : [];
  return typeof body === 'object' && body !== null ? Object.values(body).flatMap(longStrings) : [];
}

const PLAIN_IDS: NonNullable<VenueProtocol['ids']> = { order: String, trade: String };

/** The ledger with its ids as the venue writes them. */
function withIds(ledger: Ledger, ids: NonNullable<VenueProtocol['ids']>): Ledger {
  return {
    ...ledger,
    orders: ledger.orders.map((order) => ({ ...order, id: ids.order(Number(order.id)) })),
    trades: ledger.trades.map((trade) => ({
      ...trade,
      id: ids.trade(Number(trade.id)),
      orderId: ids.order(Number(trade.orderId)),
    })),
  };
}
