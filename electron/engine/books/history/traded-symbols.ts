import { isZero } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { AccountMonitor } from '../../accounts/account-monitor.ts';
import type { OrderFinder } from '../../orders/order-finder.ts';
import type { PositionReadings } from '../../risk/position-readings.ts';
import type { VenuePool } from '../../venues/venue-pool.ts';

export interface TradedSymbolsDeps {
  orders: Pick<OrderFinder, 'placesOf'>;
  pool: Pick<VenuePool, 'venue' | 'hasSeatOf'>;
  monitor: Pick<AccountMonitor, 'balances'>;
  positions: Pick<PositionReadings, 'read'>;
}

/** A holding this young says well enough what was traded. */
const FRESH_MS = 60_000;

/**
 * Markets in which the account traded, as far as it shows: our own orders, open positions, and what it holds. They are asked
 * for first where a venue tells trades by market; what is not among them comes later, so one that is missing does no harm.
 */
export async function tradedSymbols(accountName: string, deps: TradedSymbolsDeps): Promise<string[]> {
  const { orders, pool, monitor, positions } = deps;
  const found = new Set<string>();
  for (const place of orders.placesOf(accountName, 0)) if (pool.hasSeatOf(place)) found.add(place.symbol);
  await spared(async () => {
    for (const { symbol } of (await positions.read(accountName, FRESH_MS)).positions) found.add(symbol);
  });
  await spared(async () => {
    const { balances } = await monitor.balances(accountName, FRESH_MS);
    const held = new Set(balances.filter(({ total }) => !isZero(total)).map(({ asset }) => asset));
    for (const { symbol, base } of (await pool.venue(accountName).market.instruments()).values()) {
      if (held.has(base)) found.add(symbol);
    }
  });
  return [...found];
}

async function spared(look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof QtError)) throw error;
  }
}
