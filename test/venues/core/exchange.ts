import { openAccount } from './account.ts';
import type { VenueAccount, VenueAccountOptions } from './account.ts';
import { Book } from './book.ts';
import type { Level, Side } from './book.ts';
import { fixed, least, over, times } from './fixed.ts';
import type { Fixed } from './fixed.ts';
import { History } from './history.ts';
import type { BookLevel, VenueMarket } from './market.ts';
import { isOpen } from './order.ts';
import type { Order, OrderStatus, Trade } from './order.ts';
import { House, settle, settleLinear } from './settlement.ts';
import type { FeeIn } from './settlement.ts';

export interface NewOrder {
  clientOrderId: string;
  market: VenueMarket;
  side: Side;
  /** `LIMIT…` rests what does not match unless `timeInForce` says otherwise; `MARKET` never rests. */
  type: 'LIMIT' | 'LIMIT_MAKER' | 'MARKET';
  timeInForce: 'GTC' | 'IOC' | 'FOK';
  price?: Fixed;
  amount?: Fixed;
  quoteAmount?: Fixed;
  /** Linear markets: refused without an opposite position, and cut to its size. */
  reduceOnly?: boolean;
  /** A `LIMIT_MAKER` that would take is accepted and canceled at once (KuCoin), where it is refused by default. */
  endsWhereItWouldTake?: boolean;
}

/** Why an order was refused before it entered the books. The protocols word it their own way. */
export type Refusal = 'insufficient_balance' | 'would_match' | 'reduce_only';

/** What a stream tells. `trade` is set where the order changed by a fill. */
export interface ExchangeEvent {
  order: Order;
  trade?: Trade;
}

export interface ExchangeOptions {
  accounts: readonly VenueAccountOptions[];
  markets: readonly VenueMarket[];
  /** Fraction of the value, for makers and takers. */
  feeRate: string;
  /** Default: from what is received. */
  feeIn?: FeeIn;
  now: () => number;
}

/** The matching engine and the books of a venue: synchronous, and without any knowledge of a wire format. */
export class Exchange {
  readonly accounts: readonly VenueAccount[];
  readonly markets = new Map<string, VenueMarket>();
  readonly orders: Order[] = [];
  readonly trades: Trade[] = [];
  readonly house = new House();
  /** What was before the test, and money that comes and goes. */
  readonly history: History;
  readonly feeRate: Fixed;
  readonly feeIn: FeeIn;
  readonly now: () => number;
  readonly #listeners = new Set<(event: ExchangeEvent) => void>();
  readonly #books = new Map<string, Book>();
  readonly #byId = new Map<number, Order>();
  readonly #open = new Set<Order>();
  readonly #tradesById = new Map<number, Trade[]>();
  #lastOrderId = 1_000_000;
  #lastTradeId = 5_000_000;

  constructor(options: ExchangeOptions) {
    const assets = new Set(options.markets.flatMap(({ base, quote }) => [base, quote]));
    this.accounts = options.accounts.map((account, index) => openAccount(account, 10_001 + index, assets));
    this.feeRate = fixed(options.feeRate);
    this.feeIn = options.feeIn ?? 'received';
    this.now = options.now;
    for (const market of options.markets) {
      const book = new Book();
      book.set(market.book?.bids ?? [], market.book?.asks ?? []);
      this.markets.set(market.id, market);
      this.#books.set(market.id, book);
    }
    this.history = new History(this);
  }

