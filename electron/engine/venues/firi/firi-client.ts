import type { RealAccount } from '../../accounts/account-config.ts';
import type { VenueDeps } from '../deps.ts';
import { inTurn } from '../http/in-turn.ts';
import type { Turn } from '../http/turn.ts';
import { createVenueClock } from '../http/venue-clock.ts';
import type { VenueClock } from '../http/venue-clock.ts';
import type { Verdict } from '../http/verdict.ts';
import { createVenueText } from '../http/venue-text.ts';
import { openWire } from '../http/wire.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { createPlaces } from '../places.ts';
import { FIRI_URL } from './address.ts';
import { FIRI_LIMITS } from './limits.ts';
import { firiVerdict } from './outcome.ts';
import { FIRI_ROUTES } from './routes.ts';
import { signRequest } from './sign.ts';

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 8 * 1_024 * 1_024;

export interface FiriCall {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  payload?: Record<string, string>;
}

export interface FiriClient {
  /** Sends one signed request, once. */
  send(call: FiriCall): Promise<Verdict>;
  /** As `send`, for what may be asked twice: after a refused timestamp the clock is measured and the question repeated. */
  read(call: Omit<FiriCall, 'method' | 'payload'>): Promise<Verdict>;
  readonly time: VenueClock;
  close(): void;
}

export function openFiriClient(account: RealAccount, deps: VenueDeps): FiriClient {
  const base = account.apiUrl ?? FIRI_URL;
  const places = deps.places ?? createPlaces(deps.clock);
  const governor = places.governor(FIRI_LIMITS, base);
  const limits = { timeoutMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES, governor };
  const wire = openWire({ guard: { bases: [base], access: FIRI_ROUTES }, ...limits, account: account.name }, deps);
  const clean = createVenueText(account.credentials);

  const time = createVenueClock(
    async () => {
      const verdict = firiVerdict(await wire.send({ url: `${base}/time`, method: 'GET', headers: {} }), clean);
      const told = verdict.kind === 'ok' ? (verdict.document as { time?: unknown }).time : null;
      // Whole seconds, cut: on average half a second has gone by since.
      return typeof told === 'string' && /^\d{10}$/.test(told) ? Number(told) * 1_000 + 500 : null;
    },
    deps.clock,
    places.skew(account),
  );

  const attempt = ({ method, path, query, payload }: FiriCall, permit: Turn | null): Promise<WireEvidence> => {
    const signed = signRequest(account.credentials, time.nowMs(), payload);
    const search = new URLSearchParams({ ...query, ...signed.query }).toString();
    const url = `${base}${path}${search === '' ? '' : `?${search}`}`;
    const headers = { ...signed.headers, ...(signed.body !== undefined && { 'content-type': 'application/json' }) };
    return wire.send({ url, method, headers, body: signed.body }, permit);
  };
  const send = async (call: FiriCall): Promise<Verdict> => {
    const evidence = await inTurn(governor, (permit) => attempt(call, permit));
    const verdict = firiVerdict(evidence, clean);
    if (verdict.kind === 'refused' && verdict.code === 'VENUE_RATE_LIMIT') wire.heed(evidence);
    if (verdict.kind === 'refused' && verdict.code === 'VENUE_CLOCK') time.doubt();
    return verdict;
  };

  return {
    send,
    read: async (question) => {
      const call: FiriCall = { method: 'GET', ...question };
      await time.ensure();
      const verdict = await send(call);
      if (verdict.kind !== 'refused' || verdict.code !== 'VENUE_CLOCK') return verdict;
      await time.ensure();
      return send(call);
    },
    time,
    close: () => wire.close(),
  };
}
