import { hashText, noiseAt, noiseBounds, SCALE } from './noise.ts';
import type { SimInstrument } from './instruments.ts';

/** The mid price of one market, in ticks, for every time. No state: a restart goes on where the path is by now. */
export interface PricePath {
  midAt(atMs: number): number;
  /** Bounds of `midAt` over a closed interval, never too narrow. */
  midBounds(fromMs: number, toMs: number): [low: number, high: number];
}

interface Octave {
  key: number;
  periodMs: number;
  /** Height of the octave, in billionths of the price. */
  heightPpb: number;
}

const SECOND = 1_000;
const HOUR = 3_600_000;

/** Together: about a basis point a second, a few per cent a day, and never outside ± 11 %. */
const OCTAVES: readonly [periodMs: number, heightPpb: number][] = [
  [96 * HOUR, 45_000_000],
  [30 * HOUR, 25_000_000],
  [7 * HOUR, 14_000_000],
  [HOUR, 6_000_000],
  [600 * SECOND, 2_500_000],
  [61 * SECOND, 900_000],
  [11 * SECOND, 350_000],
  [SECOND, 120_000],
];

function octavesOf(seed: string, asset: string, share: number): Octave[] {
  return OCTAVES.map(([periodMs, heightPpb]) => ({
    key: hashText(`${seed}|${asset}|${periodMs}`),
    periodMs,
    heightPpb: Math.floor(heightPpb / share),
  }));
}

/**
 * The path of a market: the noise of its base asset, so that BTC moves alike in dollars and kroner, and a tenth of that
 * of the krone where it is the quote.
 */
export function pricePath(seed: string, instrument: SimInstrument): PricePath {
  const octaves = octavesOf(seed, instrument.base, 1);
  if (instrument.quote === 'NOK') octaves.push(...octavesOf(seed, instrument.quote, 10));
  const scaled = (height: number, noise: number): number => Math.floor((height * noise) / SCALE);
  const ticks = (ppb: number): number =>
    instrument.baseTicks + Math.floor((instrument.baseTicks * ppb) / 1_000_000_000);

  return {
    midAt: (atMs) => {
      let ppb = 0;
      for (const { key, periodMs, heightPpb } of octaves) ppb += scaled(heightPpb, noiseAt(key, periodMs, atMs));
      return ticks(ppb);
    },
    midBounds: (fromMs, toMs) => {
      let [low, high] = [0, 0];
      for (const { key, periodMs, heightPpb } of octaves) {
        const [least, most] = noiseBounds(key, periodMs, fromMs, toMs);
        low += scaled(heightPpb, least);
        high += scaled(heightPpb, most);
      }
      return [ticks(low), ticks(high)];
    },
  };
}
