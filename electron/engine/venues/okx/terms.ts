import { eq } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { FailedVerdict } from '../http/verdict.ts';
import { configSchema, leverageSchema } from './wire-documents.ts';

/** What was verified is believed for so long: somebody may change it on the exchange's own site. */
const BELIEVED_MS = 3_600_000;

/** When the terms of each market were verified last, by the venue's time. An account's own, and gone with its seat. */
const verifiedAt = new WeakMap<Desk, Map<string, number>>();

/**
 * Makes sure that the account nets its positions, and that leverage is what the account asks for, by reading it. OKX takes
 * the margin mode with each order and keeps a leverage for each mode. Throws `QtError('LEVERAGE_NOT_SET')`.
 */
export async function ensureTerms(desk: Desk, instrument: Instrument): Promise<void> {
  const known = verifiedAt.get(desk) ?? new Map<string, number>();
  verifiedAt.set(desk, known);
  const nowMs = desk.client.time.nowMs();
  const ageMs = nowMs - (known.get(instrument.venue_symbol) ?? -Infinity);
  if (ageMs >= 0 && ageMs < BELIEVED_MS) return;
  known.delete(instrument.venue_symbol);

  const { leverage, marginMode } = desk.account;
  if (leverage === null || marginMode === null) throw notSet('the account names no leverage or no margin mode');
  await requireNetMode(desk);
  if (!eq(await readLeverage(desk, instrument, marginMode), leverage)) {
    const asked = { instId: instrument.venue_symbol, lever: leverage, mgnMode: marginMode };
    const verdict = await desk.client.send('privatePostAccountSetLeverage', asked);
    if (verdict.kind !== 'ok') throw notSet(verdict.message);
    // The answer is no proof: what counts is what the venue says when it is asked again.
    if (!eq(await readLeverage(desk, instrument, marginMode), leverage)) {
      throw notSet(`the venue does not show ${leverage}x for ${instrument.symbol}`);
    }
  }
  known.set(instrument.venue_symbol, nowMs);
}

/** After a refusal nothing about the terms is taken for granted. */
export function doubtTerms(desk: Desk, instrument: Instrument): void {
  verifiedAt.get(desk)?.delete(instrument.venue_symbol);
}

async function requireNetMode({ client }: Desk): Promise<void> {
  const verdict = await client.read('privateGetAccountConfig', {});
  if (verdict.kind !== 'ok') throw unread('position mode', verdict);
  const answer = configSchema.safeParse(verdict.document);
  if (!answer.success) throw notSet('the venue did not tell the position mode');
  if (answer.data.data.posMode !== 'net_mode') {
    throw notSet('the account keeps long and short apart (hedge mode): switch it to net mode at the exchange');
  }
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
