import { abs, add, lt, max, mul, neg, sub } from '../../../shared/money/decimal.ts';
import type { Ledger, OrderRecord } from '../../venues/venue-server.ts';

/** The lowest price at which any of these was marked: what the console counted is worth at least this. */
export type Lowest = Readonly<Record<string, string>>;

/** What an account is exposed to by the venue's own books, by asset: what it holds, and what its orders may still buy. */
export function spotExposure({ balances, orders }: Ledger, lowest: Lowest): Record<string, string> {
  const amounts: Record<string, string> = {};
  const count = (asset: string, amount: string): void => {
    if (lowest[asset] !== undefined) amounts[asset] = add(amounts[asset] ?? '0', amount);
  };
  for (const [asset, { free, locked }] of Object.entries(balances)) count(asset, add(free, locked));
  for (const order of orders.filter(isLive)) {
    const [base, quote] = pairOf(order.market);
    const rest = sub(order.amount, order.filled);
    if (order.side === 'buy') count(base, rest);
    else count(quote, mul(rest, order.price));
  }
  return valued(amounts, lowest);
}

/** The same of swaps: each position at the worse of its two ends. */
export function swapExposure({ positions, orders }: Ledger, lowest: Lowest): Record<string, string> {
  const markets = new Set([...Object.keys(positions), ...orders.map(({ market }) => market)]);
  const amounts: Record<string, string> = {};
  for (const market of markets) {
    const held = positions[market] ?? '0';
    const rest = (side: string): string =>
      orders
        .filter((order) => isLive(order) && order.market === market && order.side === side && !order.reduceOnly)
        .reduce((sum, { amount, filled }) => add(sum, sub(amount, filled)), '0');
    const [base] = pairOf(market);
    amounts[base] = max(abs(add(held, rest('buy'))), abs(add(held, neg(rest('sell')))));
  }
  return valued(amounts, lowest);
}

export function sum(values: Record<string, string>): string {
  return Object.values(values).reduce(add, '0');
}

const isLive = ({ status }: OrderRecord): boolean => status === 'open' || status === 'partially_filled';

function pairOf(market: string): [base: string, quote: string] {
  const quote = market.endsWith('USDT') ? 'USDT' : 'BTC';
  return [market.slice(0, -quote.length), quote];
}

function valued(amounts: Record<string, string>, lowest: Lowest): Record<string, string> {
  const values = Object.entries(amounts).map(([asset, amount]) => [asset, mul(amount, lowest[asset] ?? '0')]);
  return Object.fromEntries(values.filter(([, value]) => lt('0', value ?? '0')));
}
