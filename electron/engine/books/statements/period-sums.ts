import { termsOf } from '../../../../shared/books/book.ts';
import type { BookTrade, LotClose } from '../books-ports.ts';
import type { StatementFlow } from './account-rows.ts';
import type { Holding } from './holdings.ts';
import { createTally } from './money-at.ts';
import type { MoneyAt, Tally } from './money-at.ts';
import { feeWorth, hasFee } from './trade-fee.ts';

/** Sums of a period in one currency, each part at the rate of its own time. */
export interface PeriodSums {
  realised: Tally;
  fees: Tally;
  funding: Tally;
  /** Of what was held at the end. */
  unrealised: Tally;
}

export function createPeriodSums(money: MoneyAt) {
  const [realised, fees, funding, unrealised] = [createTally(), createTally(), createTally(), createTally()];
  return {
    trade(trade: BookTrade): void {
      if (hasFee(trade)) fees.add(trade.feeAsset, feeWorth(trade, money));
      else fees.untold();
    },
    close({ symbol, closed }: LotClose, gain: string): void {
      const { quote } = termsOf(symbol);
      realised.add(quote, money.of(quote, gain, closed.atMs));
    },
    funding: ({ asset, amount, at_ms: atMs }: StatementFlow) => funding.add(asset, money.of(asset, amount, atMs)),
    holding({ symbol, quote, unrealised: gain }: Holding, atMs: number): void {
      unrealised.add(gain === null ? symbol : quote, gain === null ? null : money.of(quote, gain, atMs));
    },
    sums: (): PeriodSums => ({
      realised: realised.sum(),
      fees: fees.sum(),
      funding: funding.sum(),
      unrealised: unrealised.sum(),
    }),
  };
}
