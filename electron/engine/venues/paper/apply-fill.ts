import { add, eq, isZero, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import type { PaperLedger, PaperOrderRow } from '../../store/paper-ledger.ts';
import { costOf } from './book-walk.ts';
import type { Take } from './book-walk.ts';

export function assetsOf(symbol: string): { base: string; quote: string } {
  const [base, quote] = symbol.split('/');
  if (!base || !quote) throw new Error(`not a symbol: ${symbol}`);
  return { base, quote };
}

/** What a resting order holds back for the part that is not filled yet. */
export function lockOf(order: PaperOrderRow): { asset: string; amount: string } {
  const { base, quote } = assetsOf(order.symbol);
  const rest = sub(order.amount, order.filled);
  if (order.side === 'sell') return { asset: base, amount: rest };
  if (order.price === null) throw new Error('a market order locks nothing');
  return { asset: quote, amount: mul(order.price, rest) };
}

export interface FillTerms {
  liquidity: 'maker' | 'taker';
  /** Fraction of the received asset. */
  feeRate: string;
  bookMs: number;
  atMs: number;
}

/**
 * Books takes as fills of an order: trades, balances, and the order's own figures. A taker pays the levels' prices out of
 * the free balance; a resting order trades at its own price out of what it has locked. The fee is kept back from the
 * asset received. Nothing is rounded.
 */
export function applyFill(ledger: PaperLedger, order: PaperOrderRow, takes: readonly Take[], terms: FillTerms): void {
  if (takes.length === 0) return;
  const { base, quote } = assetsOf(order.symbol);
  const { liquidity, feeRate } = terms;
  const isBuy = order.side === 'buy';
  const fills = takes.map((take) => ({
    ...take,
    price: liquidity === 'maker' ? (order.price ?? take.price) : take.price,
  }));
  let number = ledger.trades(order.client_order_id).length;
  takes.forEach((take, i) => {
    const { price, amount } = fills[i] ?? take;
    ledger.insertTrade({
      trade_id: `paper-${order.seq}.${++number}`,
      client_order_id: order.client_order_id,
      market: order.market,
      symbol: order.symbol,
      side: order.side,
      price,
      amount,
      fee: mul(isBuy ? amount : mul(price, amount), feeRate),
      fee_asset: isBuy ? base : quote,
      liquidity,
      at_ms: terms.atMs,
      book_price: take.price,
      book_ms: terms.bookMs,
    });
  });

  const amount = takes.reduce((sum, take) => add(sum, take.amount), '0');
  const cost = costOf(fills);
  const [received, paid] = isBuy ? [amount, cost] : [cost, amount];
  const [receivedAsset, paidAsset] = isBuy ? [base, quote] : [quote, base];
  ledger.move(order.account_name, paidAsset, { [liquidity === 'maker' ? 'locked' : 'free']: neg(paid) });
  ledger.move(order.account_name, receivedAsset, { free: sub(received, mul(received, feeRate)) });

  order.filled = add(order.filled, amount);
  order.cost = add(order.cost, cost);
  order.status = eq(order.filled, order.amount) ? 'filled' : isZero(order.filled) ? 'open' : 'partially_filled';
  order.updated_ms = terms.atMs;
}
