import type { Command } from 'commander';
import type { Runner } from './command-runner.ts';
import { pnlText } from './pnl-text.ts';

export function pnlCommand(program: Command, runner: Runner): void {
  program
    .command('pnl')
    .description('profit, fees and funding of each account by its books; kinds of money are never added to each other')
    .option('--account <name>', 'only this account')
    .action(({ account }: { account?: string }) =>
      runner.answer(() => ({
        run: async (client) => {
          const pnl = await client.books.pnl.query({ account_name: account?.trim().toLowerCase() ?? null });
          return { document: pnl, text: (style) => pnlText(pnl, style) };
        },
      })),
    );
}
