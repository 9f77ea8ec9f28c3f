import { eq } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { FailedVerdict } from '../http/verdict.ts';
import { configSchema, leverageSchema } from './wire-documents.ts';

/** What was verified is believed for so long: somebody may change it on the exchange's own site. */
const BELIEVED_MS = 3_600_000;

interface Verified {
  /** By the venue's time. */
  atMs: number;
  /** Whether the kind of account knows reduce-only. */
  reduces: boolean;
}

/** When the terms of each market were verified last. An account's own, and gone with its seat. */
const verifiedAt = new WeakMap<Desk, Map<string, Verified>>();

/** `acctLv` 2 and 3: reduce-only is "only applicable to Futures mode and Multi-currency margin", and of no effect elsewhere. */
const REDUCES = new Set(['2', '3']);

/**
 * Makes sure that the account nets its positions, and that leverage is what the account asks for, by reading it. OKX takes
 * the margin mode with each order and keeps a leverage for each mode. Throws `QtError('LEVERAGE_NOT_SET')`.
 */
export async function ensureTerms(desk: Desk, instrument: Instrument): Promise<void> {
  if (verifiedBefore(desk, instrument)) return;
  const known = verifiedAt.get(desk) ?? new Map<string, Verified>();
  verifiedAt.set(desk, known);
  const nowMs = desk.client.time.nowMs();
  known.delete(instrument.venue_symbol);

  const { leverage, marginMode } = desk.account;
  if (leverage === null || marginMode === null) throw notSet('the account names no leverage or no margin mode');
  const reduces = await requireNetMode(desk);
  if (!eq(await readLeverage(desk, instrument, marginMode), leverage)) {
    const asked = { instId: instrument.venue_symbol, lever: leverage, mgnMode: marginMode };
    const verdict = await desk.client.send('privatePostAccountSetLeverage', asked);
    if (verdict.kind !== 'ok') throw notSet(verdict.message);
    // The answer is no proof: what counts is what the venue says when it is asked again.
    if (!eq(await readLeverage(desk, instrument, marginMode), leverage)) {
      throw notSet(`the venue does not show ${leverage}x for ${instrument.symbol}`);
    }
  }
  known.set(instrument.venue_symbol, { atMs: nowMs, reduces });
}

/**
 * For an order that only ever makes a position smaller. It is not held up by a leverage that its being open may keep from
 * being set; but the account has to be of a kind that keeps to reduce-only: otherwise what is to close a position could open
 * one. Throws `QtError('LEVERAGE_NOT_SET')`.
 */
export async function ensureReduces(desk: Desk, instrument: Instrument): Promise<void> {
  const reduces = verifiedBefore(desk, instrument)?.reduces ?? (await requireNetMode(desk));
  if (!reduces) {
    throw notSet('this kind of account (portfolio margin, or none that was told) takes no reduce-only orders');
  }
}

function verifiedBefore(desk: Desk, instrument: Instrument): Verified | null {
  const before = verifiedAt.get(desk)?.get(instrument.venue_symbol);
  const ageMs = desk.client.time.nowMs() - (before?.atMs ?? -Infinity);
  return before && ageMs >= 0 && ageMs < BELIEVED_MS ? before : null;
}

/** After a refusal nothing about the terms is taken for granted. */
export function doubtTerms(desk: Desk, instrument: Instrument): void {
  verifiedAt.get(desk)?.delete(instrument.venue_symbol);
}

/** Tells whether the kind of account knows reduce-only. */
async function requireNetMode({ client }: Desk): Promise<boolean> {
  const verdict = await client.read('privateGetAccountConfig', {});
  if (verdict.kind !== 'ok') throw unread('position mode', verdict);
  const answer = configSchema.safeParse(verdict.document);
  if (!answer.success) throw notSet('the venue did not tell the position mode');
  if (answer.data.data.posMode !== 'net_mode') {
    throw notSet('the account keeps long and short apart (hedge mode): switch it to net mode at the exchange');
  }
  return REDUCES.has(answer.data.data.acctLv ?? '');
}

/** The leverage of one margin mode. In net mode there is one row, and every row has to be about what was asked. */
async function readLeverage({ client }: Desk, instrument: Instrument, mgnMode: string): Promise<string> {
  const instId = instrument.venue_symbol;
  const verdict = await client.read('privateGetAccountLeverageInfo', { instId, mgnMode });
  if (verdict.kind !== 'ok') throw unread('leverage', verdict);
  const answer = leverageSchema.safeParse(verdict.document);
  const rows = answer.success ? answer.data.data : [];
  const [row] = rows;
  if (!row || rows.length !== 1 || row.instId !== instId || row.mgnMode !== mgnMode) {
    throw notSet('the venue did not tell the leverage');
  }
  return row.lever;
}

function unread(what: string, verdict: FailedVerdict): QtError {
  return notSet(`the ${what} could not be read: ${verdict.message}`);
}

function notSet(why: string): QtError {
  return new QtError('LEVERAGE_NOT_SET', why);
}
