import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Credentials, RealAccount } from '../../accounts/account-config.ts';
import type { CcxtClient } from '../ccxt/ccxt-client.ts';
import { exchangeSettings } from '../ccxt/exchange-settings.ts';
import { openClient } from '../ccxt/open-client.ts';
import type { VenueDeps } from '../deps.ts';
import { recordCall } from '../http/guarded-fetch.ts';
import { inTurn } from '../http/in-turn.ts';
import type { Turn } from '../http/turn.ts';
import { createVenueClock } from '../http/venue-clock.ts';
import type { VenueClock } from '../http/venue-clock.ts';
import type { Verdict } from '../http/verdict.ts';
import { createVenueText } from '../http/venue-text.ts';
import { openWire } from '../http/wire.ts';
import type { WireEvidence } from '../http/wire-evidence.ts';
import { createPlaces } from '../places.ts';
import type { ExchangeFacts } from './exchange-facts.ts';
import { createRisingNonce } from './rising-nonce.ts';
import { sealCredentials } from './seal-credentials.ts';
import type { SealedKeys } from './seal-credentials.ts';
import { createTurns } from './turns.ts';

const TIMEOUT_MS = 5_000;
/** What answers knows no such question. */
const NOT_IMPLEMENTED = 501;
const MAX_BODY_BYTES = 8 * 1_024 * 1_024;
/** Half of the second that a date names, and the way of the answer. */
const DATE_SAYS_MS = 1_000;

/** Parameters of a request. Strings, so that no figure passes through a float; nested only where a venue wants lists. */
export type Params = Readonly<Record<string, unknown>>;

/** Names of endpoints as ccxt makes them from its table (`privatePostV5OrderCreate`): one request each, nothing converted. */
export interface SigningClient {
  /** Sends one request, once. */
  send(call: string, params: Params): Promise<Verdict>;
  /** As `send`, for what may be asked twice: after a refused timestamp the clock is measured and the question repeated. */
  read(call: string, params: Params): Promise<Verdict>;
  readonly time: VenueClock;
  close(): void;
}

type Endpoints = CcxtClient & Record<string, ((params: Params) => Promise<unknown>) | undefined>;

/** The signing client of one account. The library is loaded by the first request. Throws `QtError('MISSING_CREDENTIALS')`. */
export function openSigningClient(account: RealAccount, facts: ExchangeFacts, deps: VenueDeps): SigningClient {
  const settings = exchangeSettings(facts.exchange, account);
  const bases = account.apiUrl === null ? settings.origins : [account.apiUrl];
  const places = deps.places ?? createPlaces(deps.clock);
  const governor = places.governor(settings.limits, bases[0] ?? '');
  const limits = { timeoutMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES, governor };
  const wire = openWire({ guard: { bases, access: facts.routes }, ...limits, account: account.name }, deps);
  const keys = keysOf(account, facts);
  const clean = createVenueText(account.credentials);
  const turns = facts.nonce ? createTurns(deps.clock) : null;
  let opening: Promise<Endpoints> | null = null;

  const client = (): Promise<Endpoints> => {
    opening ??= openClient(account, settings, wire, deps).then((opened) => {
      Object.assign(opened.options, facts.clientOptions);
      opened.milliseconds = () => Math.round(time.nowMs());
      if (facts.nonce) opened.nonce = createRisingNonce(() => time.nowMs());
      return sealCredentials(opened, keys) as Endpoints;
    });
    // A library that could not be loaded once is not missing for good.
    opening.catch(() => (opening = null));
    return opening;
  };
  const exchange = async (call: string, params: Params): Promise<WireEvidence> => {
    const opened = await client();
    const endpoint = opened[call];
    if (!endpoint) throw new Error(`${facts.exchange} has no endpoint ${call}`);
    const ask = (permit: Turn | null): ReturnType<typeof recordCall> =>
      recordCall(() => endpoint.call(opened, params), permit);
    const numbered = turns !== null && facts.nonce?.isSigned(call) === true;
    const urgent = facts.nonce?.isUrgent(call) === true;
    // A number taken from a wall clock that is ahead would shut the key out until that time has come.
    if (numbered && !time.wasMeasured() && (await time.measure()) === null) {
      const detail = `the clock of ${facts.exchange} could not be read, and its requests are numbered by it`;
      return { phase: 'not_sent', code: 'VENUE_CLOCK', detail };
    }
    return inTurn(governor, async (permit) => {
      const { exchanges } = await (numbered ? turns.take(urgent, () => ask(permit)) : ask(permit));
      const detail = 'the request could not be signed: check the credentials';
      return exchanges.at(-1) ?? { phase: 'not_sent', code: 'VENUE_AUTH', detail };
    });
  };
  const judge = (evidence: WireEvidence): Verdict => {
    const verdict = facts.judge(evidence, clean);
    if (verdict.kind === 'refused' && verdict.code === 'VENUE_RATE_LIMIT') wire.heed(evidence);
    if (verdict.kind === 'refused' && verdict.code === 'VENUE_CLOCK') time.doubt();
    return verdict;
  };
  const send = async (call: string, params: Params): Promise<Verdict> => judge(await exchange(call, params));
  const ask = async (call: string, params: Params): Promise<Verdict> => {
    const evidence = await exchange(call, params);
    const verdict = judge(evidence);
    return verdict.kind === 'unknown' && isAnswer(evidence) ? { ...verdict, answered: true } : verdict;
  };
  const askTime = async (): Promise<number | null> => {
    let datedMs: number | null = null;
    const told = await facts.readTime({
      send: async (call, params) => {
        const evidence = await exchange(call, params);
        datedMs = timeByDate(evidence, deps.clock.nowMs());
        return judge(evidence);
      },
    });
    return told ?? datedMs;
  };
  const time = createVenueClock(askTime, deps.clock, places.skew(account));

  return {
    send,
    read: async (call, params) => {
      await time.ensure();
      const verdict = await ask(call, params);
      if (verdict.kind !== 'refused' || verdict.code !== 'VENUE_CLOCK') return verdict;
      await time.ensure();
      return ask(call, params);
    },
    time,
    close: () => wire.close(),
  };
}

/** Something that knows no such question, or words its answer in another way: no fault of its own, and no wall before it. */
function isAnswer(evidence: WireEvidence): boolean {
  if (evidence.phase !== 'answered') return false;
  const { status } = evidence;
  return status === NOT_IMPLEMENTED || (status < 500 && status !== 401 && status !== 403);
}

/**
 * For a venue in between that does not know the question for the time: its answer is dated all the same. To the second only,
 * so that within it our own clock is the better one. What is wrong on the venue's side is no answer.
 */
function timeByDate(evidence: WireEvidence, nowMs: number): number | null {
  if (evidence.phase !== 'answered' || evidence.status >= 500 || evidence.dateMs === undefined) return null;
  const middleMs = evidence.dateMs + 500;
  return Math.abs(middleMs - nowMs) <= DATE_SAYS_MS ? nowMs : middleMs;
}

function keysOf({ name, credentials }: { name: string; credentials: Credentials }, facts: ExchangeFacts): SealedKeys {
  const { apiKey, apiSecret, passphrase } = credentials;
  if (!apiSecret) throw new QtError('MISSING_CREDENTIALS', `account ${name} has no API secret`);
  if (facts.passphrase && !passphrase) throw new QtError('MISSING_CREDENTIALS', `account ${name} has no passphrase`);
  return { apiKey, apiSecret, passphrase: facts.passphrase ? passphrase : null };
}
