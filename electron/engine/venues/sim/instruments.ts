import type { Instrument } from '../../../../shared/schema/market.ts';
import { decimalPlaces } from '../../../../shared/money/decimal.ts';

/** One built-in market: its trading rules, and the shape of its price and book in whole ticks and steps. */
export interface SimInstrument extends Instrument {
  /** Decimal places of one tick and of one step; both are powers of ten. */
  tickPlaces: number;
  stepPlaces: number;
  /** Middle of the price path, in ticks. */
  baseTicks: number;
  /** Best bid and best ask stand 1 to this many ticks from the mid price. */
  halfSpreadTicks: number;
  /** Largest distance between neighbouring levels of the book. */
  gapTicks: number;
  /** Typical size of a level near the top of the book. */
  sizeSteps: number;
}

type Shape = Pick<SimInstrument, 'baseTicks' | 'halfSpreadTicks' | 'gapTicks' | 'sizeSteps'>;

function market(
  base: string,
  quote: string,
  tick: string,
  step: string,
  minNotional: string,
  shape: Shape,
): SimInstrument {
  return {
    symbol: `${base}/${quote}`,
    venue_symbol: `${base}${quote}`,
    base,
    quote,
    active: true,
    contract_size: '1',
    tick,
    step,
    min_amount: step,
    max_amount: null,
    min_price: tick,
    max_price: null,
    min_notional: minNotional,
    maker_fee: '0.001',
    taker_fee: '0.001',
    tickPlaces: decimalPlaces(tick),
    stepPlaces: decimalPlaces(step),
    ...shape,
  };
}

/** Price levels of late 2026; one dollar is about 10.61 kroner. Depth of each book: roughly 400 000 dollars a side. */
const TABLE: readonly SimInstrument[] = [
  market('BTC', 'USDT', '0.01', '0.00001', '5', {
    baseTicks: 6_840_000,
    halfSpreadTicks: 4,
    gapTicks: 400,
    sizeSteps: 12_000,
  }),
  market('ETH', 'USDT', '0.01', '0.0001', '5', {
    baseTicks: 359_000,
    halfSpreadTicks: 3,
    gapTicks: 24,
    sizeSteps: 20_000,
  }),
  market('SOL', 'USDT', '0.01', '0.001', '5', {
    baseTicks: 16_400,
    halfSpreadTicks: 1,
    gapTicks: 3,
    sizeSteps: 37_000,
  }),
  market('XRP', 'USDT', '0.0001', '0.1', '5', {
    baseTicks: 21_800,
    halfSpreadTicks: 2,
    gapTicks: 3,
    sizeSteps: 27_000,
  }),
  market('BTC', 'NOK', '1', '0.00001', '50', {
    baseTicks: 726_000,
    halfSpreadTicks: 40,
    gapTicks: 90,
    sizeSteps: 9_000,
  }),
  market('ETH', 'NOK', '0.1', '0.0001', '50', {
    baseTicks: 381_000,
    halfSpreadTicks: 30,
    gapTicks: 60,
    sizeSteps: 17_000,
  }),
];

export const SIM_INSTRUMENTS: ReadonlyMap<string, SimInstrument> = new Map(TABLE.map((row) => [row.symbol, row]));
