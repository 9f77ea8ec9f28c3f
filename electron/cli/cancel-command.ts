import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { cancelAllSchema } from '../../shared/schema/order.ts';
import type { CancelAllDocument, CancelAllInput } from '../../shared/schema/order.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import type { Runner } from './command-runner.ts';
import { exitOfCancel, exitOfCancelAll } from './exit-code.ts';
import { orderColumns } from './order-columns.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { statusWord } from './words.ts';

interface CancelFlags {
  all?: boolean;
  account?: string;
  strategy?: string;
  external?: boolean;
  yes?: boolean;
}

export function cancelCommand(orders: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  orders
    .command('cancel')
    .argument('[id]', 'order id')
    .description('ask the venue to cancel an order, or with --all every order of an account or a strategy')
    .option('--all', 'every unsettled order of --account, of --strategy, or of both together')
    .option('--account <name>', 'with --all: of this account')
    .option('--strategy <id>', 'with --all: of this strategy')
    .option('--external', 'with --all: also what rests at the venue and was not placed from here')
    .option('--yes', 'with --all: yes, all of them')
    .action((id: string | undefined, flags: CancelFlags) =>
      runner.answer(() => {
        if (id === undefined || flags.all) {
          const scope = scopeOf(id, flags);
          return {
            run: async (client) => {
              const document = await client.orders.cancelAll.mutate(scope);
              return { document, exit: exitOfCancelAll(document), text: (style) => allText(document, style) };
            },
          };
        }
        const misplaced = Object.keys(flags).filter((flag) => flag !== 'yes');
        if (misplaced.length > 0)
          throw new QtError('INVALID_INPUT', `--${misplaced[0]} goes with --all, and not with an order id.`);
        return {
          run: async (client) => {
            const order = await client.orders.cancel.mutate({ id });
            return {
              document: { order },
              exit: exitOfCancel(order),
              text: (style) => table([order], orderColumns(style, nowMs()), style, ''),
            };
          },
        };
      }),
    );
}

function scopeOf(id: string | undefined, { all, account, strategy, external, yes }: CancelFlags): CancelAllInput {
  if (!all) throw new QtError('INVALID_INPUT', 'Give an order id, or --all with --account or --strategy.');
  if (id !== undefined) throw new QtError('INVALID_INPUT', 'Give an order id or --all, not both.');
  const scope = cancelAllSchema.safeParse({
    ...(account !== undefined && { account_name: account }),
    ...(strategy !== undefined && { strategy_id: strategy }),
    ...(external && { external }),
  });
  if (!scope.success) throw new QtError('INVALID_INPUT', readableIssues(scope.error.issues));
  if (account === undefined && strategy === undefined) {
    throw new QtError('INVALID_INPUT', '--all needs --account or --strategy.');
  }
  if (!yes)
    throw new QtError('INVALID_INPUT', 'This cancels every one of these orders. Say that you mean it with --yes.');
  return scope.data;
}

type Result = CancelAllDocument['results'][number];

function allText({ results, external_error: unlisted }: CancelAllDocument, style: Style): string {
  const text = table<Result>(
    results,
    [
      { title: 'ORDER', cell: (row) => style.dim(row.id) },
      { title: 'ACCOUNT', cell: (row) => style.bold(row.account_name) },
      { title: 'SYMBOL', cell: (row) => row.symbol },
      { title: 'WHOSE', cell: (row) => (row.external ? style.yellow('external') : 'ours') },
      { title: 'STATUS', cell: (row) => (row.status === 'gone' ? 'gone' : statusWord(row.status, style)) },
      { title: 'NOTE', cell: ({ error }) => (error ? style.red(`${error.message} (${error.code})`) : '') },
    ],
    style,
    'Nothing to cancel.',
  );
  if (!unlisted) return text;
  const words = `External orders could not be listed: ${unlisted.message} (${unlisted.code})`;
  return `${text}\n${style.red(words)}`;
}
