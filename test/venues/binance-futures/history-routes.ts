import { BinanceError } from '../binance/errors.ts';
import type { Params } from '../binance/params.ts';
import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { FuturesRoute } from './routes.ts';

const DAY_MS = 86_400_000;

/** `GET /fapi/v1/income`: all that changed the wallet, oldest first, of three months, a week at once, in numbered pages. */
export function historyRoutes(exchange: Exchange): Readonly<Record<string, FuturesRoute>> {
  const row = (
    incomeType: string,
    amount: Fixed,
    of: { id: number; time: number; asset: string },
    symbol = '',
  ): object => ({
    symbol,
    incomeType,
    income: show(amount, 8),
    asset: of.asset,
    info: incomeType,
    time: of.time,
    tranId: of.id,
    tradeId: '',
  });

  function income(params: Params, account: VenueAccount): object {
    const now = exchange.now();
    const end = params.integer('endTime') ?? now;
    const start = params.integer('startTime') ?? end - 7 * DAY_MS;
    if (end - start > 7 * DAY_MS)
      throw new BinanceError(-4165, 'Invalid time interval, maximum time interval is 7 days');
    const flows = exchange.history.flowsOf(account, 'deposit', 'withdrawal', 'transfer', 'funding', 'conversion');
    const rows = [
      ...flows.map((flow) => {
        const asset = flow.asset;
        const of = { id: flow.id, time: flow.time, asset };
        if (flow.kind === 'funding')
          return { at: flow.time, row: row('FUNDING_FEE', flow.amount, of, flow.market ?? '') };
        if (flow.kind === 'conversion') return { at: flow.time, row: row('COIN_SWAP_WITHDRAW', flow.amount, of) };
        return { at: flow.time, row: row('TRANSFER', flow.amount - flow.fee, of) };
      }),
      ...exchange.history.tradesOf(account).flatMap((trade) => {
        const of = { id: trade.id, time: trade.time, asset: trade.feeAsset };
        return [{ at: trade.time, row: row('COMMISSION', -trade.fee, of, trade.market) }];
      }),
    ];
    const from = Math.max(start, now - 90 * DAY_MS);
    const limit = params.limit(100, 1_000);
    const first = ((params.integer('page') ?? 1) - 1) * limit;
    return rows
      .filter(({ at }) => at >= from && at <= end)
      .toSorted((a, b) => a.at - b.at)
      .slice(first, first + limit)
      .map((each) => each.row);
  }

  return { 'GET /fapi/v1/income': { name: 'history.income', signed: income } };
}
