import { exposureNow } from '../../../shared/risk/account-state.ts';
import type { AccountState } from '../../../shared/risk/account-state.ts';
import type { Exposure } from '../../../shared/risk/exposure.ts';
import { pairOf } from '../../../shared/risk/position-spans.ts';
import type { PendingOrder } from '../../../shared/risk/position-spans.ts';
import { sub } from '../../../shared/money/decimal.ts';
import type { ExternalOrderDocument } from '../../../shared/schema/order.ts';
import type { Clock } from '../ports.ts';
import type { ExposureLedger } from './exposure-ledger.ts';
import { readAccount } from './exposure-readings.ts';
import type { AccountReading, ReadingDeps, Wanted } from './exposure-readings.ts';

export interface ExposureDeps extends ReadingDeps {
  ledger: ExposureLedger;
  /** Orders that rest at the venue and are not ours, as last listed. */
  external: (accountName: string) => Pick<ExternalOrderDocument, 'symbol' | 'side' | 'amount' | 'filled' | 'price'>[];
  /** How many orders of the account were journaled after a time, epoch ms. */
  placedAfter: (accountName: string, afterMs: number) => number;
  clock: Pick<Clock, 'nowMs'>;
}

export interface AccountExposures {
  read(
    accountName: string,
    wanted: Wanted,
    given?: Omit<Parameters<typeof readAccount>[2], 'ordered'>,
  ): Promise<AccountReading>;
  /** With the orders of this very moment. `changed`: an order that the checked one changes or takes the place of. */
  stateOf(accountName: string, reading: AccountReading, changed?: string): AccountState;
  /** Everything that a limit can be about, without an order: what gauges show. Never throws. */
  measure(accountName: string): Promise<{ state: AccountState; exposure: Exposure }>;
}

const MINUTE_MS = 60_000;

/** What an account is exposed to: what it holds, and what its orders may still make of that. */
export function createAccountExposures(deps: ExposureDeps): AccountExposures {
  const externalOrders = (accountName: string): PendingOrder[] =>
    deps.external(accountName).map(({ symbol, side, amount, filled, price }) => ({
      ...{ symbol, side, price },
      amount: sub(amount, filled),
      // Not told of orders that are not ours, and so not relied on.
      reduceOnly: false,
    }));

  function stateOf(accountName: string, reading: AccountReading, changed?: string): AccountState {
    // Where what is held is not known, nobody asks what orders make of it.
    const readMark = reading.held.held === null ? Infinity : reading.readMark;
    const { orders, former } = deps.ledger.pending(accountName, readMark, changed);
    const placed = deps.placedAfter(accountName, deps.clock.nowMs() - MINUTE_MS);
    return { ...reading, pending: [...orders, ...externalOrders(accountName)], former, placed };
  }

  async function read(
    accountName: string,
    wanted: Wanted,
    given: Omit<Parameters<typeof readAccount>[2], 'ordered'> = {},
  ): Promise<AccountReading> {
    const external = (): string[] => deps.external(accountName).map(({ symbol }) => symbol);
    const symbols = wanted.held ? [...deps.ledger.symbols(accountName), ...external()] : [];
    const ordered = symbols.flatMap((symbol) => Object.values(pairOf(symbol) ?? {}));
    return readAccount(accountName, wanted, { ...given, ordered }, deps);
  }

  return {
    read,
    stateOf,
    async measure(accountName) {
      const profit = false;
      const wanted: Wanted = {
        held: true,
        allRates: true,
        equity: true,
        usd: true,
        smallest: true,
        profit,
        order: null,
      };
      const state = stateOf(accountName, await read(accountName, wanted));
      return { state, exposure: exposureNow(state) };
    },
  };
}
