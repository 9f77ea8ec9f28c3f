import type { Reader } from '../store/sqlite.ts';
import { sha256 } from './audit-chain.ts';
import type { AuditEntry } from './audit-chain.ts';
import type { ChainBreak } from './chain-check.ts';

/** A trade as it is booked: its id, price, amount, fee, asset of the fee, liquidity, and time. */
export type ToldTrade = [
  ...[tradeId: string, price: string, amount: string],
  ...[fee: string | null, feeAsset: string | null, liquidity: string | null, atMs: number],
];

/** What binds trades of an order into the entry that tells of them. */
export function tradesHash(trades: readonly ToldTrade[]): string {
  return sha256(JSON.stringify(trades));
}

/** Compares the trades that were booked with what the chain says of them: profit is made of nothing else. */
export interface FillCheck {
  /** An entry that is good. */
  note(entry: Pick<AuditEntry, 'seq' | 'kind' | 'subject'>, body: unknown): void;
  /** After the last entry: the first order whose trades are others than the chain says; null where all agree. */
  compare(db: Pick<Reader, 'each'>, headSeq: number): ChainBreak | null;
}

/** `digest`: entries of versions before this one have none, and only their number of trades is known. */
interface Told {
  seq: number;
  trades: number;
  digest?: string;
}

const FILLS = `SELECT order_id, json_array(trade_id, price, amount, fee, fee_asset, liquidity, at_ms) AS trade
  FROM fills ORDER BY order_id, seq`;

export function createFillCheck(): FillCheck {
  const told = new Map<string, Told[]>();

  function orderBreak(id: string, booked: readonly string[], headSeq: number): ChainBreak | null {
    const entries = told.get(id) ?? [];
    told.delete(id);
    let at = 0;
    for (const { seq, trades, digest } of entries) {
      const rows = booked.slice(at, (at += trades)).map((text) => JSON.parse(text) as ToldTrade);
      if (rows.length < trades || (digest !== undefined && digest !== tradesHash(rows))) {
        return { seq, problem: `tells of other trades of order ${id} than the journal has` };
      }
    }
    if (booked.length === at) return null;
    const seq = entries.at(-1)?.seq ?? headSeq;
    return { seq, problem: `tells of ${at} trades of order ${id}, and the journal has ${booked.length}` };
  }

  return {
    note({ seq, kind, subject }, body) {
      if (kind !== 'order_fill') return;
      const { trades, digest } = body as Omit<Told, 'seq'>;
      const entry: Told = { seq, trades, ...(digest !== undefined && { digest }) };
      const known = told.get(subject);
      if (known) known.push(entry);
      else told.set(subject, [entry]);
    },
    compare(db, headSeq) {
      let id: string | null = null;
      let booked: string[] = [];
      for (const { order_id: of, trade } of db.each<{ order_id: string; trade: string }>(FILLS)) {
        if (of !== id) {
          const found = id === null ? null : orderBreak(id, booked, headSeq);
          if (found) return found;
          [id, booked] = [of, []];
        }
        booked.push(trade);
      }
      const last = id === null ? null : orderBreak(id, booked, headSeq);
      if (last) return last;
      const [gone] = told.keys();
      return gone === undefined ? null : orderBreak(gone, [], headSeq);
    },
  };
}
