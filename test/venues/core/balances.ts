import { fixed, show } from './fixed.ts';
import type { Fixed } from './fixed.ts';

interface Holding {
  free: Fixed;
  locked: Fixed;
}

/** Free and locked amounts of one account. Going below zero is a bug of the venue and throws. */
export class Balances {
  readonly #holdings = new Map<string, Holding>();

  constructor(initial: Readonly<Record<string, string>>, assets: Iterable<string>) {
    for (const asset of assets) this.#holdings.set(asset, { free: 0n, locked: 0n });
    for (const [asset, amount] of Object.entries(initial))
      this.#holdings.set(asset, { free: fixed(amount), locked: 0n });
  }

  free(asset: string): Fixed {
    return this.#holding(asset).free;
  }

  total(asset: string): Fixed {
    const { free, locked } = this.#holding(asset);
    return free + locked;
  }

  addFree(asset: string, amount: Fixed): void {
    this.#move(asset, amount, 0n);
  }

  /** Takes from what an order had reserved. */
  spendLocked(asset: string, amount: Fixed): void {
    this.#move(asset, 0n, -amount);
  }

  lock(asset: string, amount: Fixed): void {
    this.#move(asset, -amount, amount);
  }

  unlock(asset: string, amount: Fixed): void {
    this.#move(asset, amount, -amount);
  }

  entries(): { asset: string; free: Fixed; locked: Fixed }[] {
    return [...this.#holdings].map(([asset, holding]) => ({ asset, ...holding }));
  }

  snapshot(): Record<string, { free: string; locked: string }> {
    return Object.fromEntries(
      this.entries().map(({ asset, free, locked }) => [asset, { free: show(free), locked: show(locked) }]),
    );
  }

  #move(asset: string, free: Fixed, locked: Fixed): void {
    const holding = this.#holding(asset);
    holding.free += free;
    holding.locked += locked;
    if (holding.free < 0n || holding.locked < 0n) throw new Error(`balance of ${asset} went below zero`);
  }

  #holding(asset: string): Holding {
    let holding = this.#holdings.get(asset);
    if (!holding) this.#holdings.set(asset, (holding = { free: 0n, locked: 0n }));
    return holding;
  }
}
