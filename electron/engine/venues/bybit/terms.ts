import { eq } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { POSITIONS_PAGE, readMarginMode } from './positions.ts';
import { readList } from './read-list.ts';
import { positionSchema } from './wire-documents.ts';

/** Verified terms are believed for so long. */
const VERIFIED_FOR_MS = 3_600_000;

/** When each market's terms were verified, by the venue's clock. Gone with the account's desk. */
const verified = new WeakMap<Desk, Map<string, number>>();

/** After a refusal nothing is taken for granted. */
export function forgetTerms(desk: Desk, venueSymbol: string): void {
  verified.get(desk)?.delete(venueSymbol);
}

/**
 * Makes sure that the account is in one-way mode and has the margin mode and leverage that it is configured with: sets what
 * differs, and believes only what it reads back. Margin mode is one for the whole account at Bybit, leverage one a market.
 * Throws `QtError('LEVERAGE_NOT_SET')`, and then nothing has been sent.
 */
export async function ensureTerms(desk: Desk, venueSymbol: string): Promise<void> {
  const { client, account } = desk;
  const known = verified.get(desk) ?? new Map<string, number>();
  verified.set(desk, known);
  const age = client.time.nowMs() - (known.get(venueSymbol) ?? -Infinity);
  if (age >= 0 && age < VERIFIED_FOR_MS) return;
  known.delete(venueSymbol);

  try {
    await ensureMarginMode(desk);
    await ensureLeverage(desk, venueSymbol);
  } catch (error) {
    if (!(error instanceof QtError) || error.code === 'LEVERAGE_NOT_SET') throw error;
    throw notSet(account.name, error.message);
  }
  known.set(venueSymbol, client.time.nowMs());
}

async function ensureMarginMode({ client, account }: Desk): Promise<void> {
  const wanted = account.marginMode;
  if (wanted === null) throw notSet(account.name, 'the account has no margin mode configured');
  if ((await readMarginMode(client)) === wanted) return;
  // Its own answer decides nothing: "not modified" and a refusal look alike, and reading back tells them apart.
  const setMarginMode = wanted === 'isolated' ? 'ISOLATED_MARGIN' : 'REGULAR_MARGIN';
  const verdict = await client.send('privatePostV5AccountSetMarginMode', { setMarginMode });
  if ((await readMarginMode(client)) === wanted) return;
  const said = verdict.kind === 'ok' ? 'the venue did not change it' : verdict.message;
  throw notSet(account.name, `the margin mode of the account is not ${wanted}: ${said}`);
}

async function ensureLeverage(desk: Desk, symbol: string): Promise<void> {
  const { client, account } = desk;
  const wanted = account.leverage;
  if (wanted === null) throw notSet(account.name, 'the account has no leverage configured');
  if (await hasLeverage(desk, symbol, wanted)) return;
  const change = { category: 'linear', symbol, buyLeverage: wanted, sellLeverage: wanted };
  const verdict = await client.send('privatePostV5PositionSetLeverage', change);
  if (await hasLeverage(desk, symbol, wanted)) return;
  const said = verdict.kind === 'ok' ? 'the venue did not change it' : verdict.message;
  throw notSet(account.name, `the leverage of ${symbol} is not ${wanted}: ${said}`);
}

/** The list shows a market that was asked for by name also where no position is open. */
async function hasLeverage({ client, account }: Desk, symbol: string, wanted: string): Promise<boolean> {
  const question = { category: 'linear', symbol };
  const read = await readList(client, 'privateGetV5PositionList', question, positionSchema, POSITIONS_PAGE);
  if (read.kind === 'failed') throw notSet(account.name, read.message);
  const [row] = read.rows;
  if (!row || read.rows.some((each) => each.symbol !== symbol)) {
    throw notSet(account.name, `the venue did not tell the leverage of ${symbol}`);
  }
  if (read.rows.length > 1 || row.positionIdx !== '0') {
    throw notSet(account.name, `${symbol} is in hedge mode: set it to one-way mode at the venue`);
  }
  return row.leverage ? eq(row.leverage, wanted) : false;
}

function notSet(accountName: string, why: string): QtError {
  return new QtError('LEVERAGE_NOT_SET', `account ${accountName}: ${why}. Nothing was sent.`);
}
