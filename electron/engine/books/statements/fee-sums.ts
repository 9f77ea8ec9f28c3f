import { add } from '../../../../shared/money/decimal.ts';
import type { BookTrade } from '../books-ports.ts';
import type { MoneyAt } from './money-at.ts';
import { feeWorth, hasFee } from './trade-fee.ts';

/** Fees of one asset. Below zero where the exchange paid them. */
export interface FeeSum {
  asset: string;
  maker: string;
  taker: string;
  /** Of trades of which it is not told whether they made or took. */
  other: string;
  total: string;
  /** In the account's currency, each at the rate of its time; null where one of the rates is not known. */
  worth: string | null;
}

/** Adds fees up by asset. */
export function createFeeSums(money: MoneyAt): { trade(trade: BookTrade): void; sums(): FeeSum[]; untold(): number } {
  const byAsset = new Map<string, FeeSum>();
  let untold = 0;
  return {
    trade(trade) {
      if (!hasFee(trade)) {
        untold += 1;
        return;
      }
      const { fee, feeAsset: asset } = trade;
      const sum = byAsset.get(asset) ?? { asset, maker: '0', taker: '0', other: '0', total: '0', worth: '0' };
      const kind = trade.liquidity ?? 'other';
      const worth = feeWorth(trade, money)?.value ?? null;
      byAsset.set(asset, {
        ...sum,
        [kind]: add(sum[kind], fee),
        total: add(sum.total, fee),
        worth: worth === null || sum.worth === null ? null : add(sum.worth, worth),
      });
    },
    sums: () => [...byAsset.values()].sort((a, b) => (a.asset < b.asset ? -1 : 1)),
    untold: () => untold,
  };
}
