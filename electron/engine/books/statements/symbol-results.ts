import { termsOf } from '../../../../shared/books/book.ts';
import { add, sub } from '../../../../shared/money/decimal.ts';
import type { CostMethod } from '../../../../shared/schema/books.ts';
import type { BookTrade, LotClose, RateBook } from '../books-ports.ts';
import type { StatementFlow } from './account-rows.ts';
import { moneyAt } from './money-at.ts';
import { feeWorth, hasFee } from './trade-fee.ts';

/** What a period's trades in one symbol came to, in its quote. */
export interface SymbolResult {
  symbol: string;
  quote: string;
  trades: number;
  bought: string;
  sold: string;
  /** By the account's method, without fees. */
  realised: string;
  /** At the rates of their times; null where one is not known, or the fee of a trade is not told. */
  fees: string | null;
  /** Received above zero; null where it was not all in the quote. */
  funding: string | null;
  /** Realised plus funding minus fees. */
  net: string | null;
  /** Sold beyond what was bought here: no profit is told of it. */
  uncovered: { quantity: string; proceeds: string } | null;
}

/** Adds a period's trades, closes and funding up by symbol. */
export function createSymbolResults(deps: { method: CostMethod; rates: Pick<RateBook, 'at'>; accountName: string }) {
  const bySymbol = new Map<string, Omit<SymbolResult, 'net'>>();
  const of = (symbol: string): Omit<SymbolResult, 'net'> => {
    let result = bySymbol.get(symbol);
    if (!result) {
      const { quote } = termsOf(symbol);
      const nothing = { trades: 0, bought: '0', sold: '0', realised: '0', fees: '0', funding: '0', uncovered: null };
      bySymbol.set(symbol, (result = { symbol, quote, ...nothing }));
    }
    return result;
  };
  return {
    trade(trade: BookTrade): void {
      const result = of(trade.symbol);
      const kind = trade.side === 'buy' ? 'bought' : 'sold';
      result.trades += 1;
      result[kind] = add(result[kind], trade.value);
      const money = moneyAt(deps.rates, deps.accountName, result.quote);
      const fee = hasFee(trade) ? (feeWorth(trade, money)?.value ?? null) : null;
      result.fees = fee === null || result.fees === null ? null : add(result.fees, fee);
    },
    close(close: LotClose): void {
      const result = of(close.symbol);
      const realised = realisedBy(close, deps.method);
      if (realised !== null) result.realised = add(result.realised, realised);
      else {
        const { quantity, proceeds } = result.uncovered ?? { quantity: '0', proceeds: '0' };
        result.uncovered = { quantity: add(quantity, close.quantity), proceeds: add(proceeds, close.proceeds) };
      }
    },
    funding({ symbol, asset, amount }: StatementFlow): void {
      if (symbol === null) return;
      const result = of(symbol);
      result.funding = asset === result.quote && result.funding !== null ? add(result.funding, amount) : null;
    },
    results(): SymbolResult[] {
      return [...bySymbol.values()]
        .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
        .map((result) => {
          const { realised, fees, funding } = result;
          return { ...result, net: fees === null || funding === null ? null : sub(add(realised, funding), fees) };
        });
    },
  };
}

/** Null where the cost is not known. */
export function realisedBy(close: LotClose, method: CostMethod): string | null {
  return method === 'fifo' ? close.realisedFifo : close.realisedAverage;
}
