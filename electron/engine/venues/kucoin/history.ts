import { isZero, neg } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import { askPart, marketsInTurn, symbolsByVenueId, tradesOf } from '../exchange/history-parts.ts';
import type { AskPart } from '../exchange/history-parts.ts';
import { walkOn } from '../exchange/history-walk.ts';
import type { Stretch, StretchPage, WalkTerms } from '../exchange/history-walk.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readDocument } from '../exchange/read-document.ts';
import type { HistoryFlow, HistoryTrade, VenueHistory } from '../venue.ts';
import { readBalances } from './account-data.ts';
import { ledgerLineSchema, marketFillSchema, pageAfter, pageOf } from './history-wire.ts';
import type { LedgerLine, MarketFill } from './history-wire.ts';
import { familyOf } from './order-family.ts';
import { fillFrom, venueFill } from './order-report.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** 18 February 2019: what is older lies in other lists ("hist-orders"), without trade ids. */
const BEGAN_MS = Date.UTC(2019, 1, 18);
/**
 * A week at once. How long high-frequency fills are kept is not documented; filled orders are for a week. Asked for more, KuCoin
 * answers with what it has, so a month leaves room for what it may keep.
 */
const HF_TRADES: WalkTerms = {
  longestMs: 7 * DAY_MS - 1,
  beginsMs: BEGAN_MS,
  keptMs: 30 * DAY_MS,
  toldLateMs: HOUR_MS,
};
const TRADES: WalkTerms = { ...HF_TRADES, keptMs: null };
/** A day at once and a year is kept; of the high-frequency ledger three days by one page of the documentation, a week by another. */
const LEDGER: WalkTerms = { longestMs: DAY_MS - 1, beginsMs: BEGAN_MS, keptMs: 365 * DAY_MS, toldLateMs: HOUR_MS };
const HF_LEDGER: WalkTerms = { ...LEDGER, keptMs: 7 * DAY_MS };

/** Most rows of a page, by list. */
const PAGE = { hfFills: 100, hfLedger: 200, classic: 500 };

/** Words of `bizType`, which differ between the families; the first row that fits counts, and what fits none is `other`. */
const KINDS: readonly { words: RegExp; kind: FlowKind | 'trade' }[] = [
  { words: /^(trade[ _]exchange|exchange)$/i, kind: 'trade' },
  { words: /transfer/i, kind: 'transfer' },
  { words: /^deposit/i, kind: 'deposit' },
  { words: /^withdraw/i, kind: 'withdrawal' },
  { words: /convert|instant[ _]exchange/i, kind: 'conversion' },
  { words: /fee/i, kind: 'fee' },
];

const OUTSIDE =
  'Deposits and withdrawals go through the main account: what reached or left the trading account is told as a transfer.';

/**
 * The past of a trading account, in the family of endpoints that is its own (`order-family.ts`): trades market by market
 * where it is a high-frequency one, all together where it is not.
 */
export function kucoinHistory(desk: Desk): VenueHistory {
  const { client } = desk;
  const walk =
    (terms: WalkTerms, ask: (stretch: Stretch) => Promise<StretchPage>): AskPart =>
    (cursor) =>
      walkOn(client.time, terms, cursor, ask);
  const parts: Readonly<Record<string, AskPart>> = {
    trades: walk(TRADES, (stretch) => readClassicFills(desk, stretch)),
    ledger: walk(LEDGER, (stretch) => readClassicLedger(desk, stretch)),
    'hf-ledger': walk(HF_LEDGER, (stretch) => readHfLedger(desk, stretch)),
  };
  return {
    limits: [
      'A high-frequency account tells its trades for a week to a month, and its ledger for three days to a week.',
      'Another account tells its ledger for a year, and nothing from before February 2019.',
      OUTSIDE,
    ],
    parts: async (symbols) => {
      const family = await familyOf(client);
      if (!family.needsSymbol) return ['trades', 'ledger'];
      const held = new Set((await readBalances(client)).map(({ asset }) => asset));
      const { known, others } = marketsInTurn(await desk.instruments(), symbols, held);
      return [...known.map(tradesOf), 'hf-ledger', ...others.map(tradesOf)];
    },
    page: async (part, cursor) => {
      const ask = await askPart(desk, part, parts, ({ venue_symbol }) =>
        walk(HF_TRADES, (stretch) => readHfFills(desk, venue_symbol, stretch)),
      );
      return ask(cursor);
    },
  };
}

