import { isZero, neg, sub } from '../../../../shared/money/decimal.ts';
import type { AssetDifferenceDocument, VerifyAccountDocument } from '../../../../shared/schema/books.ts';
import type { AccountMonitor } from '../../accounts/account-monitor.ts';
import { isoTime } from '../../ports.ts';
import type { PositionReadings } from '../../risk/position-readings.ts';
import type { Database } from '../../store/sqlite.ts';
import type { BookReader, BookTrade, Ledger } from '../books-ports.ts';
import { addAll, addTo, effectsOf } from './effects.ts';
import type { Effects } from './effects.ts';
import { explain } from './explain.ts';
import { SAME_MOMENT_MS, totalsOf } from './openings.ts';
import type { Opening, Openings } from './openings.ts';
import { ordersUnderWay, untoldFees } from './under-way.ts';

/** So far an exchange's clock and this machine's may be apart. */
const CLOCKS_MS = 86_400_000;

export interface BalanceDeps {
  db: Database;
  reader: BookReader;
  monitor: Pick<AccountMonitor, 'balances'>;
  positions: PositionReadings;
  openings: Openings;
}

type Balances = NonNullable<VerifyAccountDocument['balances']>;

/**
 * Holds what the account shows now against what it held first and everything since. Throws `QtError` where the exchange does
 * not answer. Where nothing was written down yet, this reading is it, and there is nothing to compare. A difference counts
 * once a second reading shows it, too: the first one can have left before the last trade, or be an exchange's slip.
 */
export async function checkBalances(ledger: Ledger, market: 'spot' | 'swap', deps: BalanceDeps): Promise<Balances> {
  const first = await compareOnce(ledger, market, deps);
  return first.ok ? first : compareOnce(ledger, market, deps);
}

async function compareOnce(ledger: Ledger, market: 'spot' | 'swap', deps: BalanceDeps): Promise<Balances> {
  const { openings, reader } = deps;
  const name = ledger.accountName;
  const [balances, open] = await Promise.all([
    deps.monitor.balances(name, 0),
    market === 'swap' ? deps.positions.read(name, 0) : null,
  ]);
  const shown = totalsOf(balances.balances, open?.positions ?? []);
  const at = isoTime(balances.atMs);
  const opening = openings.read(ledger) ?? (await openings.write(ledger, shown, balances.atMs));
  await reader.caughtUp(name);
  const differences = differencesOf(ledger, { shown, opening, atMs: balances.atMs }, deps);
  const since = isoTime(opening.atMs);
  return { ok: differences.every(({ explained }) => explained), at, since, differences };
}

interface Held {
  shown: ReadonlyMap<string, string>;
  opening: Opening;
  atMs: number;
}

/** A trade that may or may not be in one of the two readings, and what it is to be counted as if it is told wrongly. */
interface Doubtful {
  effects: Effects;
  because: string;
}

function differencesOf(ledger: Ledger, held: Held, deps: BalanceDeps): AssetDifferenceDocument[] {
  const { opening, shown } = held;
  const { expected, trades, doubtful } = expectedOf(ledger, held, deps);
  const under = ordersUnderWay(deps.db, ledger);
  const fees = untoldFees(trades);
  const keys = [...new Set([...expected.keys(), ...shown.keys()])].sort();
  return keys.flatMap((asset): AssetDifferenceDocument[] => {
    const [should, is] = [expected.get(asset) ?? '0', shown.get(asset) ?? '0'];
    const difference = sub(is, should);
    if (isZero(difference)) return [];
    const figures = [...under.figures, ...doubtful].map(({ effects, because }) => ({
      amount: effects.get(asset) ?? '0',
      because,
    }));
    const bounds = [...(under.bounds.get(asset) ?? []), ...[fees.get(asset)].filter((bound) => bound !== undefined)];
    const explained = explain(difference, { figures, bounds, trades: trades.length });
    if (!explained.explained) explained.explanations = possibly(ledger, opening, deps.db);
    return [{ asset, expected: should, shown: is, difference, ...explained }];
  });
}

/** What was held first, and every trade and every payment since. */
function expectedOf(ledger: Ledger, { opening, atMs }: Held, { reader, db }: BalanceDeps) {
  const expected: Effects = new Map(opening.totals);
  const range = { ledger, fromMs: opening.atMs - CLOCKS_MS, untilMs: null };
  const realised = new Map<string, string>();
  for (const { closed, realisedAverage } of reader.closes(range)) {
    if (realisedAverage !== null) addTo(realised, closed.tradeId, realisedAverage);
  }
  const trades: BookTrade[] = [];
  const doubtful: Doubtful[] = [];
  for (const trade of reader.trades(range)) {
    const effects = effectsOf(trade, realised.get(trade.id) ?? '0');
    const counts = isSince(trade, opening, db);
    if (counts) {
      trades.push(trade);
      addAll(expected, effects);
    }
    const isClose = Math.abs(trade.atMs - opening.atMs) <= SAME_MOMENT_MS || trade.atMs >= atMs - SAME_MOMENT_MS;
    if (isClose) doubtful.push({ effects: counts ? taken(effects) : effects, because: momentOf(trade, counts) });
  }
  for (const { asset, amount } of flowsSince(ledger, opening, db)) addTo(expected, asset, amount);
  return { expected, trades, doubtful };
}

/**
 * Our own by when they were booked: what was booked before the first reading is in it. What was booked later and made before
 * it is in it as well, but for orders that are younger than the reading, whatever the exchange's clock says.
 */
function isSince({ id, origin, atMs, orderId }: BookTrade, opening: Opening, db: Database): boolean {
  if (origin === 'imported') return atMs > opening.atMs;
  const isYounger = (): boolean => {
    const row = db.get<{ row: number }>('SELECT rowid AS row FROM orders WHERE id = ?', orderId)?.row ?? 0;
    return row > opening.ordersRow;
  };
  if (origin === 'estimated') return atMs >= opening.atMs || isYounger();
  return Number(id.slice(1)) > opening.fillsSeq && (atMs > opening.atMs - SAME_MOMENT_MS || isYounger());
}

function taken(effects: Effects): Effects {
  return new Map([...effects].map(([key, amount]) => [key, neg(amount)]));
}

const momentOf = ({ tradeId, symbol }: BookTrade, counts: boolean): string =>
  `trade ${tradeId} of ${symbol}, made at the moment of a reading, is ${counts ? 'not ' : ''}in what is shown`;

function flowsSince(
  { accountName, exchange, mode, testnet }: Ledger,
  { atMs }: Opening,
  db: Database,
): { asset: string; amount: string }[] {
  return db.all(
    `SELECT asset, amount FROM account_flows
     WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? AND at_ms > ?`,
    ...[accountName, exchange, mode, testnet ? 1 : 0, atMs],
  );
}

/** What may be behind it, without a figure: said, and no explanation. */
function possibly(
  { accountName, mode }: Ledger,
  opening: Opening,
  db: Database,
): { amount: string; because: string }[] {
  if (mode === 'paper') return [];
  const imported = db.get(
    `SELECT 1 FROM import_jobs WHERE account_name = ? AND state = 'done' AND updated_ms > ? LIMIT 1`,
    ...[accountName, opening.atMs],
  );
  if (imported) return [];
  const because = 'deposits, withdrawals and funding since then are not imported: import the history to know';
  return [{ amount: '0', because }];
}
