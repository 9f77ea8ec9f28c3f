import { describe, expect, it } from 'vitest';
import { createSnapshotStore } from '../../../../electron/engine/books/worth/snapshot-store.ts';
import { thinSnapshots } from '../../../../electron/engine/books/worth/thin-snapshots.ts';
import { systemSoon } from '../../../../electron/engine/seams.ts';
import type { StatementFormat } from '../../../../shared/schema/statement.ts';
import { tempJournal } from '../../../support/temp-journal.ts';
import { pdfPages } from './pdf-text.ts';
import { LEDGER, flowed, measured, ordered, statementsOf } from './statement-world.ts';
import type { World } from './statement-world.ts';

const NAME = LEDGER.accountName;
const BTC = { symbol: 'BTC/USDT', fee: '1', feeAsset: 'USDT' } as const;
const at = (iso: string): number => Date.parse(iso);

/** October in Oslo: opened with 1000, 500 paid in, 75.5 gained. */
function october(change: World = {}) {
  const db = tempJournal();
  measured(db, 'USDT', [
    ['2026-09-30T21:00:00Z', '1000', '20'],
    ['2026-10-10T12:00:00Z', '980', '0'],
    ['2026-10-20T12:00:00Z', '1555.25', '75.25'],
    ['2026-10-31T22:59:00Z', '1575.5', '95.5'],
    ['2026-11-02T12:00:00Z', '9999', '8000'],
  ]);
  flowed(db, [['2026-10-15T10:00:00Z', 'deposit', 'USDT', '500']]);
  ordered(db, [
    {
      at: '2026-10-02T10:00:00Z',
      symbol: 'BTC/USDT',
      side: 'buy',
      amount: '2',
      filled: '2',
      average: '100',
      status: 'filled',
    },
    {
      at: '2026-10-03T10:00:00Z',
      symbol: 'BTC/USDT',
      side: 'buy',
      amount: '1',
      filled: '0',
      status: 'rejected',
      error: 'VENUE_REFUSED',
    },
  ]);
  const trades: World['trades'] = [
    { ...BTC, side: 'buy', price: '100', amount: '2', atMs: at('2026-10-02T10:00:00Z') },
    { ...BTC, side: 'sell', price: '150', amount: '1', atMs: at('2026-10-31T22:59:59.999Z'), liquidity: 'maker' },
    // The first moment of November there.
    { ...BTC, side: 'sell', price: '900', amount: '1', atMs: at('2026-10-31T23:00:00Z') },
  ];
  const settings = { time_zone: 'Europe/Oslo' };
  const rates = { 'USDT NOK': '10.5', 'BTC USDT': '140' };
  const statements = statementsOf(db, { trades, settings, rates, ...change });
  const make = (format: StatementFormat, from = '2026-10-01', to = '2026-10-31') =>
    statements.make({ account_name: NAME, from, to, format });
  return { db, make };
}

