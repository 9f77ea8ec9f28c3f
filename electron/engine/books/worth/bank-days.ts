import { z } from 'zod';
import { div, isPositive, normalize } from '../../../../shared/money/decimal.ts';
import type { Clock } from '../../ports.ts';
import type { VenueFetch } from '../../venues/deps.ts';
import { readBody } from '../../venues/http/body.ts';

/**
 * Norges Bank's open data API: official middle rates of business days, without a key. Its CSV is separated by semicolons, and
 * tells some currencies for 100 units (UNIT_MULT 2); `locale=en` has points in decimals.
 * https://www.norges-bank.no/en/topics/statistics/open-data/guide-data-warehouse/
 * https://www.norges-bank.no/tema/Statistikk/apne-data/tilgjengelige-data/
 */
export const NORGES_BANK = 'https://data.norges-bank.no/api';
/** What is asked for: what accounts are likely kept in. */
export const BANK_CURRENCIES = ['USD', 'EUR', 'DKK', 'SEK', 'GBP', 'CHF'] as const;

const TIMEOUT_MS = 5_000;
/** Ten years of six currencies are less than 3 MB. */
const MAX_BYTES = 8_000_000;
const PLACES = 24;

/** Kroner for one unit of a currency on a day (`2026-11-20`). */
export interface BankDay {
  currency: string;
  day: string;
  rate: string;
}

/** Asks for all days of a range, both inclusive. Throws where the bank does not answer as it should. */
export async function readBankDays(
  { from, until }: { from: string; until: string },
  by: { address: string; fetch: VenueFetch; clock: Pick<Clock, 'after'>; stop: AbortController },
): Promise<BankDay[]> {
  const { address, fetch, clock, stop } = by;
  const key = `B.${BANK_CURRENCIES.join('+')}.NOK.SP`;
  const url = `${address}/data/EXR/${key}?format=csv&startPeriod=${from}&endPeriod=${until}&locale=en`;
  const cancelTimeout = clock.after(TIMEOUT_MS, () =>
    stop.abort(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)),
  );
  try {
    const init = { method: 'GET', headers: { accept: 'text/csv' }, redirect: 'manual', signal: stop.signal } as const;
    const answer = await fetch(url, init);
    // Read in any case: an answer that nobody reads keeps its connection for ever.
    const text = await readBody(answer, MAX_BYTES);
    if (text === null) stop.abort();
    // No day of the range was a business day.
    if (answer.status === 404) return [];
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`);
    if (text === null) throw new Error('the answer is too long');
    return bankDays(text);
  } finally {
    cancelTimeout();
  }
}

const rowSchema = z.object({
  BASE_CUR: z.string().regex(/^[A-Z]{3}$/),
  QUOTE_CUR: z.literal('NOK'),
  UNIT_MULT: z.string().regex(/^\d$/),
  TIME_PERIOD: z.iso.date(),
  OBS_VALUE: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
});

/** Throws where it is not the CSV that is known. */
export function bankDays(text: string): BankDay[] {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const columns = fields(head);
  if (!Object.keys(rowSchema.shape).every((column) => columns.includes(column)))
    throw new Error('the answer is no CSV of rates');
  return lines.map((line) => {
    const values = fields(line);
    const { data: row } = rowSchema.safeParse(Object.fromEntries(columns.map((column, i) => [column, values[i]])));
    if (!row) throw new Error('the answer has a row that is not known');
    const rate = div(row.OBS_VALUE, `1${'0'.repeat(Number(row.UNIT_MULT))}`, { places: PLACES });
    if (!isPositive(rate)) throw new Error(`a rate of ${row.BASE_CUR} is not above zero`);
    return { currency: row.BASE_CUR, day: row.TIME_PERIOD, rate: normalize(rate) };
  });
}

/** Values can stand in quotes. */
const fields = (line: string): string[] => line.split(';').map((value) => value.replace(/^"(.*)"$/, '$1').trim());
