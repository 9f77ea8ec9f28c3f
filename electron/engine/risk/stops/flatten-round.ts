import { floorToStep, isPositive, lt } from '../../../../shared/money/decimal.ts';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Door, FireDocument, PositionDocument } from '../../../../shared/schema/order.ts';
import type { OrderJournal } from '../../orders/order-journal.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Redact } from '../../telemetry/redact.ts';

export interface FlattenRoundDeps {
  journal: Pick<OrderJournal, 'unsettledOf'>;
  /** As the venue shows them now. */
  positions: (accountName: string) => Promise<PositionDocument[]>;
  instruments: (accountName: string) => Promise<ReadonlyMap<string, Instrument>>;
  /** What of an asset orders hold at the venue. */
  locked: (accountName: string, asset: string) => Promise<string>;
  /** Assets that count as nothing. */
  ignored: (accountName: string) => readonly string[];
  /** Closes what the venue shows of a symbol by a market order that passes the stops, unless there is an objection by then. */
  close: (
    accountName: string,
    symbol: string,
    terms: { by: Door; objection: () => ErrorDocument | null },
  ) => Promise<FireDocument>;
  redact: Redact;
}

/** Positions that this round found too small to be traded, with their amount then. */
export type Dust = Map<string, string>;

/**
 * One attempt to close every position of an account. Answers with how many there were, before it, that are more than dust, and
 * with the first reason why one could not be closed. A position with an order that is not settled gets no second one. Throws
 * where the venue does not tell its positions.
 */
export async function flattenRound(
  accountName: string,
  terms: Parameters<FlattenRoundDeps['close']>[2],
  dust: Dust,
  deps: FlattenRoundDeps,
): Promise<{ positions: number; error: ErrorDocument | null }> {
  const ignored = deps.ignored(accountName);
  const [shown, instruments] = await Promise.all([deps.positions(accountName), deps.instruments(accountName)]);
  const held = shown
    .filter(({ symbol }) => !ignored.includes(baseOf(symbol)))
    .filter(({ symbol, amount }) => dust.get(symbol) !== amount && !isDust(amount, instruments.get(symbol)));
  const pending = new Set(deps.journal.unsettledOf(accountName).map(({ symbol }) => symbol));

  const closeOne = async ({ symbol, amount }: PositionDocument): Promise<ErrorDocument | 'dust' | null> => {
    if (pending.has(symbol)) {
      return { code: 'OUTCOME_PENDING', message: `an order in ${symbol} is not settled, so none is sent to close it` };
    }
    try {
      const { error = null } = await deps.close(accountName, symbol, terms);
      // What orders that are not ours hold of it is more than dust, though the rest alone may be worth too little.
      const tooSmall = error?.code === 'MIN_NOTIONAL' && !isPositive(await deps.locked(accountName, baseOf(symbol)));
      if (tooSmall) dust.set(symbol, amount);
      return tooSmall ? 'dust' : error;
    } catch (error) {
      return errorDocument(error, deps.redact);
    }
  };
  const ends = await Promise.all(held.map(closeOne));
  const left = ends.filter((end) => end !== 'dust');
  return { positions: left.length, error: left.find((end) => end !== null) ?? null };
}

function baseOf(symbol: string): string {
  return symbol.split('/', 1)[0] ?? symbol;
}

function isDust(amount: string, instrument: Instrument | undefined): boolean {
  if (!instrument) return false;
  const tradable = floorToStep(amount, instrument.step);
  if (!isPositive(tradable)) return true;
  const { min_amount: least } = instrument;
  return least !== null && lt(tradable, least);
}
