import { over, times } from './fixed.ts';
import type { Fixed } from './fixed.ts';

export interface Position {
  /** Base units; negative when short. */
  amount: Fixed;
  /** Average price of what is open; zero when flat. */
  entry: Fixed;
}

export interface Terms {
  leverage: Fixed;
  marginMode: 'isolated' | 'cross';
}

/** Net positions of one account in linear swaps, and the leverage and margin mode of each market. */
export class Positions {
  readonly #open = new Map<string, Position>();
  readonly #terms = new Map<string, Terms>();

  of(market: string): Position {
    return this.#open.get(market) ?? { amount: 0n, entry: 0n };
  }

  /** Only those that are not flat. */
  entries(): { market: string; position: Position }[] {
    return [...this.#open]
      .filter(([, { amount }]) => amount !== 0n)
      .map(([market, position]) => ({ market, position }));
  }

  /** What an exchange starts everybody with: high leverage, cross margin. */
  terms(market: string): Terms {
    return this.#terms.get(market) ?? { leverage: 20n * UNIT, marginMode: 'cross' };
  }

  setTerms(market: string, change: Partial<Terms>): void {
    this.#terms.set(market, { ...this.terms(market), ...change });
  }

  /** Books a fill of signed `amount` and returns the profit that it realised, in quote. */
  apply(market: string, amount: Fixed, price: Fixed): Fixed {
    const { amount: before, entry } = this.of(market);
    const after = before + amount;
    if (before === 0n || before > 0n === amount > 0n) {
      const cost = times(abs(before), entry) + times(abs(amount), price);
      this.#open.set(market, { amount: after, entry: after === 0n ? 0n : over(cost, abs(after)) });
      return 0n;
    }
    const closed = abs(amount) < abs(before) ? abs(amount) : abs(before);
    const gain = times(closed, price - entry) * (before > 0n ? 1n : -1n);
    const flipped = after !== 0n && after > 0n !== before > 0n;
    this.#open.set(market, { amount: after, entry: after === 0n ? 0n : flipped ? price : entry });
    return gain;
  }
}

const UNIT = 10n ** 18n;

function abs(value: Fixed): Fixed {
  return value < 0n ? -value : value;
}
