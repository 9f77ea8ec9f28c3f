import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { Flow } from '../core/history.ts';
import type { Trade } from '../core/order.ts';
import { marketOf } from './orders.ts';

interface Row {
  id: string;
  amount: Fixed;
  currency: string;
  type: string;
  time: number;
  details: Record<string, string>;
}

const guid = (kind: number, id: number): string => `0000000${kind}-0000-4000-8000-${String(id).padStart(12, '0')}`;

/** Every change of a balance in one year, newest first: a match is two of them. */
export function transactions(exchange: Exchange, account: VenueAccount, year: number): object[] {
  const trades = exchange.history.tradesOf(account).flatMap((trade) => matchRows(exchange, trade));
  const flows = exchange.history.flows.filter((flow) => flow.account === account.name).flatMap(flowRows);
  return [...trades, ...flows]
    .filter(({ time }) => new Date(time).getUTCFullYear() === year)
    .sort((a, b) => b.time - a.time)
    .map(({ time, amount, ...row }) => ({ ...row, amount: show(amount, 16), date: new Date(time).toISOString() }));
}

function matchRows(exchange: Exchange, trade: Trade): Row[] {
  const { base, quote } = marketOf(exchange, trade.market);
  const sign = trade.side === 'buy' ? 1n : -1n;
  const row = (kind: number, currency: string, amount: Fixed): Row => ({
    id: guid(kind, trade.id),
    amount: amount - (trade.feeAsset === currency ? trade.fee : 0n),
    currency,
    type: 'Match',
    time: trade.time,
    details: { match_id: guid(3, trade.id) },
  });
  return [row(1, base, sign * trade.amount), row(2, quote, -sign * times(trade.price, trade.amount))];
}

function flowRows({ id, kind, asset, amount, fee, time, into }: Flow): Row[] {
  const row = { id: guid(4, id), amount: amount - fee, currency: asset, time, details: {} };
  if (kind === 'deposit') return [{ ...row, type: 'Deposit', details: { deposit_id: guid(5, id) } }];
  if (kind === 'withdrawal') return [{ ...row, type: 'Withdraw', details: { withdraw_id: guid(6, id) } }];
  const got = into ? [{ ...row, id: guid(7, id), amount: into.amount, currency: into.asset, type: 'Bonus' }] : [];
  return [{ ...row, type: 'Bonus' }, ...got];
}
