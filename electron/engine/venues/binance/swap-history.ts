import type { FlowKind } from '../../../../shared/schema/history.ts';
import { isZero } from '../../../../shared/money/decimal.ts';
import { askPart, marketsInTurn, symbolsByVenueId, tradesOf } from '../exchange/history-parts.ts';
import { walkOn } from '../exchange/history-walk.ts';
import type { Stretch, StretchPage, WalkTerms } from '../exchange/history-walk.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readDocument } from '../exchange/read-document.ts';
import type { HistoryFlow, VenueHistory } from '../venue.ts';
import { incomeSchema } from './history-wire.ts';
import { swapFillFrom } from './swap-order-report.ts';
import { swapTradesSchema } from './swap-wire-documents.ts';

/** The most rows that either list gives at once. */
const PAGE = 1_000;
const DAY_MS = 86_400_000;
/** September 2019: there were no USDⓈ-M futures before. */
const BEGAN_MS = Date.UTC(2019, 8, 1);
const WEEK_MS = 7 * DAY_MS - 1;
/** `userTrades`: seven days at once, half a year is kept. */
const TRADES: WalkTerms = { longestMs: WEEK_MS, beginsMs: BEGAN_MS, keptMs: 180 * DAY_MS, toldLateMs: 3_600_000 };
/** `income`: three months are kept. No length is documented but the seven days that it answers with unasked. */
const INCOME: WalkTerms = { ...TRADES, keptMs: 90 * DAY_MS };

/** Told by the trades themselves. */
const OF_TRADES = new Set(['REALIZED_PNL', 'COMMISSION']);
/** docs/derivatives/usds-margined-futures, "Get Income History"; what is not here is `other`. */
const KINDS: Readonly<Record<string, FlowKind>> = {
  FUNDING_FEE: 'funding',
  TRANSFER: 'transfer',
  INTERNAL_TRANSFER: 'transfer',
  CROSS_COLLATERAL_TRANSFER: 'transfer',
  STRATEGY_UMFUTURES_TRANSFER: 'transfer',
  COIN_SWAP_DEPOSIT: 'conversion',
  COIN_SWAP_WITHDRAW: 'conversion',
  AUTO_EXCHANGE: 'conversion',
  COMMISSION_REBATE: 'fee',
  API_REBATE: 'fee',
  FEE_RETURN: 'fee',
  INSURANCE_CLEAR: 'fee',
  POSITION_LIMIT_INCREASE_FEE: 'fee',
};

const TRADES_LIMIT = 'Trades are told for half a year, and in markets that Binance still lists.';

/**
 * The past of a USDⓈ-M futures wallet. Trades are told market by market and week by week: half a year of one market weighs
 * 130, that of all of them an hour or more of what spare reads may use, so those known to be traded come first. Everything
 * else that changes the wallet is in one list, `ledger`; what comes from outside comes through the spot wallet, as a transfer.
 */
export function binanceSwapHistory(desk: Desk): VenueHistory {
  const { client, account } = desk;
  const ledger = (cursor: string | null): ReturnType<VenueHistory['page']> =>
    walkOn(client.time, INCOME, cursor, (stretch) => readIncome(desk, stretch));
  return {
    limits: [
      TRADES_LIMIT,
      'Funding, transfers and all other changes of the wallet are told for three months.',
      ...(account.testnet ? ['The testnet forgets everything when it is reset.'] : []),
    ],
    parts: async (symbols) => {
      const { known, others } = marketsInTurn(await desk.instruments(), symbols, new Set());
      return [...known.map(tradesOf), 'ledger', ...others.map(tradesOf)];
    },
    page: async (part, cursor) => {
      const ask = await askPart(
        desk,
        part,
        { ledger },
        (instrument) => (from) => walkOn(client.time, TRADES, from, (stretch) => readTrades(desk, instrument, stretch)),
      );
      return ask(cursor);
    },
  };
}

/** Oldest first. Within a full week the next page begins with the id that the last one ended with. */
async function readTrades(
  { client }: Desk,
  { symbol, venue_symbol }: { symbol: string; venue_symbol: string },
  { fromMs, untilMs, token }: Stretch,
): Promise<StretchPage> {
  const from = token === null ? { startTime: String(fromMs), endTime: String(untilMs) } : { fromId: token };
  const question = { symbol: venue_symbol, ...from, limit: String(PAGE) };
  const rows = await readDocument(client, 'fapiPrivateGetUserTrades', question, swapTradesSchema);
  const trades = rows.map((row) => ({
    ...swapFillFrom(row),
    symbol,
    side: row.side === 'BUY' ? ('buy' as const) : ('sell' as const),
    venueOrderId: row.orderId,
  }));
  const last = rows.at(-1);
  const next = last && rows.length >= PAGE && last.time <= untilMs ? last.id : null;
  return { trades, next };
}

async function readIncome(desk: Desk, { fromMs, untilMs, token }: Stretch): Promise<StretchPage> {
  const page = token ?? '1';
  const question = { startTime: String(fromMs), endTime: String(untilMs), page, limit: String(PAGE) };
  const rows = await readDocument(desk.client, 'fapiPrivateGetIncome', question, incomeSchema);
  const symbolOf = await symbolsByVenueId(desk);
  const flows: HistoryFlow[] = rows
    .filter(({ incomeType, income }) => !OF_TRADES.has(incomeType) && !isZero(income))
    .map(({ symbol, incomeType, income, asset, time, tranId }) => ({
      // An id is of its own type only.
      id: [incomeType, tranId, symbol].filter(Boolean).join(' '),
      kind: KINDS[incomeType] ?? 'other',
      asset,
      amount: income,
      symbol: incomeType === 'FUNDING_FEE' ? symbolOf(symbol) : null,
      atMs: time,
    }));
  return { flows, next: rows.length < PAGE ? null : String(Number(page) + 1) };
}
