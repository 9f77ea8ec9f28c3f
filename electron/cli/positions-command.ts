import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../shared/schema/error-code.ts';
import type { PositionDocument } from '../../shared/schema/order.ts';
import { qtErrorOf } from './client.ts';
import type { Client } from './client.ts';
import type { Runner } from './command-runner.ts';
import { handedOver } from './handed-over.ts';
import { table } from './output.ts';
import type { Column, Style } from './output.ts';
import { fireAnswer } from './signal-command.ts';
import { modeWord, orDash } from './words.ts';

/** An account that could not be asked: that it shows no position says nothing. */
type Unread = ErrorDocument & { account_name: string };

export function positionsCommand(program: Command, runner: Runner): void {
  const positions = program.command('positions').description('positions in swaps, and what spot accounts hold');

  positions
    .command('list')
    .description('as the venues show them now')
    .option('--account <name>', 'only this account')
    .action((options: { account?: string }) =>
      runner.answer(() => ({
        run: async (client) => {
          const { account } = options;
          const found =
            account === undefined
              ? await everyAccount(client)
              : { positions: await client.positions.list.query({ account_name: account }), unread: [] };
          return { document: found, text: (style) => listText(found, style) };
        },
      })),
    );

  positions
    .command('close')
    .argument('<account>', 'account')
    .argument('<symbol>', 'such as BTC/USDT, or BTC/USDT:USDT for a swap')
    .description('close a position by a market order: a swap reduce-only, a spot holding by selling what is free')
    .option('--yes', 'yes, at the price of the moment')
    .action((account: string, symbol: string, options: { yes?: boolean }) =>
      runner.answer(() => {
        if (!options.yes) {
          throw new QtError('INVALID_INPUT', 'This sends a market order. Say that you mean it with --yes.');
        }
        return {
          run: async (client) => {
            const close = () => client.positions.close.mutate({ account_name: account, symbol });
            return fireAnswer(await handedOver('close', close));
          },
        };
      }),
    );
}

/** One by one, so that an account that cannot be asked is told of. */
async function everyAccount(client: Client): Promise<{ positions: PositionDocument[]; unread: Unread[] }> {
  const accounts = (await client.accounts.list.query()).filter((account) => account.error === null);
  const unread: Unread[] = [];
  const found = await Promise.all(
    accounts.map(async ({ name }) => {
      try {
        return await client.positions.list.query({ account_name: name });
      } catch (error) {
        const { code, message } = qtErrorOf(error);
        if (code === 'ENGINE_UNREACHABLE') throw error;
        unread.push({ account_name: name, code, message });
        return [];
      }
    }),
  );
  return { positions: found.flat(), unread };
}

function listText({ positions, unread }: { positions: PositionDocument[]; unread: Unread[] }, style: Style): string {
  const columns: Column<PositionDocument>[] = [
    { title: 'ACCOUNT', cell: (row) => style.bold(row.account_name) },
    { title: 'MODE', cell: (row) => modeWord(row, style) },
    { title: 'MARKET', cell: (row) => row.market },
    { title: 'SYMBOL', cell: (row) => row.symbol },
    { title: 'SIDE', cell: (row) => (row.side === 'long' ? style.green('long') : style.red('short')) },
    { title: 'AMOUNT', align: 'right', cell: (row) => row.amount },
    { title: 'ENTRY', align: 'right', cell: (row) => orDash(row.entry_price) },
    { title: 'MARK', align: 'right', cell: (row) => orDash(row.mark_price) },
    { title: 'LEVERAGE', align: 'right', cell: (row) => orDash(row.leverage) },
    { title: 'MARGIN', cell: (row) => orDash(row.margin_mode) },
  ];
  const lines = unread.map(({ account_name: name, code, message }) =>
    style.red(`${name} could not be asked: ${message} (${code})`),
  );
  return [table(positions, columns, style, 'No positions.'), ...lines].join('\n');
}