  /** Calls back after every change of any order, until the returned function is called. */
  onEvent(listener: (event: ExchangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  book(market: string): Book {
    const book = this.#books.get(market);
    if (!book) throw new Error(`no such market: ${market}`);
    return book;
  }

  order(id: number): Order | undefined {
    return this.#byId.get(id);
  }

  /** Oldest first. */
  openOrders(): Order[] {
    return [...this.#open];
  }

  tradesOf(order: Order): Trade[] {
    return this.#tradesById.get(order.id) ?? [];
  }

  /** The last traded price, or the middle of the book, or nothing. */
  lastPrice(market: string): Fixed | undefined {
    const last = this.trades.findLast((trade) => trade.market === market);
    if (last) return last.price;
    const { bids, asks } = this.book(market);
    const bid = bids[0]?.price ?? asks[0]?.price;
    const ask = asks[0]?.price ?? bid;
    return bid === undefined || ask === undefined ? undefined : over(bid + ask, fixed('2'));
  }

  /** Accepts an order and matches it against the book, or says why it was refused. */
  place(account: VenueAccount, wanted: NewOrder): Order | Refusal {
    const { market, side, type } = wanted;
    const book = this.book(market.id);
    const price = type === 'MARKET' ? undefined : wanted.price;
    const reduceOnly = wanted.reduceOnly === true;
    const limit = reduceOnly ? this.#reducible(account, market, side) : undefined;
    if (limit === 0n) return 'reduce_only';
    const requested = limit !== undefined && wanted.amount !== undefined ? least(wanted.amount, limit) : wanted.amount;
    const inQuote = { quote: wanted.quoteAmount ?? 0n, step: fixed(market.stepSize) };
    const fills = book.plan(side, requested === undefined ? inQuote : { amount: requested }, price);
    const wouldTake = type === 'LIMIT_MAKER' && fills.length > 0;
    if (wouldTake && wanted.endsWhereItWouldTake !== true) return 'would_match';

    const matched = sum(fills.map(({ amount }) => amount));
    const cost = sum(fills.map((fill) => times(fill.price, fill.amount)));
    const amount = requested ?? matched;
    const reserve = this.#reserve(account, market, { side, amount, price, cost, reduceOnly });
    const needed = side === 'buy' && wanted.quoteAmount !== undefined && !market.linear ? wanted.quoteAmount : reserve;
    const asset = reservedAsset(market, side);
    if (account.balances.free(asset) < needed) return 'insufficient_balance';

    const now = this.now();
    const order: Order = {
      id: ++this.#lastOrderId,
      account: account.name,
      clientOrderId: wanted.clientOrderId,
      market: market.id,
      side,
      type,
      timeInForce: wanted.timeInForce,
      reduceOnly,
      price: price ?? 0n,
      amount,
      quoteAmount: wanted.quoteAmount ?? 0n,
      createdAt: now,
      filled: 0n,
      quoteFilled: 0n,
      reserved: reserve,
      status: 'open',
      updatedAt: now,
    };
    account.balances.lock(asset, reserve);
    this.orders.push(order);
    this.#byId.set(order.id, order);
    this.#open.add(order);
    this.#tell({ order });

    if (wouldTake) {
      this.#end(order, 'canceled');
    } else if (wanted.timeInForce !== 'FOK' || matched === amount) {
      book.consume(side, fills);
      for (const fill of fills) this.#fill(order, fill, false, now);
    }
    const rests = type !== 'MARKET' && wanted.timeInForce === 'GTC';
    if (isOpen(order) && !rests) this.#end(order, order.quoteAmount > 0n && order.filled > 0n ? 'filled' : 'expired');
    return order;
  }

  /**
   * Changes price and total size of an open order, and matches it anew. The new size must be more than what is filled.
   * `not_open`, or why the change was refused; the order then stands as it did.
   */
  amend(order: Order, change: { price?: Fixed; amount?: Fixed }): Order | Refusal | 'not_open' | 'too_small' {
    if (!isOpen(order)) return 'not_open';
    const { account, market } = this.#belongsTo(order);
    const price = change.price ?? order.price;
    const amount = change.amount ?? order.amount;
    if (amount <= order.filled) return 'too_small';
    const book = this.book(market.id);
    const left = amount - order.filled;
    const fills = book.plan(order.side, { amount: left }, price);
    if (order.type === 'LIMIT_MAKER' && fills.length > 0) return 'would_match';
    const { side, reduceOnly } = order;
    const reserve = this.#reserve(account, market, { side, amount: left, price, cost: 0n, reduceOnly });
    const asset = reservedAsset(market, side);
    if (account.balances.free(asset) + order.reserved < reserve) return 'insufficient_balance';
    account.balances.unlock(asset, order.reserved);
    account.balances.lock(asset, reserve);
    order.reserved = reserve;
    order.price = price;
    order.amount = amount;
    order.updatedAt = this.now();
    this.#tell({ order });
    book.consume(side, fills);
    for (const fill of fills) this.#fill(order, fill, false);
    return order;
  }

  /** Cancels what is left of an open order. False when it is not open. */
  cancel(order: Order): boolean {
    if (!isOpen(order)) return false;
    this.#end(order, 'canceled');
    return true;
  }

  /** Fills a resting order from outside at its own price: `amount` of base, or all of it. */
  fillResting(id: number, amount?: Fixed): Order {
    const order = this.#byId.get(id);
    if (!order || !isOpen(order)) throw new Error(`no open order ${id}`);
    const left = order.amount - order.filled;
    if (amount !== undefined && (amount <= 0n || amount > left)) throw new Error(`order ${id} cannot fill that amount`);
    this.#fill(order, { price: order.price, amount: amount ?? left }, true);
    return order;
  }

  /** Replaces the liquidity of a market. Resting orders that it now crosses fill at their own price, oldest first. */
  setBook(market: string, bids: readonly BookLevel[], asks: readonly BookLevel[]): void {
    const book = this.book(market);
    book.set(bids, asks);
    for (const order of this.openOrders().filter((one) => one.market === market)) {
      const taken = book.plan(order.side, { amount: order.amount - order.filled }, order.price);
      book.consume(order.side, taken);
      for (const { amount } of taken) this.#fill(order, { price: order.price, amount }, true);
    }
  }

  /** Everything that exists of an asset: all accounts and the house. Never changes. */
  supply(asset: string): Fixed {
    return this.house.total(asset) + sum(this.accounts.map(({ balances }) => balances.total(asset)));
  }

  /** Whose order it is, and where. */
  #belongsTo(order: Order): { account: VenueAccount; market: VenueMarket } {
    const account = this.accounts.find(({ name }) => name === order.account);
    const market = this.markets.get(order.market);
    if (!account || !market) throw new Error(`order ${order.id} belongs nowhere`);
    return { account, market };
  }

  #reserve(
    account: VenueAccount,
    market: VenueMarket,
    order: { side: Side; amount: Fixed; price: Fixed | undefined; cost: Fixed; reduceOnly: boolean },
  ): Fixed {
    const { side, amount, price, cost, reduceOnly } = order;
    const notional = price === undefined ? cost : times(price, amount);
    if (market.linear) return reduceOnly ? 0n : over(notional, account.positions.terms(market.id).leverage);
    return side === 'sell' ? amount : notional;
  }

  /** What a reduce-only order of this side could take off; zero where there is no opposite position. */
  #reducible(account: VenueAccount, market: VenueMarket, side: Side): Fixed {
    const { amount } = account.positions.of(market.id);
    if (side === 'sell') return amount > 0n ? amount : 0n;
    return amount < 0n ? -amount : 0n;
  }