const within = ({ fromMs, untilMs }: Stretch): { startAt: string; endAt: string } => ({
  startAt: String(fromMs),
  endAt: String(untilMs),
});

/** Newest first, on by the id of the last one. A full page that does not tell that id is not the whole list. */
async function readHfFills(desk: Desk, symbol: string, stretch: Stretch): Promise<StretchPage> {
  const from = stretch.token === null ? {} : { lastId: stretch.token };
  const question = { symbol, ...within(stretch), limit: String(PAGE.hfFills), ...from };
  const page = await readDocument(desk.client, 'privateGetHfFills', question, pageAfter(marketFillSchema));
  const items = page.items ?? [];
  if (items.length < PAGE.hfFills) return { trades: await tradesFrom(desk, items), next: null };
  if (page.lastId == null || page.lastId === '0') throw new QtError('VENUE_ERROR', 'the venue gave half of a list');
  return { trades: await tradesFrom(desk, items), next: page.lastId };
}

/** All markets together, in numbered pages. The list holds margin trades too unless it is told. */
async function readClassicFills(desk: Desk, stretch: Stretch): Promise<StretchPage> {
  const question = { tradeType: 'TRADE', ...within(stretch), ...numbered(stretch) };
  const { items } = await readDocument(desk.client, 'privateGetFills', question, pageOf(marketFillSchema));
  return { trades: await tradesFrom(desk, items ?? []), next: afterNumbered(stretch, items) };
}

async function readClassicLedger(desk: Desk, stretch: Stretch): Promise<StretchPage> {
  const question = { ...within(stretch), ...numbered(stretch) };
  const { items } = await readDocument(desk.client, 'privateGetAccountsLedgers', question, pageOf(ledgerLineSchema));
  return { flows: flowsFrom((items ?? []).filter(ofTrading)), next: afterNumbered(stretch, items) };
}

async function readHfLedger(desk: Desk, stretch: Stretch): Promise<StretchPage> {
  const from = stretch.token === null ? {} : { lastId: stretch.token };
  const question = { ...within(stretch), limit: String(PAGE.hfLedger), ...from };
  const schema = ledgerLineSchema.array().nullable();
  const lines = (await readDocument(desk.client, 'privateGetHfAccountsLedgers', question, schema)) ?? [];
  const next = lines.length < PAGE.hfLedger ? null : (lines.at(-1)?.id ?? null);
  return { flows: flowsFrom(lines), next };
}

const numbered = ({ token }: Stretch): { pageSize: string; currentPage: string } => ({
  pageSize: String(PAGE.classic),
  currentPage: token ?? '1',
});

function afterNumbered({ token }: Stretch, items: readonly unknown[] | null): string | null {
  return (items ?? []).length < PAGE.classic ? null : String(Number(token ?? '1') + 1);
}

async function tradesFrom(desk: Desk, rows: readonly MarketFill[]): Promise<HistoryTrade[]> {
  const symbolOf = await symbolsByVenueId(desk);
  return rows.toReversed().map((row) => {
    const fill = fillFrom(row);
    return { ...venueFill(fill), symbol: symbolOf(row.symbol), side: fill.side, venueOrderId: fill.venueOrderId };
  });
}

/** The classic ledger is that of all accounts. */
const ofTrading = ({ accountType }: LedgerLine): boolean => accountType === 'TRADE';

function flowsFrom(lines: readonly LedgerLine[]): HistoryFlow[] {
  return lines.toReversed().flatMap((line) => {
    const kind = KINDS.find(({ words }) => words.test(line.bizType))?.kind ?? 'other';
    if (kind === 'trade' || isZero(line.amount)) return [];
    const amount = line.direction === 'in' ? line.amount : neg(line.amount);
    return [{ id: line.id, kind, asset: line.currency, amount, symbol: null, atMs: line.createdAt }];
  });
}
