import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { Flow } from '../core/history.ts';
import type { Trade } from '../core/order.ts';
import { BybitError } from './errors.ts';
import { categoryOf, wireSymbol } from './markets.ts';
import { page } from './page.ts';
import type { Params } from './params.ts';
import type { PrivateRoute } from './routes.ts';

const DAY_MS = 86_400_000;

/** The time asked for: seven days at most, and nothing older than two years. */
function askedTime(params: Params, now: number): { start: number; end: number } {
  const start = params.integer('startTime') ?? (params.integer('endTime') ?? now) - DAY_MS;
  const end = params.integer('endTime') ?? start + DAY_MS;
  if (end - start > 7 * DAY_MS) throw new BybitError(10001, 'params error: the range exceeds 7 days');
  if (start < now - 730 * DAY_MS) throw new BybitError(10001, 'params error: only two years are supported');
  return { start, end };
}

interface Line {
  at: number;
  seq: number;
  row: object;
}

/** `GET /v5/account/transaction-log`: whatever changed the balance, trades included, newest first. */
export function historyRoutes(exchange: Exchange): Readonly<Record<string, PrivateRoute>> {
  const line = (
    of: { id: number; time: number },
    part: string,
    terms: { type: string; currency: string; change: Fixed; symbol?: string; category?: string; funding?: Fixed },
  ): Line => ({
    at: of.time,
    seq: of.id,
    row: {
      id: `${of.id}_${terms.currency}_${part}`,
      symbol: wireSymbol(terms.symbol ?? ''),
      category: terms.category ?? '',
      side: 'None',
      transactionTime: String(of.time),
      type: terms.type,
      currency: terms.currency,
      funding: terms.funding === undefined ? '' : show(terms.funding),
      fee: '0',
      cashFlow: show(terms.change - (terms.funding ?? 0n)),
      change: show(terms.change),
    },
  });

  function ofFlow(flow: Flow): Line[] {
    const { kind, asset, amount, fee, market, into } = flow;
    if (flow.failed || (kind !== 'transfer' && flow.other !== null)) return [];
    if (kind === 'funding') {
      const terms = { type: 'SETTLEMENT', currency: asset, change: amount, funding: amount };
      return [line(flow, 'f', { ...terms, symbol: market ?? '', category: 'linear' })];
    }
    if (into) {
      return [
        line(flow, 's', { type: 'CURRENCY_SELL', currency: asset, change: amount }),
        line(flow, 'b', { type: 'CURRENCY_BUY', currency: into.asset, change: into.amount }),
      ];
    }
    if (kind === 'reward') return [line(flow, 'r', { type: 'AIRDROP', currency: asset, change: amount })];
    const change = amount - fee;
    return [line(flow, 't', { type: change < 0n ? 'TRANSFER_OUT' : 'TRANSFER_IN', currency: asset, change })];
  }

  function ofTrade(trade: Trade): Line[] {
    const market = exchange.markets.get(trade.market);
    if (!market) return [];
    const of = { type: 'TRADE', symbol: trade.market, category: categoryOf(trade.market) };
    if (market.linear) return [line(trade, 'l', { ...of, currency: market.quote, change: -trade.fee })];
    const [base, quote] =
      trade.side === 'buy' ? [trade.amount, -trade.quoteAmount] : [-trade.amount, trade.quoteAmount];
    return [
      line(trade, 'b', { ...of, currency: market.base, change: base }),
      line(trade, 'q', { ...of, currency: market.quote, change: quote }),
    ];
  }

  function log(params: Params, account: VenueAccount): object {
    if ((params.optional('accountType') ?? 'UNIFIED') !== 'UNIFIED') throw new BybitError(10001);
    const { start, end } = askedTime(params, exchange.now());
    const flows = exchange.history.flows.filter((flow) => flow.account === account.name);
    const lines = [...flows.flatMap(ofFlow), ...exchange.history.tradesOf(account).flatMap(ofTrade)]
      .filter(({ at }) => at >= start && at <= end)
      .toSorted((a, b) => b.at - a.at || b.seq - a.seq)
      .map(({ row }) => row);
    return page(params, 'spot', lines, { usual: 20, most: 50 });
  }

  return { 'GET /v5/account/transaction-log': { name: () => 'history.log', open: log } };
}
