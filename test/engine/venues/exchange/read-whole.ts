import type { HistoryFlow, HistoryTrade, VenueHistory } from '../../../../electron/engine/venues/venue.ts';

interface Told {
  trades: Map<string, HistoryTrade>;
  flows: Map<string, HistoryFlow>;
  /** How often something was told that had been told before. */
  again: number;
}

export interface WholePart extends Told {
  /** The cursor of each page, in turn. */
  cursors: string[];
  /** What was known after each page. */
  known: { trades: number; flows: number }[];
}

const MAX_PAGES = 2_000;
const keyOf = {
  trade: ({ symbol, tradeId, side }: HistoryTrade): string => `${symbol} ${tradeId} ${side}`,
  flow: ({ kind, id, asset }: HistoryFlow): string => `${kind} ${id} ${asset}`,
};

/** Reads one part to its end, as the import does: what is told twice counts once, and must not differ. */
export async function readPart(history: VenueHistory, part: string, from: string | null = null): Promise<WholePart> {
  const told: WholePart = { trades: new Map(), flows: new Map(), again: 0, cursors: [], known: [] };
  let cursor = from;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await history.page(part, cursor);
    for (const trade of page.trades) note(told, told.trades, keyOf.trade(trade), trade);
    for (const flow of page.flows) note(told, told.flows, keyOf.flow(flow), flow);
    cursor = page.cursor;
    told.cursors.push(cursor);
    told.known.push({ trades: told.trades.size, flows: told.flows.size });
    if (!page.more) return told;
  }
  throw new Error(`${part} has no end`);
}

function note<T>(told: Told, known: Map<string, T>, key: string, one: T): void {
  const before = known.get(key);
  if (before === undefined) {
    known.set(key, one);
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(one)) throw new Error(`${key} was told in two ways`);
  told.again += 1;
}

/** All parts, in turn. */
export async function readAll(
  history: VenueHistory,
  symbols: readonly string[] = [],
): Promise<{ trades: HistoryTrade[]; flows: HistoryFlow[]; parts: Map<string, WholePart> }> {
  const parts = new Map<string, WholePart>();
  for (const part of await history.parts(symbols)) parts.set(part, await readPart(history, part));
  const all = [...parts.values()];
  return {
    trades: all.flatMap(({ trades }) => [...trades.values()]),
    flows: all.flatMap(({ flows }) => [...flows.values()]),
    parts,
  };
}

/**
 * What a part tells in two runs, the second one gone on with at the cursor of page `at` by another venue object: as after a
 * restart. Keys, sorted.
 */
export async function readInTwo(
  history: VenueHistory,
  part: string,
  at: number,
  reopened: VenueHistory,
): Promise<string[]> {
  const keys = new Set<string>();
  let cursor: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page: Awaited<ReturnType<VenueHistory['page']>> = await (pages <= at ? history : reopened).page(part, cursor);
    for (const trade of page.trades) keys.add(keyOf.trade(trade));
    for (const flow of page.flows) keys.add(keyOf.flow(flow));
    cursor = page.cursor;
    if (!page.more) return [...keys].toSorted();
  }
  throw new Error(`${part} has no end`);
}

export const keysOf = ({ trades, flows }: Pick<WholePart, 'trades' | 'flows'>): string[] =>
  [...trades.keys(), ...flows.keys()].toSorted();
