import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import { categoryOf, wireSymbol } from './markets.ts';
import type { Category } from './params.ts';
import { shownTrade } from './shapes.ts';

interface PastExecution {
  seq: number;
  time: number;
  market: string;
  row: object;
}

/** What the list of executions holds beside the fills of orders: trades of orders long gone, and funding, which is no trade. */
export function pastExecutions(exchange: Exchange, account: VenueAccount, category: Category): PastExecution[] {
  const trades = exchange.history
    .tradesOf(account)
    .filter(({ orderId, market }) => !exchange.order(orderId) && categoryOf(market) === category)
    .map((trade) => {
      const { price, amount } = trade;
      const order = { clientOrderId: '', price, amount, type: 'LIMIT' };
      return { seq: trade.id, time: trade.time, market: trade.market, row: shownTrade(trade, order, amount) };
    });
  const funding = exchange.history.flowsOf(account, 'funding').map(({ id, market, amount, time }) => ({
    seq: id,
    time,
    market: market ?? '',
    row: {
      symbol: wireSymbol(market ?? ''),
      orderId: `${time}-8-592324-1-2`,
      orderLinkId: '',
      side: 'Buy',
      execId: `f${id}`,
      execType: 'Funding',
      execPrice: '60000',
      execQty: '1',
      execFee: show(-amount),
      feeCurrency: '',
      execTime: String(time),
      isMaker: false,
    },
  }));
  return [...trades, ...(category === 'linear' ? funding : [])];
}
