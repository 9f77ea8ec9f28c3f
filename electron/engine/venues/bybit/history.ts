import { isZero, sub } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { askPart } from '../exchange/history-parts.ts';
import type { AskPart } from '../exchange/history-parts.ts';
import { walkOn } from '../exchange/history-walk.ts';
import type { Stretch, StretchPage, WalkTerms } from '../exchange/history-walk.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { HistoryFlow, VenueHistory } from '../venue.ts';
import type { Category } from './category.ts';
import { executionRowSchema, logLineSchema } from './history-wire.ts';
import type { LogLine } from './history-wire.ts';
import { createPageReader } from './list-page.ts';
import { EXECUTIONS_PAGE } from './lookup.ts';
import { fillFrom, isTrade } from './order-report.ts';
import { executionSchema } from './wire-documents.ts';

const DAY_MS = 86_400_000;
const LOG_PAGE = 50;
/** docs/v5/order/execution and docs/v5/account/transaction-log: seven days at once, two years are kept. */
const TERMS: WalkTerms = {
  longestMs: 7 * DAY_MS,
  beginsMs: Date.UTC(2018, 10, 1),
  keptMs: 730 * DAY_MS,
  toldLateMs: 3_600_000,
};

/** docs/v5/enum, type (of the transaction log); what is not here is `other`. */
const KINDS: Readonly<Record<string, FlowKind>> = {
  TRANSFER_IN: 'transfer',
  TRANSFER_OUT: 'transfer',
  SETTLEMENT: 'funding',
  CURRENCY_BUY: 'conversion',
  CURRENCY_SELL: 'conversion',
  FEE_REFUND: 'fee',
};
/** Lines of what the list of executions tells as trades. */
const OF_TRADES = new Set(['TRADE', 'LIQUIDATION', 'ADL']);

/**
 * The past of a unified account: the trades of one category, and the log of everything that changed its balance. Money from
 * outside arrives in the funding account, as does what leaves, so the log tells it as a transfer. What other categories did
 * to the same balance is told as `other`.
 */
export function bybitHistory(desk: Desk, category: Category): VenueHistory {
  const readPage = createPageReader(desk.client);
  const walk =
    (ask: (stretch: Stretch) => Promise<StretchPage>): AskPart =>
    (cursor) =>
      walkOn(desk.client.time, TERMS, cursor, ask);

  const trades = walk(async (stretch) => {
    const { rows, ...place } = await readPage(
      'privateGetV5ExecutionList',
      { category },
      stretch,
      executionRowSchema,
      EXECUTIONS_PAGE,
    );
    const instruments = await byVenueId(desk);
    const read = executionSchema.array().safeParse(rows.filter(isTrade));
    if (!read.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of trades that cannot be read');
    const told = read.data.map((row) => {
      const instrument = instruments.get(row.symbol) ?? null;
      return {
        ...fillFrom(row, instrument),
        symbol: instrument?.symbol ?? row.symbol,
        side: row.side === 'Buy' ? ('buy' as const) : ('sell' as const),
        venueOrderId: row.orderId,
      };
    });
    return { trades: told.toReversed(), ...place };
  });
  const ledger = walk(async (stretch) => {
    const question = { accountType: 'UNIFIED' };
    const { rows, ...place } = await readPage(
      'privateGetV5AccountTransactionLog',
      question,
      stretch,
      logLineSchema,
      LOG_PAGE,
    );
    const instruments = await byVenueId(desk);
    const flows = rows.flatMap((line) => flowsOf(line, category, instruments));
    return { flows: flows.toReversed(), ...place };
  });

  return {
    limits: [
      'Trades and changes of the balance are told for two years.',
      'Deposits and withdrawals go through the funding account: what reached or left the unified account is told as a transfer.',
      category === 'spot'
        ? 'What contracts and options did to the same balance is told in sums, not as trades.'
        : 'What spot, options and inverse contracts did to the same balance is told in sums, not as trades.',
    ],
    parts: () => Promise.resolve(['trades', 'ledger']),
    page: async (part, cursor) => (await askPart(desk, part, { trades, ledger }, () => trades))(cursor),
  };
}

function flowsOf(line: LogLine, category: Category, instruments: ReadonlyMap<string, Instrument>): HistoryFlow[] {
  const { id, symbol, type, currency: asset, transactionTime: atMs } = line;
  const change = line.change ?? '0';
  if (OF_TRADES.has(type) && line.category === category) return [];
  const flow = (kind: FlowKind, amount: string): HistoryFlow[] => {
    if (isZero(amount)) return [];
    const own = line.category === category ? instruments.get(symbol)?.symbol : undefined;
    return [{ id, kind, asset, amount, symbol: kind === 'funding' ? (own ?? symbol) : null, atMs }];
  };
  const kind = KINDS[type] ?? 'other';
  if (kind !== 'funding') return flow(kind, change);
  // Contracts in USDC are settled every eight hours as well, which is no funding.
  const funding = line.funding ?? change;
  return [...flow('funding', funding), ...flow('other', sub(change, funding))];
}

async function byVenueId(desk: Desk): Promise<ReadonlyMap<string, Instrument>> {
  return new Map((await desk.instruments()).map((instrument) => [instrument.venue_symbol, instrument]));
}
