import type { OrderChoicesDocument } from '../../../shared/schema/order-page.ts';
import type { Database } from '../store/sqlite.ts';

export type OrderChoices = () => OrderChoicesDocument;

/**
 * What the journal holds orders of, also of accounts that are not registered any more. It steps from each value to the next
 * by an index, so it costs by what there is to choose, and not by how many orders there are.
 */
export function createOrderChoices(db: Database): OrderChoices {
  return () => {
    const accounts = new Set<string>();
    const symbols = new Set<string>();
    let at = { account_name: '', symbol: '' };
    for (;;) {
      const next = db.get<{ account_name: string; symbol: string }>(
        `SELECT account_name, symbol FROM orders WHERE (account_name, symbol) > (?, ?)
         ORDER BY account_name, symbol LIMIT 1`,
        at.account_name,
        at.symbol,
      );
      if (!next) break;
      accounts.add(next.account_name);
      symbols.add(next.symbol);
      at = next;
    }
    return { account_names: [...accounts], symbols: [...symbols].sort(), strategy_ids: strategies(db) };
  };
}

/** Of every signal: a strategy whose signals were all refused has no order, and is harmless among the choices. */
function strategies(db: Database): string[] {
  const found: string[] = [];
  for (;;) {
    const next = db.get<{ id: string }>(
      'SELECT strategy_id AS id FROM signals WHERE strategy_id > ? ORDER BY strategy_id LIMIT 1',
      found.at(-1) ?? '',
    );
    if (!next) return found;
    found.push(next.id);
  }
}
