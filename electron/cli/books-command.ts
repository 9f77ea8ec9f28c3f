import type { Command } from 'commander';
import { COST_METHODS } from '../../shared/schema/books.ts';
import { SPANS } from '../../shared/schema/equity.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import { curveText, performanceText } from './books-text.ts';
import type { Runner } from './command-runner.ts';
import { parseSince } from './duration.ts';
import { verifyAnswer } from './verify-answer.ts';

const BY = ['account', 'strategy', 'symbol', 'owner'] as const;
const named = (account: string): string => account.trim().toLowerCase();

export function booksCommand(program: Command, runner: Runner): void {
  const books = program.command('books').description('what the accounts hold, cost, gained and paid');

  books
    .command('verify')
    .description(
      'make the books anew from the journal, and compare with those that are kept and with what exchanges show',
    )
    .option('--account <name>', 'only this account')
    .action(({ account }: { account?: string }) =>
      runner.answer(() => ({
        run: async (client) =>
          verifyAnswer(
            await client.books.verify.query({ account_name: account === undefined ? null : named(account) }),
          ),
      })),
    );

  books
    .command('performance')
    .description('win rate, profit factor, fees, slippage and more')
    .requiredOption('--by <what>', BY.join(', '))
    .option('--account <name>', 'only this account')
    .option('--since <time>', 'from a time on: 30d, 12h, or ISO 8601')
    .action(({ by, account, since }: { by: string; account?: string; since?: string }) =>
      runner.answer(() => {
        const query = {
          by: oneOf(BY, by, '--by'),
          account_name: account === undefined ? null : named(account),
          since: since === undefined ? null : parseSince(since, runner.host.nowMs()),
        };
        return {
          run: async (client) => {
            const performance = await client.equity.performance.query(query);
            return { document: { performance }, text: (style) => performanceText(performance, style) };
          },
        };
      }),
    );

  books
    .command('equity')
    .argument('<account>', 'account name')
    .description('what an account was worth over time, as it was measured')
    .option('--span <span>', `back from now: ${SPANS.join(', ')}`, '1m')
    .action((account: string, { span }: { span: string }) =>
      runner.answer(() => {
        const query = { account_name: named(account), span: oneOf(SPANS, span, '--span') };
        return {
          run: async (client) => {
            const equity = await client.equity.curve.query(query);
            return { document: equity, text: (style) => curveText(equity, style) };
          },
        };
      }),
    );

  books
    .command('method')
    .argument('<account>', 'account name')
    .argument('<method>', `how the cost of what is sold is told: ${COST_METHODS.join(' or ')}`)
    .description('which profit is shown as realised; the books always have both')
    .action((account: string, method: string) =>
      runner.answer(() => {
        const [name, chosen] = [named(account), oneOf(COST_METHODS, method, 'the method')];
        return {
          run: async (client) => {
            const { revision } = await client.risk.change.mutate({
              changes: [{ kind: 'settings', account_name: name, set: { cost_method: chosen } }],
              base_revision: null,
            });
            const document = { account_name: name, method: chosen, revision };
            return {
              document,
              text: (style) => `${style.bold(name)} is counted by ${chosen === 'fifo' ? 'FIFO' : 'average cost'}`,
            };
          },
        };
      }),
    );
}

function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((each) => each === text.trim().toLowerCase());
  if (!found) throw new QtError('INVALID_INPUT', `${what} is one of ${known.join(', ')}, not "${text}".`);
  return found;
}
