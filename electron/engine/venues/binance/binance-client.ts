import { QtError } from '../../../../shared/schema/error-code.ts';
import type { RealAccount } from '../../accounts/account-config.ts';
import type { CcxtClient } from '../ccxt/ccxt-client.ts';
import { exchangeSettings } from '../ccxt/exchange-settings.ts';
import { openClient } from '../ccxt/open-client.ts';
import type { VenueDeps } from '../deps.ts';
import { recordCall } from '../http/guarded-fetch.ts';
import { createVenueClock } from '../http/venue-clock.ts';
import type { VenueClock } from '../http/venue-clock.ts';
import type { Verdict } from '../http/verdict.ts';
import { createVenueText } from '../http/venue-text.ts';
import { openWire } from '../http/wire.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { binanceVerdict } from './outcome.ts';
import { BINANCE_ROUTES } from './routes.ts';
import { sealCredentials } from './seal-credentials.ts';
import type { KeyPair } from './seal-credentials.ts';

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 8 * 1_024 * 1_024;

/** ccxt's names of the endpoints: one request each, nothing loaded before, nothing converted on the way. */
export type BinanceCall =
  | 'publicGetTime'
  | 'privatePostOrder'
  | 'privateGetOrder'
  | 'privateDeleteOrder'
  | 'privateGetOpenOrders'
  | 'privateGetAllOrders'
  | 'privateGetMyTrades'
  | 'privateGetAccount'
  | 'sapiGetAccountApiRestrictions';

type SigningClient = CcxtClient & Record<BinanceCall, (params: Record<string, string>) => Promise<unknown>>;

export interface BinanceClient {
  /** Sends one request, once. */
  send(call: BinanceCall, params: Record<string, string>): Promise<Verdict>;
  /** As `send`, for what may be asked twice: after a refused timestamp the clock is measured and the question repeated. */
  read(call: BinanceCall, params: Record<string, string>): Promise<Verdict>;
  readonly time: VenueClock;
  close(): void;
}

/** The signing client of one account. The library is loaded by the first request. Throws `QtError('MISSING_CREDENTIALS')`. */
export function openBinanceClient(account: RealAccount, deps: VenueDeps): BinanceClient {
  const settings = exchangeSettings('binance', account);
  const bases = account.apiUrl === null ? settings.origins : [account.apiUrl];
  const limits = { timeoutMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES };
  const wire = openWire({ guard: { bases, access: BINANCE_ROUTES }, ...limits }, deps);
  const credentials = keyPair(account);
  const clean = createVenueText(account.credentials);
  let opening: Promise<SigningClient> | null = null;

  const client = (): Promise<SigningClient> => {
    opening ??= openClient(account, settings, { wire, paced: false }, deps).then((opened) => {
      opened.milliseconds = () => Math.round(time.nowMs());
      return sealCredentials(opened, credentials) as SigningClient;
    });
    return opening;
  };
  const exchange = async (call: BinanceCall, params: Record<string, string>): Promise<WireEvidence> => {
    const opened = await client();
    const { exchanges } = await recordCall(() => opened[call](params));
    const detail = 'the request could not be signed: check the credentials';
    return exchanges.at(-1) ?? { phase: 'not_sent', code: 'VENUE_AUTH', detail };
  };
  const send = async (call: BinanceCall, params: Record<string, string>): Promise<Verdict> => {
    const verdict = binanceVerdict(await exchange(call, params), clean);
    if (verdict.kind === 'refused' && verdict.code === 'VENUE_CLOCK') time.doubt();
    return verdict;
  };
  const time = createVenueClock(async () => {
    const verdict = await send('publicGetTime', {});
    const told = verdict.kind === 'ok' ? (verdict.document as { serverTime?: unknown }).serverTime : null;
    return typeof told === 'string' && /^\d{13}$/.test(told) ? Number(told) : null;
  }, deps.clock);

  return {
    send,
    read: async (call, params) => {
      await time.ensure();
      const verdict = await send(call, params);
      if (verdict.kind !== 'refused' || verdict.code !== 'VENUE_CLOCK') return verdict;
      await time.ensure();
      return send(call, params);
    },
    time,
    close: () => wire.close(),
  };
}

function keyPair({ name, credentials: { apiKey, apiSecret } }: RealAccount): KeyPair {
  if (!apiSecret) throw new QtError('MISSING_CREDENTIALS', `account ${name} has no API secret`);
  return { apiKey, apiSecret };
}
