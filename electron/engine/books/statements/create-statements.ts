import { createHash } from 'node:crypto';
import { accountCurrency } from '../../../../shared/risk/account-currency.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { ownEntry } from '../../../../shared/routing/offers.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import type { StatementDocument, StatementFormat, StatementInput } from '../../../../shared/schema/statement.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Engine } from '../../engine-interface.ts';
import type { Database } from '../../store/sqlite.ts';
import type { BookReader, RateBook } from '../books-ports.ts';
import { readAccountRows } from './account-rows.ts';
import { GAINS_HEADS, gainLines } from './csv/gains-csv.ts';
import { TRADES_HEADS, tradeLine } from './csv/trades-csv.ts';
import { statementHtml } from './html/statement-html.ts';
import { mappedInParts } from './in-parts.ts';
import { statementPdf } from './pdf/statement-pdf.ts';
import { kindOf } from './sheet-words.ts';
import { statementDays } from './statement-days.ts';
import { statementFacts } from './statement-facts.ts';
import type { StatementFacts } from './statement-facts.ts';
import { writeSheet } from './write-sheet.ts';

export interface StatementDeps {
  registry: Pick<AccountRegistry, 'get'>;
  /** The journal, for what is not in the books: orders, flows and measurements. */
  db: Pick<Database, 'all' | 'get'>;
  books: Pick<BookReader, 'caughtUp' | 'ledgerOf' | 'method' | 'trades' | 'closes'>;
  rates: Pick<RateBook, 'at'>;
  /** Has rates of these days written down, where they can still be had. Never throws. */
  ensureRates: (fromMs: number, untilMs: number) => Promise<void>;
  policy: () => Pick<RiskPolicy, 'settings'>;
  soon: (task: () => void) => void;
}

const FORMS: Record<StatementFormat, { stem: string; ending: string; mediaType: string }> = {
  html: { stem: 'statement', ending: 'html', mediaType: 'text/html; charset=utf-8' },
  pdf: { stem: 'statement', ending: 'pdf', mediaType: 'application/pdf' },
  fills: { stem: 'trades', ending: 'csv', mediaType: 'text/csv; charset=utf-8' },
  gains: { stem: 'gains', ending: 'csv', mediaType: 'text/csv; charset=utf-8' },
};

/**
 * Files about an account that a person can be handed. What they say follows from what was written down and from nothing else:
 * the same days give the same bytes, whoever asks, and whenever.
 */
export function createStatements(deps: StatementDeps): Engine['statements'] {
  const pause = (): Promise<void> => new Promise(deps.soon);

  async function make(input: StatementInput): Promise<StatementDocument> {
    const account = deps.registry.get(input.account_name);
    await deps.books.caughtUp(account.name);
    const ledger = deps.books.ledgerOf(account.name);
    if (!ledger) throw nothing(input);
    const settings = ownEntry(deps.policy().settings, account.name) ?? {};
    const days = statementDays(input.from, input.to, settings.time_zone ?? 'UTC');
    const currency = accountCurrency(account.exchange, settings);
    const rows = readAccountRows(deps.db, ledger, currency);
    const known = rows.bounds();
    if (!known || known.firstMs >= days.untilMs) throw nothing(input);
    const method = deps.books.method(account.name);
    await deps.ensureRates(Math.max(days.fromMs, known.firstMs), Math.min(days.untilMs - 1, known.lastMs));
    const sources = { books: deps.books, rates: deps.rates, rows, pause };
    const facts = await statementFacts({ account, ledger, days, currency, method, known }, sources);
    if (!facts) throw nothing(input);
    return fileOf(input, await contentOf(input.format, facts));
  }

  async function contentOf(format: StatementFormat, facts: StatementFacts): Promise<string | Buffer> {
    if (format === 'gains') return gains(facts);
    if (format === 'fills') {
      return [TRADES_HEADS, ...(await mappedInParts(facts.trades, pause, tradeLine))].join('');
    }
    const sheet = await writeSheet(facts, deps.rates, pause);
    return format === 'html' ? statementHtml(sheet, pause) : statementPdf(sheet, pause);
  }

  async function gains({ account, ledger, days, currency, method }: StatementFacts): Promise<string> {
    const { fromMs, untilMs } = days;
    let firstMs = fromMs;
    const closes = await mappedInParts(deps.books.closes({ ledger, fromMs, untilMs }), pause, (close) => {
      firstMs = Math.min(firstMs, close.opened?.atMs ?? firstMs);
      return close;
    });
    if (firstMs < fromMs) await deps.ensureRates(firstMs, fromMs);
    const { kind } = kindOf(ledger);
    const lines = gainLines({ accountName: account.name, currency, method, kind, rates: deps.rates });
    return [GAINS_HEADS, ...(await mappedInParts(closes, pause, lines))].join('');
  }

  return { make };
}

function nothing({ account_name: name, from, to }: StatementInput): QtError {
  return new QtError('STATEMENT_EMPTY', `There is nothing of ${name} from ${from} to ${to}.`);
}

function fileOf(input: StatementInput, content: string | Buffer): StatementDocument {
  const { stem, ending, mediaType } = FORMS[input.format];
  const isText = typeof content === 'string';
  return {
    file_name: `${stem}-${input.account_name}-${input.from}-to-${input.to}.${ending}`,
    media_type: mediaType,
    sha256: createHash('sha256').update(content).digest('hex'),
    encoding: isText ? 'utf8' : 'base64',
    content: isText ? content : content.toString('base64'),
  };
}