  #tell(event: ExchangeEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  #fill(order: Order, fill: Level, maker: boolean, now = this.now()): void {
    const amount = least(fill.amount, order.amount - order.filled);
    const at = { ...this.#belongsTo(order), house: this.house, feeRate: this.feeRate, feeIn: this.feeIn };
    const book = at.market.linear ? settleLinear : settle;
    const trade = book({ ...at, tradeId: ++this.#lastTradeId, now }, order, { ...fill, amount }, maker);
    this.trades.push(trade);
    this.#tradesById.set(order.id, [...this.tradesOf(order), trade]);
    if (order.filled === order.amount) this.#end(order, 'filled', trade);
    else {
      order.status = 'partially_filled';
      this.#tell({ order, trade });
    }
  }

  #end(order: Order, status: OrderStatus, trade?: Trade): void {
    const { account, market } = this.#belongsTo(order);
    account.balances.unlock(reservedAsset(market, order.side), order.reserved);
    this.#open.delete(order);
    order.reserved = 0n;
    order.status = status;
    // What its last fill ends, it ends at that very moment.
    order.updatedAt = trade?.time ?? this.now();
    this.#tell({ order, ...(trade && { trade }) });
  }
}

function reservedAsset(market: VenueMarket, side: Side): string {
  return side === 'sell' && !market.linear ? market.base : market.quote;
}

function sum(values: readonly Fixed[]): Fixed {
  return values.reduce((total, value) => total + value, 0n);
}
