import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import { STATEMENT_FORMATS, statementInputSchema } from '../../shared/schema/statement.ts';
import type { StatementDocument, StatementInput } from '../../shared/schema/statement.ts';
import type { Answer, Runner } from './command-runner.ts';

interface StatementOptions {
  from: string;
  to: string;
  format: string;
  out?: string;
  force?: boolean;
}

export function statementCommand(program: Command, runner: Runner): void {
  program
    .command('statement')
    .argument('<account>', 'account name')
    .description('a file about an account and a time, to be handed on: the same days give the same bytes')
    .requiredOption('--from <day>', "first day, such as 2026-01-01, in the account's time zone")
    .requiredOption('--to <day>', 'last day, included')
    .requiredOption('--format <format>', `${STATEMENT_FORMATS.join(', ')}; the last two are CSV`)
    .option('--out <file>', 'where to; "-" is stdout, but not for pdf. Default: a name of its own, in this folder')
    .option('--force', 'replace a file that is there')
    .action((account: string, options: StatementOptions) =>
      runner.answer(() => {
        const input = inputOf(account, options);
        const { out, force = false } = options;
        if (out === '-' && input.format === 'pdf')
          throw new QtError('INVALID_INPUT', 'A PDF is no text: give it a file.');
        if (out === '-' && runner.json())
          throw new QtError('INVALID_INPUT', 'Give --out a file where --json is asked for.');
        if (out !== undefined && out !== '-' && !force) refuseTaken(out);
        return {
          run: async (client) => {
            const made = await client.statements.make.query(input);
            if (out !== '-') return written(made, path.resolve(out ?? made.file_name), force);
            runner.host.stdout.write(made.content);
          },
        };
      }),
    );
}

function inputOf(account: string, { from, to, format }: StatementOptions): StatementInput {
  const parsed = statementInputSchema.safeParse({ account_name: account.trim().toLowerCase(), from, to, format });
  if (!parsed.success) throw new QtError('INVALID_INPUT', readableIssues(parsed.error.issues));
  return parsed.data;
}

function refuseTaken(file: string): void {
  if (existsSync(file)) throw new QtError('INVALID_INPUT', `${file} is there already; --force replaces it.`);
}

/** Only its owner can read it: it is about money. */
function written({ content, encoding, ...made }: StatementDocument, file: string, force: boolean): Answer {
  const bytes = Buffer.from(content, encoding);
  try {
    writeFileSync(file, bytes, { mode: 0o600, flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') refuseTaken(file);
    throw new QtError('INVALID_INPUT', `${file} could not be written (${code ?? 'unknown'}).`);
  }
  return {
    document: { ...made, file, bytes: bytes.length },
    text: (style) => `${style.green('written')}  ${file}\n${style.dim(`sha256  ${made.sha256}`)}`,
  };
}
