import type { ImportPart } from './import-store.ts';

/** So often a market is looked at again in which nothing was ever traded, as far as is known. */
const QUIET_EVERY_MS = 24 * 3_600_000;

/**
 * Whether a part is to be asked for now. Where trades are told by market there can be thousands of parts, and of nearly all of
 * them there will never be anything.
 */
export function isDue(part: ImportPart, symbols: readonly string[], nowMs: number): boolean {
  const symbol = /^trades (.+)$/.exec(part.part)?.[1];
  if (symbol === undefined || part.done === 0 || part.trades > 0 || symbols.includes(symbol)) return true;
  return nowMs - part.updated_ms >= QUIET_EVERY_MS;
}
