import { z } from 'zod';
import { parseExactJson } from '../http/exact-json.ts';
import type { MarketPlace } from '../market-place.ts';
import type { SystemStatus } from '../venue.ts';
import type { CcxtExchange } from './exchange-settings.ts';

/** The public question for the state of an exchange: which endpoint, by ccxt's name of it, and what its answer means. */
export interface StatusQuestion {
  call: string;
  read(bodyText: string): SystemStatus;
}

/** Null where the place has none. Bybit lists what it announces by numbers that are not documented for certain. */
export function statusQuestion(
  exchange: CcxtExchange,
  { testnet }: Pick<MarketPlace, 'testnet'>,
): StatusQuestion | null {
  switch (exchange) {
    case 'binance':
      // One for all markets, at the spot address. The testnets have none.
      return testnet ? null : { call: 'sapiGetSystemStatus', read: told(binance, STATES.binance) };
    case 'kraken':
      return { call: 'publicGetSystemStatus', read: told(kraken, STATES.kraken) };
    case 'kucoin':
      return { call: 'publicGetStatus', read: told(kucoin, STATES.kucoin) };
    case 'okx':
      return { call: 'publicGetSystemStatus', read: (bodyText) => okxStatus(bodyText, testnet ? '2' : '1') };
    default:
      return null;
  }
}

const binance = z.object({ status: z.string() }).transform(({ status }) => status);
const kraken = z.object({ result: z.object({ status: z.string() }) }).transform(({ result }) => result.status);
const kucoin = z.object({ data: z.object({ status: z.string() }) }).transform(({ data }) => data.status);

/** A state in which new orders are not taken is maintenance; one that takes some of them (`limit_only`) is neither. */
const STATES = {
  binance: { '0': 'ok', '1': 'maintenance' },
  kraken: { online: 'ok', maintenance: 'maintenance', cancel_only: 'maintenance', post_only: 'maintenance' },
  kucoin: { open: 'ok', close: 'maintenance', cancelonly: 'maintenance' },
} as const satisfies Record<string, Readonly<Record<string, SystemStatus>>>;

function told(state: z.ZodType<string>, states: Readonly<Record<string, SystemStatus>>): StatusQuestion['read'] {
  return (bodyText) => {
    const read = state.safeParse(parseExactJson(bodyText));
    return (read.success && states[read.data]) || null;
  };
}

const okx = z.object({
  code: z.literal('0'),
  data: z.array(z.object({ state: z.string(), serviceType: z.string(), env: z.string().optional() })),
});
/** The trading service as a whole. Batches of accounts or products are not everybody's, and the others not ours. */
const OKX_TRADING = '5';

/**
 * OKX lists what is announced, most of it far ahead and about something else. ccxt's own reading takes the last row for the
 * state of everything.
 */
function okxStatus(bodyText: string, env: string): SystemStatus {
  const read = okx.safeParse(parseExactJson(bodyText));
  if (!read.success) return null;
  const ongoing = read.data.data.some(
    (row) =>
      (row.state === 'ongoing' || row.state === 'pre_open') &&
      row.serviceType === OKX_TRADING &&
      (row.env ?? env) === env,
  );
  return ongoing ? 'maintenance' : 'ok';
}
