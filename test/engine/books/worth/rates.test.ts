import { describe, expect, it, onTestFinished } from 'vitest';
import { readBankAddress } from '../../../../electron/engine/books/worth/bank-address.ts';
import { bankDays } from '../../../../electron/engine/books/worth/bank-days.ts';
import { createRateBooks } from '../../../../electron/engine/books/worth/create-worth.ts';
import { createRates } from '../../../../electron/engine/risk/rates.ts';
import { openKeepAliveFetch } from '../../../../electron/engine/venues/http/keep-alive-fetch.ts';
import type { MarketData, Venue } from '../../../../electron/engine/venues/venue.ts';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';
import { paperAccount } from '../../../support/accounts.ts';
import { tempJournal } from '../../../support/temp-journal.ts';
import { startBankServer } from './bank-server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WAIT = { timeout: 5_000, interval: 5 };
/** A Tuesday. */
const NOW_MS = Date.UTC(2026, 11, 1, 16);
const KRONER: Record<string, string> = { USD: '10', EUR: '11.7', DKK: '156.5', SEK: '105' };

/** Rates at markets of the test's choice and at a bank on loopback, written into a real journal. */
async function world({
  prices = { 'BTC/USDT': '50000' },
  attended = false,
  off = false,
}: { prices?: Record<string, string>; attended?: boolean; off?: boolean } = {}) {
  const bank = await startBankServer((currency, day) => (day < '2020' ? null : (KRONER[currency] ?? null)));
  const clock = createFakeClock(NOW_MS);
  const log = createMemoryLog();
  const db = tempJournal();
  const connections = openKeepAliveFetch();
  const problems: ErrorDocument[] = [];
  const instrument = (symbol: string) => {
    const [base = '', quote = ''] = symbol.split('/');
    return { symbol, base, quote } as Instrument;
  };
  const market = {
    instruments: async () => new Map(Object.keys(prices).map((symbol) => [symbol, instrument(symbol)])),
  } as unknown as MarketData;
  const marks = {
    of: async (_: MarketData, symbol: string) => ({ price: prices[symbol] ?? '0', atMs: clock.nowMs() }),
  };
  const shared = { registry: { config: (name: string) => paperAccount(name) } as never, clock, log };
  const pool = { venue: () => ({ market }) as unknown as Venue };
  const books = createRateBooks({
    ...shared,
    ...{ pool, db, attended, problems, fetch: connections.fetch },
    batch: { gather: async (work) => db.transaction(work) },
    env: { QT_NOK_RATES_URL: off ? 'off' : bank.url },
    rates: createRates({ ...shared, pool, marks, redact: (text) => text }),
  });
  onTestFinished(async () => {
    await books.close();
    connections.close();
  });
  const written = () => db.get<{ n: number }>('SELECT count(*) AS n FROM rates')?.n ?? 0;
  return { ...books, bank, clock, log, db, prices, written, problems };
}

