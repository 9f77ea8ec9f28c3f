import { abs, add, eq, isZero, lte, mul, sub } from '../../../../shared/money/decimal.ts';

/**
 * What an account holds, and what it was worth when that was last looked at. Keys are assets (`BTC`), and symbols of swaps
 * (`BTC/USDT:USDT`), whose quantity is below zero where the position is short.
 */
export type Book = Readonly<Record<string, { quantity: string; mark: string }>>;

/** Of an asset: its worth in the account's currency, and 1. Of a swap: its price in its quote, and the quote's worth. */
export interface Worth {
  mark: string;
  rate: string;
}
export type Worths = ReadonlyMap<string, Worth>;

/** A change of one quantity by a trade. `paid`: what was given for it, in units of the mark; nothing where it was a flow. */
export interface Move {
  key: string;
  quantity: string;
  paid: string;
}

export const isSwap = (key: string): boolean => key.includes(':');

/** Throws where it was not gathered: a bug, because what cannot be told ends a measurement before. */
export function worthOf(key: string, worths: Worths): Worth {
  const worth = worths.get(key);
  if (!worth) throw new Error(`nobody said what ${key} is worth`);
  return worth;
}

/**
 * The book a moment later: what was held gained or lost by the change of its marks, and what was traded by the difference
 * between its price and the mark. Looking in between changes no sum, because each mark is added once and taken off once.
 */
export function advanced(book: Book, worths: Worths, moves: readonly Move[]): { book: Book; gain: string } {
  const next = new Map<string, { quantity: string; mark: string }>();
  let gain = '0';
  for (const [key, { quantity, mark: before }] of Object.entries(book)) {
    const { mark, rate } = worthOf(key, worths);
    gain = add(gain, mul(mul(quantity, sub(mark, before)), rate));
    next.set(key, { quantity, mark });
  }
  for (const { key, quantity, paid } of moves) {
    const { mark, rate } = worthOf(key, worths);
    gain = add(gain, mul(sub(mul(quantity, mark), paid), rate));
    next.set(key, { quantity: add(next.get(key)?.quantity ?? '0', quantity), mark });
  }
  return { book: withoutNothing(next), gain };
}

export interface RebaseTerms {
  /** Whether the reading can be relied on for this key: nothing is on its way that it may or may not show. */
  quiet: (key: string, difference: string) => boolean;
  /**
   * By asset, in the account's currency: how far the estimates of trades whose price was never told may be off. A difference
   * within that is profit or loss, and no transfer.
   */
  slack: Readonly<Record<string, string>>;
}

/**
 * Takes over the quantities that the venue shows. What came or went without a trade of ours is neither profit nor loss. A
 * swap's margin is not in the book of trades, so its assets are taken over in any case.
 */
export function rebased(
  book: Book,
  shown: ReadonlyMap<string, string>,
  worths: Worths,
  { quiet, slack }: RebaseTerms,
): { book: Book; gain: string; changed: string[]; settled: string[] } {
  const next = new Map(Object.entries(book));
  const slacks = new Map(Object.entries(slack));
  const changed: string[] = [];
  const settled: string[] = [];
  let gain = '0';
  for (const key of new Set([...next.keys(), ...shown.keys(), ...slacks.keys()])) {
    const before = next.get(key)?.quantity ?? '0';
    const now = shown.get(key) ?? '0';
    const difference = sub(now, before);
    if (!quiet(key, difference)) continue;
    if (slacks.has(key)) settled.push(key);
    if (eq(now, before)) continue;
    const { mark, rate } = worthOf(key, worths);
    const value = mul(mul(difference, mark), rate);
    if (lte(abs(value), slacks.get(key) ?? '0')) gain = add(gain, value);
    else changed.push(key);
    next.set(key, { quantity: now, mark });
  }
  return { book: withoutNothing(next), gain, changed, settled };
}

function withoutNothing(entries: ReadonlyMap<string, { quantity: string; mark: string }>): Book {
  return Object.fromEntries([...entries].filter(([, { quantity }]) => !isZero(quantity)));
}
