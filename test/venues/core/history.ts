import type { VenueAccount } from './account.ts';
import { fixed, times } from './fixed.ts';
import type { Fixed } from './fixed.ts';
import type { VenueMarket } from './market.ts';
import type { Trade } from './order.ts';
import type { House } from './settlement.ts';

/** A trade from before the test. It moves no balance: what it left behind is in the account's first balances. */
export interface SeededTrade {
  market: string;
  side: 'buy' | 'sell';
  price: string;
  amount: string;
  /** Default: none. */
  fee?: string;
  /** Default: the quote. */
  feeAsset?: string;
  maker?: boolean;
  /** Epoch ms. */
  at: number;
  /** Default: an order of its own. */
  orderId?: number;
}

/** Money that came or went without a trade. `at`, epoch ms: where it is left out it happens now, and moves the balance. */
export interface SeededFlow {
  asset: string;
  /** Above zero, but for transfers and funding: there above zero is received. */
  amount: string;
  at?: number;
  /** It never came to anything: told with a status that says so, and moves no balance. */
  failed?: boolean;
}

/** What a test writes into the past of one account. Each tells the id that it was given. */
export interface HistorySeeds {
  /** Ids rise with time, so what is older is seeded first. Returns the ids of the trades, oldest first. */
  trades(trades: readonly SeededTrade[]): number[];
  /** `other`: it arrives in that wallet, and moves no balance. */
  deposit(flow: SeededFlow & { other?: OtherWallet }): number;
  /** `amount` arrives outside; the fee is taken beside it. `other`: it leaves from that wallet. */
  withdraw(flow: SeededFlow & { fee?: string; other?: OtherWallet }): number;
  /** To or from another wallet of the same person; `other` names it in the words of the core. */
  transfer(flow: SeededFlow & { other?: OtherWallet }): number;
  fund(flow: SeededFlow & { market: string }): number;
  /** Interest, an airdrop or the like: above zero is received. */
  reward(flow: SeededFlow): number;
  /** `amount` of `asset` given away for `into`. */
  convert(flow: SeededFlow & { into: { asset: string; amount: string }; dust?: boolean }): number;
}

export type OtherWallet = 'futures' | 'funding';

export interface Flow {
  readonly id: number;
  readonly account: string;
  readonly kind: 'deposit' | 'withdrawal' | 'transfer' | 'funding' | 'conversion' | 'reward';
  readonly asset: string;
  /** What it changed the balance by, without the fee: received above zero. */
  readonly amount: Fixed;
  /** Taken beside the amount, in the same asset. */
  readonly fee: Fixed;
  readonly time: number;
  /** Of funding. */
  readonly market: string | null;
  /** Of transfers: where from or to. Of deposits and withdrawals: the wallet, where it is not this account's. */
  readonly other: OtherWallet | null;
  /** Of conversions: what was got, and whether it was for the rests of small holdings. */
  readonly into: { asset: string; amount: Fixed; dust: boolean } | null;
  readonly failed: boolean;
}

interface Books {
  accounts: readonly VenueAccount[];
  markets: ReadonlyMap<string, VenueMarket>;
  /** Oldest first; seeded ones go in where they belong. */
  trades: Trade[];
  house: House;
  now: () => number;
}

/** The pasts of a venue's accounts. Seeded trades stand among those of the matching engine, in `Exchange.trades`. */
export class History {
  /** Oldest first. */
  readonly flows: Flow[] = [];
  readonly #books: Books;
  #lastTradeId = 1_000_000;
  #lastFlowId = 7_000_000;

  constructor(books: Books) {
    this.#books = books;
  }

  flowsOf(account: VenueAccount, ...kinds: Flow['kind'][]): Flow[] {
    return this.flows.filter((flow) => flow.account === account.name && kinds.includes(flow.kind));
  }

  /** Oldest first. */
  tradesOf(account: VenueAccount, market?: string): Trade[] {
    return this.#books.trades.filter(
      (trade) => trade.account === account.name && (market === undefined || trade.market === market),
    );
  }

  seedsOf(account: VenueAccount): HistorySeeds {
    const flow = (
      kind: Flow['kind'],
      { asset, at, failed = false }: SeededFlow,
      amount: Fixed,
      more: Partial<Pick<Flow, 'fee' | 'market' | 'other' | 'into'>> = {},
    ): number => {
      const id = ++this.#lastFlowId;
      const nothing = { fee: 0n, market: null, other: null, into: null };
      const time = at ?? this.#books.now();
      const seeded: Flow = { id, account: account.name, kind, asset, amount, time, failed, ...nothing, ...more };
      insert(this.flows, seeded);
      const elsewhere = kind !== 'transfer' && seeded.other !== null;
      if (at === undefined && !failed && !elsewhere) this.#move(account, seeded);
      return id;
    };
    return {
      trades: (trades) => this.#seedTrades(account, trades),
      deposit: (one) => flow('deposit', one, fixed(one.amount), { other: one.other ?? null }),
      withdraw: (one) =>
        flow('withdrawal', one, -fixed(one.amount), { fee: fixed(one.fee ?? '0'), other: one.other ?? null }),
      transfer: (one) => flow('transfer', one, fixed(one.amount), { other: one.other ?? 'funding' }),
      fund: (one) => flow('funding', one, fixed(one.amount), { market: one.market }),
      reward: (one) => flow('reward', one, fixed(one.amount)),
      convert: (one) => {
        const into = { asset: one.into.asset, amount: fixed(one.into.amount), dust: one.dust === true };
        return flow('conversion', one, -fixed(one.amount), { into });
      },
    };
  }

  #seedTrades(account: VenueAccount, seeds: readonly SeededTrade[]): number[] {
    const { markets, trades } = this.#books;
    return seeds
      .toSorted((a, b) => a.at - b.at)
      .map((seed) => {
        const market = markets.get(seed.market);
        if (!market) throw new Error(`no such market: ${seed.market}`);
        const id = ++this.#lastTradeId;
        const before = trades.findLast((trade) => trade.id < id);
        if (before && before.time > seed.at) throw new Error('seed older trades first: ids rise with time');
        const [price, amount] = [fixed(seed.price), fixed(seed.amount)];
        insert(trades, {
          id,
          orderId: seed.orderId ?? id - 500_000,
          account: account.name,
          market: market.id,
          side: seed.side,
          price,
          amount,
          quoteAmount: times(price, amount),
          fee: fixed(seed.fee ?? '0'),
          feeAsset: seed.feeAsset ?? market.quote,
          maker: seed.maker === true,
          time: seed.at,
        });
        return id;
      });
  }

  #move(account: VenueAccount, { asset, amount, fee, into }: Flow): void {
    const changes = [{ asset, amount: amount - fee }, ...(into ? [into] : [])];
    for (const change of changes) {
      account.balances.addFree(change.asset, change.amount);
      this.#books.house.add(change.asset, -change.amount);
    }
  }
}

function insert<T extends { id: number; time: number }>(list: T[], one: T): void {
  const after = list.findLastIndex(({ time, id }) => time < one.time || (time === one.time && id < one.id));
  list.splice(after + 1, 0, one);
}
