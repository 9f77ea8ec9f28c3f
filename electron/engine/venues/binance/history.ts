import { askPart, marketsInTurn, tradesOf } from '../exchange/history-parts.ts';
import type { AskPart } from '../exchange/history-parts.ts';
import { walkOn } from '../exchange/history-walk.ts';
import type { Stretch, StretchPage, WalkTerms } from '../exchange/history-walk.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readDocument } from '../exchange/read-document.ts';
import type { HistoryPage, VenueHistory } from '../venue.ts';
import { readBalances } from './account-data.ts';
import {
  readConversions,
  readDeposits,
  readDividends,
  readDust,
  readTransfers,
  readWithdrawals,
} from './money-flows.ts';
import { fillFrom } from './order-report.ts';
import { tradesSchema } from './wire-documents.ts';

/** The most that `myTrades` gives at once. */
const PAGE = 1_000;
const DAY_MS = 86_400_000;
/** July 2017: there was no Binance before. */
const BEGAN_MS = Date.UTC(2017, 6, 1);

/** "less than 90 days"; a withdrawal can wait for days before it is sent. */
const MOVEMENTS: WalkTerms = { longestMs: 89 * DAY_MS, beginsMs: BEGAN_MS, keptMs: null, toldLateMs: 14 * DAY_MS };
/** Half a year is kept. No length is documented, so it is asked for by the month. */
const TRANSFERS: WalkTerms = { longestMs: 30 * DAY_MS, beginsMs: BEGAN_MS, keptMs: 180 * DAY_MS, toldLateMs: DAY_MS };
const CONVERSIONS: WalkTerms = { longestMs: 29 * DAY_MS, beginsMs: BEGAN_MS, keptMs: null, toldLateMs: DAY_MS };
const DIVIDENDS: WalkTerms = { ...CONVERSIONS, longestMs: 179 * DAY_MS };
/** "Only return records after 2020/12/01". */
const DUST: WalkTerms = { ...CONVERSIONS, beginsMs: Date.UTC(2020, 11, 1) };

/** The wallets that money is moved to and from by hand, in the words of `type` (docs/wallet/asset/user-universal-transfer). */
const OTHER_WALLETS = ['UMFUTURE', 'CMFUTURE', 'MARGIN', 'FUNDING', 'OPTION'];
const TRANSFER_TYPES = OTHER_WALLETS.flatMap((wallet) => [`MAIN_${wallet}`, `${wallet}_MAIN`]);

const TRADES_LIMIT = 'Trades in markets that Binance has removed are not told.';
const LIMITS = [
  TRADES_LIMIT,
  'Money moved between the spot wallet and other wallets of the account is told for half a year; isolated margin, earn products and sub-accounts are not asked for.',
  'What was paid in or out in state money, by card or through Binance Pay is not asked for.',
  'Dust is told since December 2020. A conversion that was paid from another wallet than spot looks like one of spot.',
];
const TESTNET_LIMITS = [TRADES_LIMIT, 'The testnet tells trades only, and forgets them when it is reset.'];

/**
 * The past of a spot account. Trades are told market by market, from the first one on, at a weight of 20 a page, so every
 * market is a part of its own. Two thousand of them, nearly all empty, weigh 40 000: about twenty minutes of what spare reads
 * may use. That is done once for each, and after that only where something was traded.
 */
export function binanceHistory(desk: Desk): VenueHistory {
  const { client, account } = desk;
  const walk =
    (terms: WalkTerms, ask: (stretch: Stretch) => Promise<StretchPage>): AskPart =>
    (cursor) =>
      walkOn(client.time, terms, cursor, ask);
  const flows: Readonly<Record<string, AskPart>> = account.testnet
    ? {}
    : {
        deposits: walk(MOVEMENTS, (stretch) => readDeposits(client, stretch)),
        withdrawals: walk(MOVEMENTS, (stretch) => readWithdrawals(client, stretch)),
        conversions: walk(CONVERSIONS, (stretch) => readConversions(client, stretch)),
        dust: walk(DUST, (stretch) => readDust(client, stretch)),
        dividends: walk(DIVIDENDS, (stretch) => readDividends(client, stretch)),
        ...Object.fromEntries(
          TRANSFER_TYPES.map((type) => [
            `transfers ${type}`,
            walk(TRANSFERS, (stretch) => readTransfers(client, type, stretch)),
          ]),
        ),
      };
  return {
    limits: account.testnet ? TESTNET_LIMITS : LIMITS,
    parts: async (symbols) => {
      const held = new Set((await readBalances(client)).map(({ asset }) => asset));
      const { known, others } = marketsInTurn(await desk.instruments(), symbols, held);
      return [...known.map(tradesOf), ...Object.keys(flows), ...others.map(tradesOf)];
    },
    page: async (part, cursor) => {
      const ask = await askPart(desk, part, flows, (instrument) => (from) => tradesPage(desk, instrument, from));
      return ask(cursor);
    },
  };
}

/**
 * `GET /api/v3/myTrades` from an id on, that included. Ids are of one market and rise, whatever the time of their trades; a
 * trade of the account with itself has one id and two rows, so the cursor is the last id that was told.
 */
async function tradesPage(
  { client }: Desk,
  { symbol, venue_symbol }: { symbol: string; venue_symbol: string },
  cursor: string | null,
): Promise<HistoryPage> {
  const fromId = cursor !== null && /^\d{1,20}$/.test(cursor) ? cursor : '0';
  const question = { symbol: venue_symbol, fromId, limit: String(PAGE) };
  const rows = await readDocument(client, 'privateGetMyTrades', question, tradesSchema);
  const trades = rows.map((row) => ({
    ...fillFrom(row),
    symbol,
    side: row.isBuyer ? ('buy' as const) : ('sell' as const),
    venueOrderId: row.orderId,
  }));
  const next = rows.reduce((last, { id }) => (BigInt(id) > last ? BigInt(id) : last), BigInt(fromId));
  return { trades, flows: [], cursor: String(next), more: rows.length >= PAGE };
}
