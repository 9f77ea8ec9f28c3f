import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { Flow } from '../core/history.ts';
import type { Trade } from '../core/order.ts';
import { KRAKEN_IDS } from './ids.ts';
import { ASSETS } from './markets.ts';
import { listedWithin } from './listed-within.ts';
import type { PrivateRoute } from './routes.ts';
import { feeInQuote, seconds } from './shapes.ts';

interface Entry {
  refid: string;
  time: number;
  type: string;
  asset: string;
  /** Signed; the fee is taken beside it. */
  amount: Fixed;
  fee: Fixed;
}

/** Every change of a balance, trades as well, fifty at a time and newest first. */
export function ledgerRoutes(exchange: Exchange): Readonly<Record<string, PrivateRoute>> {
  function ledgers(params: URLSearchParams, account: VenueAccount): object {
    const type = params.get('type') ?? 'all';
    const entries = entriesOf(exchange, account).map((entry, index) => ({
      ...entry,
      id: KRAKEN_IDS.ledger(index + 1),
    }));
    const found = entries.toReversed().filter((entry) => type === 'all' || entry.type === type);
    const { rows, count } = listedWithin(found, params);
    return { ledger: Object.fromEntries(rows.map((entry) => [entry.id, wireEntry(entry)])), count };
  }
  return { Ledgers: { name: 'ledgers', handle: ledgers } };
}

/** Oldest first. */
function entriesOf(exchange: Exchange, account: VenueAccount): Entry[] {
  const trades = exchange.history.tradesOf(account).flatMap((trade) => tradeEntries(exchange, trade));
  const flows = exchange.history.flows.filter((flow) => flow.account === account.name).flatMap(flowEntries);
  return [...trades, ...flows].sort((a, b) => a.time - b.time);
}

function tradeEntries(exchange: Exchange, trade: Trade): Entry[] {
  const market = exchange.markets.get(trade.market);
  if (!market) throw new Error(`no market ${trade.market}`);
  const sign = trade.side === 'buy' ? 1n : -1n;
  const entry = { refid: KRAKEN_IDS.trade(trade.id), time: trade.time, type: 'trade' };
  return [
    { ...entry, asset: market.base, amount: sign * trade.amount, fee: 0n },
    { ...entry, asset: market.quote, amount: -sign * times(trade.price, trade.amount), fee: feeInQuote(trade) },
  ];
}

function flowEntries({ id, kind, asset, amount, fee, time, into }: Flow): Entry[] {
  const entry = { refid: `FTQ${id}`, time, asset, amount, fee };
  if (kind === 'funding') return [{ ...entry, type: 'rollover' }];
  if (kind !== 'conversion') return [{ ...entry, type: kind }];
  const got = into ? [{ ...entry, type: 'receive', asset: into.asset, amount: into.amount, fee: 0n }] : [];
  return [{ ...entry, type: 'spend' }, ...got];
}

function wireEntry({ refid, time, type, asset, amount, fee }: Entry): object {
  return {
    refid,
    time: seconds(time),
    type,
    subtype: '',
    aclass: 'currency',
    asset: ASSETS[asset]?.id ?? asset,
    amount: show(amount, 10),
    fee: show(fee, 10),
    balance: '0.0000000000',
  };
}