describe('a rate of now', () => {
  it('between dollars and kroner is the bank’s of the last business day', async () => {
    const { book, bank } = await world();
    expect(await book.now('a', 'USDT', 'NOK')).toEqual({
      rate: '10',
      source: 'Norges Bank 2026-12-01, USDT counted as 1 USD',
      atMs: Date.UTC(2026, 11, 1, 13, 15),
      stale: false,
    });
    expect(await book.now('a', 'NOK', 'USD')).toMatchObject({ rate: '0.1', source: 'Norges Bank 2026-12-01' });
    expect(await book.now('a', 'BTC', 'NOK')).toMatchObject({ rate: '500000', stale: false });
    // 156.5 kroner are 100 of them.
    expect(await book.now('a', 'DKK', 'NOK')).toMatchObject({ rate: '1.565' });
    expect(await book.now('a', 'DKK', 'USDT')).toMatchObject({ rate: '0.1565' });
    expect(bank.asked).toEqual([{ from: '2026-11-23', until: '2026-12-01' }]);
    // It learns what anybody could ask for, and nothing of whoever asks.
    expect(bank.headers).toEqual([['accept', 'accept-encoding', 'connection', 'host']]);
  });

  it('is asked for at most once an hour', async () => {
    const { book, bank, clock } = await world();
    await Promise.all([book.now('a', 'USDT', 'NOK'), book.now('b', 'USDT', 'NOK')]);
    clock.advance(HOUR_MS - 1);
    await book.now('a', 'USDT', 'NOK');
    expect(bank.asked).toHaveLength(1);
    clock.advance(1);
    await book.now('a', 'USDT', 'NOK');
    expect(bank.asked).toHaveLength(2);
  });

  it('is the market’s own where it trades that money', async () => {
    const { book, bank } = await world({ prices: { 'BTC/USDT': '50000', 'BTC/NOK': '600000' } });
    expect(await book.now('a', 'USDT', 'NOK')).toMatchObject({ rate: '12', source: 'BTC/USDT and BTC/NOK' });
    expect(bank.asked).toEqual([]);
  });

  it.each<[string, { status: number; body?: string }, string]>([
    ['is down', { status: 503 }, 'HTTP 503'],
    ['answers something else', { status: 200, body: '<html>maintenance</html>' }, ''],
  ])('is missing where the bank %s, and that is told once', async (_, how, why) => {
    const { book, bank, log, clock, written } = await world();
    bank.fail(how);
    const told = await book.now('a', 'USDT', 'NOK');
    if (how.body === undefined)
      expect(told).toMatchObject({ rate: null, reason: expect.stringContaining(why) as string });
    expect(told.rate).toBeNull();
    clock.advance(HOUR_MS);
    expect((await book.now('a', 'USDT', 'NOK')).rate).toBeNull();
    expect(log.records.filter(({ level }) => level === 'WARN')).toHaveLength(1);
    expect(bank.asked).toHaveLength(2);
    expect(written()).toBe(0);
    expect(book.at('a', 'USDT', 'NOK', clock.nowMs())).toBeNull();
    bank.fail(null);
    clock.advance(HOUR_MS);
    expect((await book.now('a', 'USDT', 'NOK')).rate).toBe('10');
  });

  it('is given up after 5 s without an answer', async () => {
    const { book, bank, clock } = await world();
    bank.fail('silent');
    const asked = book.now('a', 'USDT', 'NOK');
    await expect.poll(() => bank.asked.length, WAIT).toBe(1);
    clock.advance(5_000);
    expect(await asked).toMatchObject({ rate: null });
  });

  it('is not asked for where that is switched off', async () => {
    const { book, bank } = await world({ off: true });
    expect(await book.now('a', 'USDT', 'NOK')).toMatchObject({
      rate: null,
      reason: expect.stringContaining('off') as string,
    });
    expect(bank.asked).toEqual([]);
  });
});