const words = (html: string): string =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a statement', () => {
  it('goes from opening to closing equity, with what was paid in apart, in NOK at a rate that it tells', async () => {
    const text = words((await october().make('html')).content);
    expect(text).toContain('REAL Real money at Bybit.');
    expect(text).toContain('1 to 31 October 2026');
    expect(text).toMatch(/Opening equity measured 2026-09-30 23:00:00 1,000.00 10,500.00/);
    expect(text).toMatch(/Deposits less withdrawals \S.*? \+500.00 \+5,250.00/);
    expect(text).toMatch(/Profit by trades, prices, fees and funding \+75.50 \+792.75/);
    expect(text).toMatch(/Closing equity measured 2026-10-31 23:59:00 1,575.50 16,542.75/);
    expect(text).toContain('1 USDT = 10.5 NOK, USDT/NOK');
    expect(text).toContain('+7.55 % of the equity at the start');
  });

  it('has whole days of the account, its trades, orders, fees and what was held', async () => {
    const text = words((await october().make('html')).content);
    // The sale of November is in neither sum: 1 at 150 that cost 100, and 1 is held at 140.
    expect(text).toMatch(/BTC\/USDT in USDT 2 200.00 150.00 \+50.00 2.00 0.00 \+48.00/);
    expect(text).toMatch(/BTC\/USDT in USDT long 1 100.00 140.00 \S+ \S+ 140.00 \+40.00/);
    expect(text).toMatch(/USDT 1 0 1 2 2.00/);
    expect(text).toMatch(/buy market 1 0 – rejected VENUE_REFUSED/);
    expect(text).not.toContain('900');
    expect(text).toContain('Not measured on 28 days of the period');
    const november = words((await october().make('html', '2026-11-01', '2026-11-01')).content);
    expect(november).toMatch(/BTC\/USDT in USDT 1 0.00 900.00 \+800.00/);
    expect(november).toContain('The account was not measured in this time');
  });

  it('says what is missing, and never shows it as zero', async () => {
    const sale = { symbol: 'ETH/USDT', side: 'sell', price: '10', amount: '4', fee: '0.5', feeAsset: 'BNB' } as const;
    const bought = {
      ...BTC,
      side: 'buy',
      price: '100',
      amount: '1',
      fee: null,
      feeAsset: null,
      origin: 'estimated',
    } as const;
    const { make } = october({
      rates: {},
      trades: [
        { ...sale, atMs: at('2026-10-05T00:00:00Z') },
        { ...bought, atMs: at('2026-10-06T00:00:00Z') },
      ],
    });
    const text = words((await make('html')).content);
    expect(text).toContain('ETH/USDT: 4 were sold beyond what was bought in this market, for 40.00 USDT.');
    expect(text).toContain('The fee of 1 trade is not told');
    expect(text).toContain('1 trade stands for fills');
    expect(text).toContain('BTC/USDT: no price near the end of the period is known');
    expect(text).toContain('In USDT, fees and profit that is not realised cannot be told: no rate of BNB and BTC/USDT');
    expect(text).toMatch(/Fees paid below zero – –/);
    expect(text).toMatch(/Profit in NOK – no rate of USDT in NOK was written down/);
    expect(text).toMatch(/Profit by trades, prices, fees and funding \+75.50 –/);
  });

  it('tells no fees, and nothing that is left after them, where one fee is not told', async () => {
    const trade = { symbol: 'BTC/USDT', atMs: at('2026-10-06T00:00:00Z') } as const;
    const { make } = october({
      trades: [
        { ...trade, side: 'buy', price: '100', amount: '1', fee: '1', feeAsset: 'USDT' },
        { ...trade, side: 'sell', price: '150', amount: '1', fee: null, feeAsset: null },
      ],
    });
    const text = words((await make('html')).content);
    expect(text).toMatch(/Realised by average cost, without fees \+50.00 \+525.00/);
    expect(text).toMatch(/Fees paid below zero – –/);
    expect(text).toMatch(/Realised, after fees and funding – –/);
    expect(text).toMatch(/BTC\/USDT in USDT 2 100.00 150.00 \+50.00 – /);
    expect(text).not.toContain('no rate of');
  });

  it('that may not be over yet says up to when it is booked', async () => {
    const over = words((await october().make('html')).content);
    expect(over).not.toContain('Nothing was written down after');
    const open = words((await october().make('html', '2026-10-01', '2026-12-31')).content);
    expect(open).toContain('Nothing was written down after 2026-11-02 13:00:00');
  });

  it('is refused where there is nothing at all', async () => {
    await expect(october().make('html', '2025-01-01', '2025-12-31')).rejects.toMatchObject({ code: 'STATEMENT_EMPTY' });
    const { make } = october({ trades: [] });
    await expect(make('fills', '2026-12-01', '2026-12-02')).rejects.toMatchObject({ code: 'STATEMENT_EMPTY' });
  });
});

