import type { VenueAccount } from '../core/account.ts';
import { fixed } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';

export type MarginMode = 'isolated' | 'cross';

/** What OKX starts everybody with here. */
const USUAL = fixed('5');

/** Leverage for each margin mode of each market of each account: OKX keeps both, and an order names the mode. */
export class LeverageBook {
  readonly #set = new Map<string, Fixed>();

  of(account: VenueAccount, market: string, mode: MarginMode): Fixed {
    return this.#set.get(key(account, market, mode)) ?? USUAL;
  }

  change(account: VenueAccount, market: string, mode: MarginMode, leverage: Fixed): void {
    this.#set.set(key(account, market, mode), leverage);
    account.positions.setTerms(market, { leverage, marginMode: mode });
  }

  /** An order decides which of the two the position of its market has. */
  apply(account: VenueAccount, market: string, mode: MarginMode): void {
    account.positions.setTerms(market, { leverage: this.of(account, market, mode), marginMode: mode });
  }
}

const key = (account: VenueAccount, market: string, mode: MarginMode): string => `${account.name} ${market} ${mode}`;
