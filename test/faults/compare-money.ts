import { add, eq, neg, sub } from '../../shared/money/decimal.ts';
import type { TradeDocument, VerifyAccountDocument } from '../../shared/schema/books.ts';
import type { Ledger } from '../venues/venue-server.ts';
import { RICH } from './venues-under-fault.ts';
import type { TradingAccount } from './venues-under-fault.ts';
import type { Dump } from './trader-talk.ts';

export interface MoneyOptions {
  /** Orders at the venue that the console did not place: it is told of none of their trades. */
  outside: ReadonlySet<string>;
  /** Trades are not told, and neither are their fees (Firi). */
  nameless: boolean;
}

/**
 * The books of one account against the venue's money: what it began with, and every trade and fee of the books, is what the
 * venue holds for it, to the last digit. And the books that are kept are those of the journal.
 */
export function compareMoney(
  { name, markets, rig }: TradingAccount,
  { books }: Dump,
  ledger: Ledger,
  { outside, nameless }: MoneyOptions,
): string[] {
  const verified = books.verified.find((each) => each.account_name === name);
  const trades = books.trades.filter((trade) => trade.account_name === name);
  const isSwap = rig.market === 'swap';
  // Who trades past the console explains it by importing the history; it is not imported here.
  const past = ledger.trades.filter(({ orderId }) => outside.has(orderId));
  // Nor is a difference explained by trades whose price is not told: here, where the market is known, it is bounded below.
  const explains = past.length === 0 && !nameless;
  const wrong: string[] = verified ? unverified(verified, explains) : ['is not verified'];

  const expected = new Map<string, string>(Object.entries(RICH));
  const move = (asset: string, amount: string): void =>
    void expected.set(asset, add(expected.get(asset) ?? '0', amount));
  const positions = new Map<string, string>();
  for (const { symbol, side, amount, value, fee, fee_asset: feeAsset } of trades) {
    const [base = '', quote = ''] = (symbol.split(':')[0] ?? '').split('/');
    const signed = side === 'buy' ? amount : neg(amount);
    if (isSwap) positions.set(symbol, add(positions.get(symbol) ?? '0', signed));
    else {
      move(base, signed);
      move(quote, side === 'buy' ? neg(value) : value);
    }
    if (fee !== null && feeAsset !== null) move(feeAsset, neg(fee));
  }
  for (const trade of ledger.trades) {
    const market = markets.find((each) => each.market === trade.market);
    const [base = '', quote = ''] = (market?.symbol.split(':')[0] ?? '').split('/');
    const isOutside = outside.has(trade.orderId);
    if (isOutside && !isSwap) {
      move(base, trade.side === 'buy' ? trade.amount : neg(trade.amount));
      move(quote, trade.side === 'buy' ? neg(trade.quoteAmount) : trade.quoteAmount);
    }
    if (isOutside || nameless) move(trade.feeAsset, neg(trade.fee));
  }
  for (const symbol of books.pnl.find((each) => each.account_name === name)?.symbols ?? []) {
    if (isSwap && symbol.quote === 'USDT') move(symbol.quote, symbol.realised_average);
    const summed = isSwap ? positions.get(symbol.symbol) : null;
    if (summed != null && !eq(summed, symbol.quantity)) {
      wrong.push(`the book of ${symbol.symbol} has ${symbol.quantity}, its trades ${summed}`);
    }
  }
  const estimated = trades.reduce((sum, { origin, value }) => (origin === 'estimated' ? sum + Number(value) : sum), 0);
  for (const asset of new Set([...expected.keys(), ...Object.keys(ledger.balances)])) {
    const { free = '0', locked = '0' } = ledger.balances[asset] ?? {};
    const off = sub(add(free, locked), expected.get(asset) ?? '0');
    // What a trade past the console gained is not in its books; its own profit is divided by an entry that the venue rounds.
    const slack = isSwap ? (past.length > 0 ? Infinity : 1e-6) : 0;
    // Where no price is told the limit is taken, and the trade was that good or better.
    const better = asset === 'NOK' ? estimated * 0.05 : 0;
    if (Number(off) < -slack || Number(off) > Math.max(slack, better)) {
      wrong.push(`${add(free, locked)} ${asset} there and ${expected.get(asset) ?? '0'} by the books`);
    }
  }
  for (const { symbol, market } of isSwap ? markets : []) {
    const without = past
      .filter((trade) => trade.market === market)
      .reduce(
        (sum, { side, amount }) => add(sum, side === 'buy' ? neg(amount) : amount),
        ledger.positions[market] ?? '0',
      );
    const here = positions.get(symbol) ?? '0';
    if (!eq(here, without)) wrong.push(`${here} of ${symbol} by the books, and ${without} there`);
  }
  return wrong.map((what) => `${name}: ${what}`);
}

function unverified({ recomputed, balances, error }: VerifyAccountDocument, all: boolean): string[] {
  const wrong = recomputed.differences.map((what) => `the books that were kept are not those of the journal: ${what}`);
  if (error) return [...wrong, `could not be verified: ${error.message}`];
  for (const { asset, expected, shown, explained } of balances?.differences ?? []) {
    if (all && !explained)
      wrong.push(`verified with ${shown} ${asset} there and ${expected} by the books, unexplained`);
  }
  return wrong;
}

/** All that the books tell in the end. */
export interface BooksDump {
  trades: TradeDocument[];
  pnl: {
    account_name: string;
    symbols: { symbol: string; quote: string; quantity: string; realised_average: string }[];
  }[];
  verified: VerifyAccountDocument[];
}
