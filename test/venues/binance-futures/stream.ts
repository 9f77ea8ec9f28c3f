import type { VenueAccount } from '../core/account.ts';
import type { Exchange, ExchangeEvent } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { Order, Trade } from '../core/order.ts';
import type { OpenSession } from '../http/stream.ts';
import { averageOf, forceWord, statusWord, typeWord } from './shapes.ts';

const HOUR_MS = 3_600_000;

/** One listen key an account, good for an hour from its last sign of life; asking again gives the same one. */
export class ListenKeys {
  readonly #keys = new Map<string, { account: VenueAccount; untilMs: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(account: VenueAccount): string {
    const found = this.#of(account);
    const key = found ?? `canaryLISTENKEY${account.uid}n${String(this.#keys.size).padStart(8, '0')}`;
    this.#keys.set(key, { account, untilMs: this.#now() + HOUR_MS });
    return key;
  }

  prolong(account: VenueAccount): boolean {
    return this.#of(account) !== undefined;
  }

  accountOf(key: string | null): VenueAccount | null {
    const found = this.#keys.get(key ?? '');
    return found && found.untilMs > this.#now() ? found.account : null;
  }

  #of(account: VenueAccount): string | undefined {
    return [...this.#keys].find(([, key]) => key.account === account && key.untilMs > this.#now())?.[0];
  }
}

/**
 * The private stream of USDⓈ-M: `/private/ws?listenKey=…`. As at Binance a wrong key is accepted and hears nothing, and the
 * old address without `/private` as well.
 */
export function futuresStream(exchange: Exchange, keys: ListenKeys): OpenSession {
  return (connection) => {
    if (!/^\/(private\/)?ws(\/|$)/.test(connection.path)) return null;
    const account = connection.path === '/private/ws' ? keys.accountOf(connection.query.get('listenKey')) : null;
    const known = new Set<number>();
    return {
      onText: (text) => {
        const { id } = JSON.parse(text) as { id?: unknown };
        connection.reply({ result: account ? [connection.query.get('listenKey')] : [], id });
      },
      onEvent: (event) => {
        if (!account || event.order.account !== account.name) return;
        connection.push(orderUpdate(event, !known.has(event.order.id)));
        known.add(event.order.id);
        if (event.trade) connection.push(accountUpdate(event.trade.time));
      },
    };
  };
}

function orderUpdate({ order, trade }: ExchangeEvent, isNew: boolean): object {
  return {
    e: 'ORDER_TRADE_UPDATE',
    E: order.updatedAt + 1,
    T: order.updatedAt,
    o: {
      s: order.market,
      c: order.clientOrderId,
      S: order.side.toUpperCase(),
      o: typeWord(order),
      f: forceWord(order),
      q: show(order.amount, 3),
      p: show(order.price, 2),
      ap: averageOf(order),
      sp: '0',
      x: executionOf(order, trade, isNew),
      X: statusWord(order),
      i: order.id,
      l: show(trade?.amount ?? 0n, 3),
      z: show(order.filled, 3),
      L: show(trade?.price ?? 0n, 2),
      ...(trade && { N: trade.feeAsset, n: show(trade.fee, 8) }),
      T: order.updatedAt,
      t: trade?.id ?? 0,
      b: '0',
      a: '0',
      m: trade?.maker ?? false,
      R: order.reduceOnly,
      wt: 'CONTRACT_PRICE',
      ot: typeWord(order),
      ps: 'BOTH',
      cp: false,
      rp: '0',
      pP: false,
      V: 'EXPIRE_MAKER',
      pm: 'NONE',
      gtd: 0,
    },
  };
}

function executionOf(order: Order, trade: Trade | undefined, isNew: boolean): string {
  if (trade) return 'TRADE';
  if (order.status === 'canceled') return 'CANCELED';
  if (order.status === 'expired') return 'EXPIRED';
  return isNew ? 'NEW' : 'AMENDMENT';
}

function accountUpdate(at: number): object {
  return { e: 'ACCOUNT_UPDATE', E: at + 1, T: at, a: { m: 'ORDER', B: [], P: [] } };
}
