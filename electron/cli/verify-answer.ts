import type { VerifyAccountDocument, VerifyDocument } from '../../shared/schema/books.ts';
import { ERROR_CODES } from '../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../shared/schema/error-code.ts';
import type { Answer } from './command-runner.ts';
import { EXIT, exitOfError } from './exit-code.ts';
import { figure } from './figure-text.ts';
import type { Style } from './output.ts';
import { modeWord } from './words.ts';

/** Books that are broken or disagree are bugs until they are explained: exit 1. An account that could not be asked has its own. */
export function verifyAnswer(found: VerifyDocument): Answer {
  const error = errorOf(found);
  return {
    document: error ? { ...found, error } : found,
    text: (style) =>
      found.accounts.map((account) => accountText(account, style)).join('\n\n') || 'No accounts are registered.',
    exit:
      error === null
        ? EXIT.done
        : error.code === 'BOOKS_BROKEN' || error.code === 'BOOKS_DISAGREE'
          ? EXIT.bug
          : exitOfError(error.code),
  };
}

function errorOf({ accounts }: VerifyDocument): ErrorDocument | null {
  const broken = accounts.filter(({ recomputed }) => !recomputed.ok);
  if (broken.length > 0) return { code: 'BOOKS_BROKEN', message: `${ERROR_CODES.BOOKS_BROKEN} ${names(broken)}` };
  const apart = accounts.filter(({ balances }) => balances?.ok === false);
  if (apart.length > 0) {
    return { code: 'BOOKS_DISAGREE', message: `What the exchange shows is not what the books give: ${names(apart)}` };
  }
  return accounts.find(({ error }) => error !== null)?.error ?? null;
}

const names = (accounts: readonly VerifyAccountDocument[]): string =>
  accounts.map(({ account_name: name }) => name).join(', ');

function accountText(account: VerifyAccountDocument, style: Style): string {
  const { recomputed, balances, error } = account;
  const made = `${recomputed.trades} trades in ${recomputed.books} books`;
  return [
    `${style.bold(account.account_name)}  ${modeWord(account, style)}`,
    recomputed.ok
      ? `  ${style.green('same')}  ${made}, made anew from the journal`
      : `  ${style.red('broken')}  ${made}; they were replaced by the right ones`,
    ...recomputed.differences.map((difference) => `    ${style.red(difference)}`),
    ...(balances ? balanceLines(balances, style) : []),
    ...(error ? [`  ${style.yellow('not compared with the exchange')}  ${error.message} (${error.code})`] : []),
  ].join('\n');
}

function balanceLines(
  { ok, at, since, differences }: NonNullable<VerifyAccountDocument['balances']>,
  style: Style,
): string[] {
  const compared = `what is held, at ${at}, counted from ${since}`;
  return [
    ok ? `  ${style.green('agrees')}  ${compared}` : `  ${style.red('disagrees')}  ${compared}`,
    ...differences.flatMap(({ asset, expected, shown, difference, explanations, explained }) => {
      const line = `${asset}: ${figure(expected)} by the books, ${figure(shown)} shown, ${figure(difference)} apart`;
      return [
        `    ${explained ? style.dim(line) : style.red(`${line}, not explained`)}`,
        ...explanations.map(({ amount, because }) => style.dim(`      ${figure(amount)}  ${because}`)),
      ];
    }),
  ];
}
