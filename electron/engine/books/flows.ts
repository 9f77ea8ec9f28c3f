import type { FlowDocument, FlowKind } from '../../../shared/schema/history.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import { isoTime } from '../ports.ts';
import type { Database } from '../store/sqlite.ts';
import type { BookReader } from './books-ports.ts';

const MOST = 500;

/** Money that came or went without a trade, newest first. Throws ACCOUNT_NOT_FOUND. */
export function readFlows(
  accountName: string,
  deps: {
    journal: Pick<Database, 'all'>;
    reader: Pick<BookReader, 'ledgerOf'>;
    registry: Pick<AccountRegistry, 'get'>;
  },
): FlowDocument[] {
  const { name } = deps.registry.get(accountName);
  const ledger = deps.reader.ledgerOf(name);
  if (!ledger) return [];
  const rows = deps.journal.all<FlowRow>(
    `SELECT seq, kind, asset, amount, symbol, at_ms FROM account_flows
     WHERE account_name = ? AND exchange = ? AND mode = ? AND testnet = ? ORDER BY at_ms DESC, seq DESC LIMIT ${MOST}`,
    ...[name, ledger.exchange, ledger.mode, ledger.testnet ? 1 : 0],
  );
  return rows.map(({ seq, kind, asset, amount, symbol, at_ms: atMs }) => ({
    ...{ id: `w${seq}`, account_name: name, kind, asset, amount, symbol, at: isoTime(atMs) },
  }));
}

interface FlowRow {
  seq: number;
  kind: FlowKind;
  asset: string;
  amount: string;
  symbol: string | null;
  at_ms: number;
}
