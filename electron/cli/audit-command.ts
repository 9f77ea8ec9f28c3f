import { createWriteStream, existsSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { AuditHeadDocument, AuditVerifyDocument } from '../../shared/schema/audit.ts';
import { ERROR_CODES, QtError } from '../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../shared/schema/error-code.ts';
import type { ExpectedHead } from '../engine/audit/verify-journal.ts';
import type { Reader } from '../engine/store/sqlite.ts';
import type { Answer, Runner } from './command-runner.ts';
import { EXIT } from './exit-code.ts';
import type { Style } from './output.ts';

/** The journal is read by this very process, whether an engine runs or not: nobody has to be trusted with the answer. */
export function auditCommand(program: Command, runner: Runner): void {
  const journal = path.join(runner.host.dataDir, 'journal.db');
  const audit = program.command('audit').description('the chain of what was done');
  audit
    .command('verify')
    .description(
      'recompute the whole chain, and compare it with the orders that it speaks of; ends with 1 where it is broken',
    )
    .option('--expect <head>', 'a head written down earlier, as "audit head" says it: it has to be in the chain')
    .action((options: { expect?: string }) =>
      answered(runner, async () => {
        const expected = options.expect === undefined ? null : parseHead(options.expect);
        return verifyAnswer(await verified(journal, expected));
      }),
    );
  audit
    .command('head')
    .description('the newest entry. Kept elsewhere, it shows later whether entries were cut off')
    .action(() =>
      answered(runner, async () => {
        const { auditHead } = await import('../engine/audit/audit-chain.ts');
        const head = await reading(journal, (db) => Promise.resolve(auditHead(db)));
        return { document: head, text: () => headText(head) };
      }),
    );
  audit
    .command('export')
    .description('the entries as JSON, one a line, also with --json')
    .option('--out <file>', 'into a new file that only you can read')
    .option('--since <seq>', 'only entries after this one', '0')
    .action((options: { out?: string; since: string }) =>
      answered(runner, async () => {
        const since = parseSeq(options.since);
        if (options.out === undefined) return void (await exported(journal, since, runner.host.stdout, { end: false }));
        const file = path.resolve(options.out);
        if (existsSync(file)) throw new QtError('INVALID_INPUT', `${file} is there already.`);
        const entries = await exported(journal, since, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
        return { document: { file, entries }, text: () => `${entries} entries written to ${file}.` };
      }),
    );
}

/** What needs no engine. */
async function answered(runner: Runner, work: () => Promise<Answer | void>): Promise<void> {
  try {
    const answer = await work();
    if (answer) runner.write(answer);
  } catch (error) {
    runner.fail(error);
  }
}

async function reading<T>(journal: string, work: (db: Reader) => Promise<T>): Promise<T> {
  if (!existsSync(journal)) throw new QtError('NOT_FOUND', `There is no journal ${journal}.`);
  const { openToRead } = await import('../engine/store/sqlite.ts');
  const { storageFailure } = await import('../engine/store/storage-failure.ts');
  let db: Reader | null = null;
  try {
    db = openToRead(journal);
    return await work(db);
  } catch (error) {
    const failure = storageFailure(error);
    if (failure === null) throw error;
    throw new QtError('JOURNAL_UNAVAILABLE', `The journal ${journal} cannot be read: ${failure}.`);
  } finally {
    db?.close();
  }
}

async function verified(journal: string, expected: ExpectedHead | null): Promise<AuditVerifyDocument> {
  const { verifyJournal } = await import('../engine/audit/verify-journal.ts');
  const { systemClock } = await import('../engine/seams.ts');
  return reading(journal, (db) => Promise.resolve(verifyJournal(db, expected, systemClock)));
}

async function exported(journal: string, sinceSeq: number, out: Writable, options = { end: true }): Promise<number> {
  const { exportChain } = await import('../engine/audit/export-chain.ts');
  let entries = 0;
  const counted = function* (lines: Iterable<string>) {
    for (const line of lines) {
      entries += 1;
      yield line;
    }
  };
  await reading(journal, (db) => pipeline(Readable.from(counted(exportChain(db, sinceSeq))), out, options));
  return entries;
}

function verifyAnswer(found: AuditVerifyDocument): Answer {
  const { first_bad: bad, entries, took_ms } = found;
  if (!bad) {
    const text = (style: Style) =>
      `${style.green('The chain is whole')}: ${entries} entries in ${took_ms} ms.\n${headText(found.head)}`;
    return { document: found, text };
  }
  const message = `Entry ${bad.seq} ${bad.problem}.`;
  const error: ErrorDocument = { code: 'AUDIT_BROKEN', message };
  const text = (style: Style) => `${style.red(ERROR_CODES.AUDIT_BROKEN)}\n${message} ${entries} before it are good.`;
  return { document: { ...found, error }, text, exit: EXIT.bug };
}

/** As `--expect` takes it. */
function headText({ seq, hash }: AuditHeadDocument): string {
  return `${seq}:${hash}`;
}

function parseHead(text: string): ExpectedHead {
  const { seq, hash } = /^(?:(?<seq>\d{1,15}):)?(?<hash>[\da-f]{64})$/.exec(text.trim())?.groups ?? {};
  if (hash === undefined)
    throw new QtError('INVALID_INPUT', 'A head is 64 hex digits, with its number and a colon before.');
  return { seq: seq === undefined ? null : Number(seq), hash };
}

function parseSeq(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new QtError('INVALID_INPUT', `"${text}" is no number of an entry.`);
  return Number(text);
}
