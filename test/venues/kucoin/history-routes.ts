import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import { badParameter } from './errors.ts';
import { path } from './route.ts';
import type { Call, KucoinRoute } from './route.ts';

const DAY_MS = 86_400_000;

interface Line {
  id: string;
  at: number;
  currency: string;
  change: Fixed;
  accountType: string;
  bizType: string;
}

/** The ledgers of both families, newest first, a day at once: three days of the one, a year of the other. */
export function historyRoutes(exchange: Exchange): readonly KucoinRoute[] {
  const words = {
    TRADE_HF: { trade: 'TRADE_EXCHANGE', transfer: 'TRANSFER', conversion: 'CONVERT' },
    TRADE: { trade: 'Exchange', transfer: 'Transfer', conversion: 'Instant Exchange' },
  };

  function lines(account: VenueAccount, accountType: keyof typeof words): Line[] {
    const word = words[accountType];
    const flows = exchange.history.flows.filter((flow) => flow.account === account.name && !flow.failed);
    const told = flows.flatMap(({ id, kind, asset, amount, fee, into, time }): Line[] => {
      const change = amount - fee;
      const line = { id: `${id}0`, at: time, currency: asset, change, accountType, bizType: word.transfer };
      if (into) {
        return [
          { ...line, bizType: word.conversion },
          { ...line, id: `${id}1`, currency: into.asset, change: into.amount, bizType: word.conversion },
        ];
      }
      if (kind === 'reward') return [{ ...line, bizType: 'Rewards' }];
      // What comes from outside arrives in the main account first.
      const main = { accountType: 'MAIN', id: `${id}1` };
      if (kind !== 'deposit' || accountType === 'TRADE_HF') return [line];
      return [line, { ...line, ...main, bizType: 'Deposit' }, { ...line, ...main, id: `${id}2`, change: -change }];
    });
    const traded = exchange.history.tradesOf(account).flatMap((trade): Line[] => {
      const market = exchange.markets.get(trade.market);
      const sign = trade.side === 'buy' ? 1n : -1n;
      const line = { at: trade.time, accountType, bizType: word.trade };
      return [
        { ...line, id: `${trade.id}0`, currency: market?.base ?? '', change: sign * trade.amount },
        { ...line, id: `${trade.id}1`, currency: market?.quote ?? '', change: -sign * trade.quoteAmount },
      ];
    });
    return [...told, ...traded].toSorted((a, b) => b.at - a.at || Number(b.id) - Number(a.id));
  }

  const shown = (line: Line): object => ({
    id: line.id,
    currency: line.currency,
    amount: show(line.change < 0n ? -line.change : line.change),
    fee: '0',
    balance: '0',
    accountType: line.accountType,
    bizType: line.bizType,
    direction: line.change < 0n ? 'out' : 'in',
    createdAt: line.at,
    context: '',
  });

  function asked(call: Call, longestMs: number): { start: number; end: number } {
    const end = call.number('endAt', exchange.now());
    const start = call.number('startAt', end - longestMs);
    if (end - start > longestMs) throw badParameter('the time range is too long');
    return { start, end };
  }

  return [
    {
      name: 'hf.history.ledger',
      method: 'GET',
      path: path('v1/hf/accounts/ledgers'),
      signed: (call, account) => {
        const time = asked(call, DAY_MS);
        const keptFrom = exchange.now() - 3 * DAY_MS;
        // Asked for what it has forgotten, it answers with what it knows.
        const { start, end } = time.start < keptFrom ? { start: keptFrom, end: exchange.now() } : time;
        const all = lines(account, 'TRADE_HF').filter(({ at }) => at >= start && at <= end);
        const last = call.query.get('lastId');
        const from = last === null ? 0 : all.findIndex(({ id }) => id === last) + 1;
        return all.slice(from, from + call.number('limit', 100, 200)).map(shown);
      },
    },
    {
      name: 'history.ledger',
      method: 'GET',
      path: path('v1/accounts/ledgers'),
      signed: (call, account) => {
        const { start, end } = asked(call, DAY_MS);
        const from = Math.max(start, exchange.now() - 365 * DAY_MS);
        const all = lines(account, 'TRADE').filter(({ at }) => at >= from && at <= end);
        const pageSize = call.number('pageSize', 50, 500);
        const first = (call.number('currentPage', 1) - 1) * pageSize;
        return { currentPage: 1, pageSize, totalNum: all.length, items: all.slice(first, first + pageSize).map(shown) };
      },
    },
  ];
}
