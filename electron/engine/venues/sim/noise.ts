/** Noise as a pure function of a key and a time, in integers throughout: the same bytes on every machine. */

/** Noise values lie in -SCALE..SCALE. */
export const SCALE = 2 ** 20;

/** Above this many grid points an octave's range is taken as its full height instead of being looked up. */
const MAX_GRID_POINTS = 8;

/** FNV-1a. Turns a name into the key of its own noise. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** An even spread over 0 … 2³²-1 (the finaliser of MurmurHash3). */
export function hashNumber(key: number, n: number): number {
  let hash = Math.imul(key ^ Math.imul(n, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function gridValue(key: number, cell: number): number {
  return Math.floor(hashNumber(key, cell) / 2 ** 11) - SCALE;
}

/** Value noise: random at multiples of `periodMs`, and a smooth climb or fall, never turning, in between. */
export function noiseAt(key: number, periodMs: number, atMs: number): number {
  const cell = Math.floor(atMs / periodMs);
  const t = Math.floor(((atMs - cell * periodMs) * 2 ** 16) / periodMs);
  const smooth = Math.floor((t * t * (3 * 2 ** 16 - 2 * t)) / 2 ** 32);
  const from = gridValue(key, cell);
  return from + Math.floor(((gridValue(key, cell + 1) - from) * smooth) / 2 ** 16);
}

/** Bounds of `noiseAt` over a closed interval; exact for short ones, because between grid points the noise never turns. */
export function noiseBounds(key: number, periodMs: number, fromMs: number, toMs: number): [low: number, high: number] {
  const first = Math.floor(fromMs / periodMs) + 1;
  const last = Math.floor(toMs / periodMs);
  if (last - first >= MAX_GRID_POINTS) return [-SCALE, SCALE];
  const values = [noiseAt(key, periodMs, fromMs), noiseAt(key, periodMs, toMs)];
  for (let cell = first; cell <= last; cell++) values.push(gridValue(key, cell));
  return [Math.min(...values), Math.max(...values)];
}
