import type { VerifyAccountDocument, VerifyDocument } from '../../../../shared/schema/books.ts';
import type { AccountDocument } from '../../../../shared/schema/account.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Redact } from '../../telemetry/redact.ts';
import { checkBalances } from './balances.ts';
import type { BalanceDeps } from './balances.ts';
import type { Compared } from './compare-files.ts';

export interface VerifyDeps extends BalanceDeps {
  registry: Pick<AccountRegistry, 'get' | 'list'>;
  recompute: () => Promise<Map<string, Compared>>;
  redact: Redact;
}

const NOTHING: Compared = { trades: 0, books: 0, differences: [] };

/** Recomputes the books from the journal, and holds them against what is kept and against what the exchange shows. */
export function createVerify(deps: VerifyDeps): (accountName: string | null) => Promise<VerifyDocument> {
  async function account(document: AccountDocument, compared: Compared): Promise<VerifyAccountDocument> {
    const { name, mode, testnet, market } = document;
    const { trades, books, differences } = compared;
    const recomputed = { ok: differences.length === 0, trades, books, differences };
    const told = { account_name: name, mode, testnet, recomputed };
    const ledger = deps.reader.ledgerOf(name);
    if (document.error || !ledger) return { ...told, balances: null, error: document.error };
    try {
      return { ...told, balances: await checkBalances(ledger, market, deps), error: null };
    } catch (error) {
      return { ...told, balances: null, error: errorDocument(error, deps.redact) };
    }
  }

  return async (accountName) => {
    const documents = accountName === null ? deps.registry.list() : [deps.registry.get(accountName)];
    const compared = await deps.recompute();
    const accounts = await Promise.all(documents.map((each) => account(each, compared.get(each.name) ?? NOTHING)));
    const ok = accounts.every(({ recomputed, balances, error }) => recomputed.ok && (balances?.ok ?? error === null));
    return { ok, accounts };
  };
}