describe('what others wrote', () => {
  const HOSTILE = '<img src=x onerror=alert(1)>"\'&\u202e';
  const hostile = (): World => ({
    owner: `=cmd|${HOSTILE}`,
    trades: [
      {
        ...{ symbol: `${HOSTILE}/USDT`, side: 'buy', price: '1', amount: '1', atMs: at('2026-10-02T00:00:00Z') },
        ...{ strategyId: '@SUM(1)', tradeId: '=1+1', feeAsset: '+X', fee: '-1' },
      },
    ],
  });

  it('stays text in HTML: no element, no script, no request', async () => {
    const { content } = await october(hostile()).make('html');
    expect(content).not.toMatch(/<(img|script|link|iframe|object|a)\b/i);
    expect(content).not.toMatch(/https?:|url\(|@import/i);
    expect(content).not.toContain('\u202e');
    expect(content).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
    expect(content).toContain("default-src 'none'");
  });

  it('stays text in a spreadsheet', async () => {
    const { content } = await october(hostile()).make('fills');
    const [, row = ''] = content.split('\r\n');
    expect(row).toContain(",-1,'+X,");
    expect(row).toContain(",'@SUM(1),");
    expect(row).toContain(",'=1+1,");
  });

  it('is shown in a PDF as far as its fonts go', async () => {
    const made = await october(hostile()).make('pdf');
    expect(pdfPages(Buffer.from(made.content, 'base64')).join('\n')).toContain('=cmd|<img src=x onerror=alert(1)>"\'&');
  });
});

describe('a PDF', () => {
  it('repeats heads on every page, and counts its pages', async () => {
    const { db, make } = october();
    const many = Array.from({ length: 90 }, (_, i) => ({
      ...{
        at: new Date(at('2026-10-04T00:00:00Z') + i * 60_000).toISOString(),
        symbol: 'BTC/USDT',
        side: 'buy' as const,
      },
      ...{ amount: '1', filled: '0', status: 'canceled' },
    }));
    db.exec('DELETE FROM orders');
    ordered(db, many);
    const made = await make('pdf');
    const bytes = Buffer.from(made.content, 'base64');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = pdfPages(bytes);
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.map((page) => /page (\d+) of (\d+)/.exec(page)?.slice(1))).toEqual(
      pages.map((_, i) => [String(i + 1), String(pages.length)]),
    );
    const withOrders = pages.filter((page) => page.includes('canceled'));
    expect(withOrders.length).toBeGreaterThan(2);
    for (const page of withOrders) expect(page).toContain('Outcome');
    expect(withOrders.join('\n').match(/canceled/g)).toHaveLength(90);
    for (const page of pages.slice(1)) expect(page).toContain(`${NAME}  ·  REAL  ·  1 to 31 October 2026`);
    expect(pages.join('\n')).toContain('+75.50');
  });
});

describe('the same days', () => {
  it.each<StatementFormat>(['html', 'pdf', 'fills', 'gains'])('give the same bytes: %s', async (format) => {
    const [one, two] = [await october().make(format), await october().make(format)];
    expect(one).toEqual(two);
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    // Another rate is other data.
    const other = await october({ rates: { 'USDT NOK': '11' } }).make(format);
    if (format !== 'fills') expect(other.sha256).not.toBe(one.sha256);
  });
});

describe('after snapshots were thinned', () => {
  it.each(['Europe/Oslo', 'Asia/Kolkata'])('the same days in %s give the same bytes, years later', async (zone) => {
    const { db, make } = october({ settings: { time_zone: zone } });
    const store = createSnapshotStore(db);
    const of = { ...LEDGER, currency: 'USDT' };
    for (let i = 0; i < 400; i += 1) {
      const atMs = at('2026-10-30T03:00:00Z') + i * 600_000;
      store.add(of, { atMs, cause: 'steady', equity: String(1000 + i), profit: String(i), run: 'r' });
    }
    const files = () => Promise.all([make('html'), make('html', '2026-10-31', '2026-10-31')]);
    const before = (await files()).map(({ sha256 }) => sha256);
    for (const nowMs of [at('2027-03-01T00:00:00Z'), at('2032-01-01T00:00:00Z')]) {
      await thinSnapshots(db, { nowMs, soon: systemSoon, isOver: () => false });
      expect((await files()).map(({ sha256 }) => sha256)).toEqual(before);
    }
  });
});
