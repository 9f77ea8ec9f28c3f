import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Instruments } from '../instrument-cache.ts';

/** Firi publishes no increments. Its clients send prices with 2 decimals and amounts with 8; minima are not established. */
const TICK = '0.01';
const STEP = '0.00000001';

/** Every quote currency has three letters (NOK, DKK, …), and the id is base and quote without a sign between. */
export function instrumentsFrom(marketIds: readonly string[]): Instruments {
  const instruments = marketIds.filter((id) => /^[A-Z0-9]{2,15}[A-Z]{3}$/.test(id)).map(instrumentFrom);
  return new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
}

function instrumentFrom(id: string): Instrument {
  const base = id.slice(0, -3);
  const quote = id.slice(-3);
  return {
    symbol: `${base}/${quote}`,
    venue_symbol: id,
    base,
    quote,
    active: true,
    contract_size: '1',
    tick: TICK,
    step: STEP,
    min_amount: null,
    max_amount: null,
    min_price: TICK,
    max_price: null,
    min_notional: null,
    // 0.5 % in 2022; what it is now, the venue does not tell.
    maker_fee: null,
    taker_fee: null,
  };
}
