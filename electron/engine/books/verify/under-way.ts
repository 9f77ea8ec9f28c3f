import { add, isPositive, mul, neg, sub } from '../../../../shared/money/decimal.ts';
import { termsOf } from '../../../../shared/books/book.ts';
import type { Database } from '../../store/sqlite.ts';
import type { BookTrade, Ledger } from '../books-ports.ts';
import type { Effects } from './effects.ts';
import { effectsOf } from './effects.ts';
import type { Bound } from './explain.ts';

interface OrderRow {
  id: string;
  symbol: string;
  side: 'buy' | 'sell';
  amount: string;
  price: string | null;
  average: string | null;
  filled: string;
  status: string;
  told: string | null;
  held_asset: string | null;
  held_amount: string | null;
}

/** No exchange takes more; nor is a price better than a limit by more, as a rule. */
const MOST_FEE = '0.02';
const UNCERTAIN = new Set(['journaled', 'sent', 'unknown']);

/** What orders that have not ended may have moved: by a figure where it is known, else within bounds. */
export interface UnderWay {
  figures: { effects: Effects; because: string }[];
  bounds: Map<string, Bound[]>;
}

export function ordersUnderWay(journal: Pick<Database, 'all'>, ledger: Ledger): UnderWay {
  const orders = journal.all<OrderRow>(
    `SELECT id, symbol, side, amount, price, average, filled, status, held_asset, held_amount,
       (SELECT group_concat(amount, ' ') FROM fills WHERE order_id = orders.id) AS told
     FROM orders WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ?
       AND status IN ('journaled', 'sent', 'open', 'partially_filled', 'unknown')`,
    ...[ledger.accountName, ledger.exchange, ledger.mode, ledger.testnet ? 1 : 0],
  );
  const under: UnderWay = { figures: [], bounds: new Map() };
  for (const order of orders) {
    const told = (order.told?.split(' ') ?? []).reduce((left, amount) => sub(left, amount), order.filled);
    const price = order.average ?? order.price;
    if (isPositive(told) && price !== null) {
      const trade = { ...order, amount: told, value: mul(told, price), fee: null, feeAsset: null };
      under.figures.push({
        effects: effectsOf(trade, '0'),
        because: `${told} filled of order ${order.id}, which is under way`,
      });
    }
    if (UNCERTAIN.has(order.status)) bound(under, order);
  }
  return under;
}

/** Nothing of it may be filled, or all of it. */
function bound({ bounds }: UnderWay, order: OrderRow): void {
  const { base, quote, market } = termsOf(order.symbol);
  const because = `order ${order.id}, whose outcome is not known`;
  const put = (asset: string, least: string, most: string): void => {
    bounds.set(asset, [...(bounds.get(asset) ?? []), { least, most, because }]);
  };
  const left = sub(order.amount, order.filled);
  const key = market === 'swap' ? order.symbol : base;
  if (order.side === 'buy') put(key, '0', left);
  else put(key, neg(left), '0');
  const value =
    order.price === null ? (order.held_asset === quote ? (order.held_amount ?? '0') : '0') : mul(left, order.price);
  if (market === 'swap' || !isPositive(value)) return;
  if (order.side === 'buy') put(quote, neg(mul(value, '1.02')), '0');
  else put(quote, '0', mul(value, '1.02'));
}

/**
 * Of trades that are estimated at their limit neither the fee is known nor by how much the price was better; of others without
 * a fee only that. Both are bounded by what was traded: a fee is taken from the quote, or from what was bought.
 */
export function untoldFees(trades: readonly BookTrade[]): Map<string, Bound> {
  const sums = new Map<string, { most: string; better: string; count: number }>();
  const note = (asset: string, fee: string, better: string): void => {
    const sum = sums.get(asset) ?? { most: '0', better: '0', count: 0 };
    sums.set(asset, { most: add(sum.most, fee), better: add(sum.better, better), count: sum.count + 1 });
  };
  for (const { symbol, side, amount, value, origin } of trades.filter(({ fee }) => fee === null)) {
    const { base, quote, market } = termsOf(symbol);
    note(quote, mul(value, MOST_FEE), origin === 'estimated' ? mul(value, MOST_FEE) : '0');
    if (market === 'spot' && side === 'buy') note(base, mul(amount, MOST_FEE), '0');
  }
  return new Map(
    [...sums].map(([asset, { most, better, count }]) => {
      const what = isPositive(better) ? 'fees, and prices better than the limit,' : 'fees';
      const because = `${what} of ${count} trade${count === 1 ? '' : 's'} that the exchange does not tell`;
      return [asset, { least: neg(most), most: better, because }];
    }),
  );
}