describe('a rate of then', () => {
  it('is what was read then, stale after an hour, and none after a week', async () => {
    const { book, clock, market, prices } = await world({ attended: true });
    await market.toCurrency('a', 'BTC', 'USDT');
    // Not written yet, and known already.
    expect(book.at('a', 'BTC', 'USDT', NOW_MS)).toMatchObject({ rate: '50000', stale: false });
    clock.advance(5_000);
    prices['BTC/USDT'] = '60000';
    clock.advance(54_000);
    await market.toCurrency('a', 'BTC', 'USDT');
    clock.advance(1_000);
    await market.toCurrency('a', 'BTC', 'USDT');
    clock.advance(5_000);
    const at = (ms: number) => book.at('a', 'BTC', 'USDT', NOW_MS + ms);
    expect(at(20_000)).toMatchObject({ rate: '50000', source: 'BTC/USDT', atMs: NOW_MS, stale: false });
    expect(at(59_999)).toMatchObject({ rate: '60000', atMs: NOW_MS + 60_000 });
    expect(at(HOUR_MS)).toMatchObject({ rate: '60000', stale: false });
    expect(at(HOUR_MS + 60_001)).toMatchObject({ rate: '60000', stale: true });
    expect(at(7 * DAY_MS + 60_000)).toMatchObject({ rate: '60000', stale: true });
    expect(at(7 * DAY_MS + 60_001)).toBeNull();
    expect(at(-HOUR_MS)).toMatchObject({ rate: '50000' });
    expect(at(-HOUR_MS - 1)).toBeNull();
    // The other way round, and in what counts as a dollar.
    expect(book.at('a', 'USDT', 'BTC', NOW_MS)).toMatchObject({ rate: '0.00002' });
    expect(book.at('a', 'BTC', 'USD', NOW_MS)).toMatchObject({
      rate: '50000',
      source: 'BTC/USDT, USDT counted as 1 USD',
    });
    expect(book.at('a', 'BTC', 'BTC', 0)).toMatchObject({ rate: '1', stale: false });
  });

  it('in kroner asks the bank for the days that are missed, in one request', async () => {
    const { book, bank, clock } = await world({ attended: true });
    const days = [Date.UTC(2024, 2, 4, 20), Date.UTC(2024, 2, 6, 20), Date.UTC(2024, 5, 3, 20)];
    for (const ms of days) expect(book.at('a', 'USDT', 'NOK', ms)).toBeNull();
    clock.advance(1_000);
    await expect.poll(() => bank.asked, WAIT).toEqual([{ from: '2024-02-25', until: '2024-06-03' }]);
    await expect.poll(() => days.map((ms) => book.at('a', 'USDT', 'NOK', ms)?.rate), WAIT).toEqual(['10', '10', '10']);
    // A Sunday has the Friday’s.
    expect(book.at('a', 'USD', 'NOK', Date.UTC(2024, 4, 5, 12))).toMatchObject({
      source: 'Norges Bank 2024-05-03',
      stale: false,
    });
    // Nothing is asked twice, not even where the bank has nothing.
    expect(book.at('a', 'USD', 'NOK', Date.UTC(2010, 0, 5))).toBeNull();
    clock.advance(1_000);
    await expect.poll(() => bank.asked.length, WAIT).toBe(2);
    expect(book.at('a', 'USD', 'NOK', Date.UTC(2010, 0, 5))).toBeNull();
    clock.advance(1_000);
    expect(bank.asked).toHaveLength(2);
  });

  it('of many years is asked for in parts, and not at all any more once the bank fails', async () => {
    const { ensureBankDays, bank, written } = await world();
    await ensureBankDays(NOW_MS - 700 * DAY_MS, NOW_MS);
    expect(bank.asked).toHaveLength(4);
    expect(written()).toBeGreaterThan(4 * 450);
    const before = await world();
    before.bank.fail({ status: 503, body: 'later' });
    await before.ensureBankDays(NOW_MS - 700 * DAY_MS, NOW_MS);
    await before.ensureBankDays(NOW_MS - 600 * DAY_MS, NOW_MS - DAY_MS);
    expect(before.bank.asked).toHaveLength(1);
  });

  it('of the bank is stale after five days', async () => {
    const { book, ensureBankDays, db } = await world();
    await ensureBankDays(NOW_MS, NOW_MS);
    db.run('DELETE FROM rates WHERE at_ms > ?', Date.UTC(2026, 10, 25));
    const at = (day: number) => book.at('a', 'USD', 'NOK', Date.UTC(2026, 10, 24, 13, 15) + day * DAY_MS);
    expect([at(5)?.stale, at(6)?.stale, at(7)?.stale, at(7.1)]).toEqual([false, true, true, null]);
  });

  it('is the price of a trade where nothing was read', async () => {
    const { book, db } = await world();
    const atMs = NOW_MS - 40 * DAY_MS;
    db.run(
      `INSERT INTO imported_trades (account_name, exchange, testnet, symbol, trade_id, side, price, amount, at_ms, imported_ms)
       VALUES ('a', 'binance', 0, 'BNB/USDT', 't1', 'buy', '600', '1', ?, 0)`,
      atMs,
    );
    expect(book.at('a', 'BNB', 'USDT', atMs + 60_000)).toMatchObject({ rate: '600', source: 'a trade of BNB/USDT' });
    expect(book.at('a', 'BNB', 'USD', atMs)).toMatchObject({ rate: '600', stale: false });
    expect(book.at('a', 'BNB', 'USDT', atMs + HOUR_MS + 1)).toBeNull();
    expect(book.at('b', 'BNB', 'USDT', atMs)).toBeNull();
  });
});

describe('the bank', () => {
  it('has to answer in its own CSV', () => {
    const csv = 'BASE_CUR;QUOTE_CUR;UNIT_MULT;TIME_PERIOD;OBS_VALUE\n"SEK";NOK;2;2026-11-20;105.55\r\n';
    expect(bankDays(csv)).toEqual([{ currency: 'SEK', day: '2026-11-20', rate: '1.0555' }]);
    for (const wrong of [csv.replace('105.55', '0'), csv.replace('105.55', '1,5'), csv.replace(';2;', ';;')]) {
      expect(() => bankDays(wrong)).toThrow();
    }
  });

  it.each([
    [undefined, 'https://data.norges-bank.no/api', 0],
    ['off', null, 0],
    ['https://rates.example/api/', 'https://rates.example/api', 0],
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080/api', 0],
    ['http://rates.example/api', null, 1],
    ['https://me:secret@rates.example', null, 1],
    ['nonsense', null, 1],
  ])('is asked at %s', (text, address, count) => {
    const problems: ErrorDocument[] = [];
    expect(readBankAddress(text, problems)).toBe(address);
    expect(problems).toHaveLength(count);
    expect(JSON.stringify(problems)).not.toContain('secret@');
  });
});
