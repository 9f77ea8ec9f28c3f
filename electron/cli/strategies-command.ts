import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
import { exchangeSchema } from '../../shared/schema/exchange.ts';
import type { MappingChange, StrategyDocument } from '../../shared/schema/mapping.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { table } from './output.ts';
import { orDash } from './words.ts';

export function strategiesCommand(program: Command, runner: Runner): void {
  const strategies = program.command('strategies').description('the strategy → account and strategy → exchange maps');

  strategies
    .command('list')
    .description('every strategy that is mapped or was seen')
    .action(() => runner.answer(() => ({ run: listAnswer })));

  strategies
    .command('set')
    .argument('<strategy>', 'strategy id')
    .description('map a strategy; takes effect at once, as a new revision')
    .option('--account <name>', 'the account that its signals go to')
    .option('--exchange <id>', 'the exchange that its signals go to')
    .action((strategy: string, options: { account?: string; exchange?: string }) =>
      runner.answer(() => {
        const changes = changesOf(strategy, options);
        return {
          run: async (client) => {
            await client.routing.change.mutate({ changes, base_revision: null });
            return listAnswer(client);
          },
        };
      }),
    );

  strategies
    .command('unset')
    .argument('<strategy>', 'strategy id')
    .description('remove a strategy from both maps')
    .action((strategy: string) => runner.answer(() => ({ run: (client) => unset(client, strategy) })));
}

function changesOf(strategy: string, options: { account?: string; exchange?: string }): MappingChange[] {
  const changes: MappingChange[] = [];
  if (options.account !== undefined) changes.push({ map: 'account', strategy_id: strategy, value: options.account });
  if (options.exchange !== undefined) {
    changes.push({ map: 'exchange', strategy_id: strategy, value: parseExchange(options.exchange) });
  }
  if (changes.length === 0) throw new QtError('INVALID_INPUT', 'Give --account, --exchange or both.');
  return changes;
}

async function unset(client: Client, strategy: string): Promise<Answer> {
  const { maps } = await client.routing.current.query();
  const changes: MappingChange[] = [];
  if (Object.hasOwn(maps.accounts, strategy)) changes.push({ map: 'account', strategy_id: strategy, value: null });
  if (Object.hasOwn(maps.exchanges, strategy)) changes.push({ map: 'exchange', strategy_id: strategy, value: null });
  if (changes.length > 0) await client.routing.change.mutate({ changes, base_revision: null });
  return listAnswer(client);
}

function parseExchange(text: string): Exchange {
  const exchange = exchangeSchema.safeParse(text.trim().toLowerCase());
  if (!exchange.success) throw new QtError('INVALID_INPUT', `"${text}" is not an exchange that the console knows.`);
  return exchange.data;
}

async function listAnswer(client: Client): Promise<Answer> {
  const [strategies, { revision }] = await Promise.all([
    client.routing.strategies.query(),
    client.routing.current.query(),
  ]);
  return {
    document: { strategies, revision },
    text: (style) => {
      const rows = table<StrategyDocument>(
        strategies,
        [
          { title: 'STRATEGY', cell: (row) => style.bold(row.strategy_id) },
          { title: 'ACCOUNT', cell: (row) => orDash(row.account_name) },
          { title: 'EXCHANGE', cell: (row) => orDash(row.exchange) },
          { title: 'SIGNALS 24H', align: 'right', cell: (row) => String(row.signals_24h) },
        ],
        style,
        'No strategy is mapped.',
      );
      return `${rows}\n${style.dim(`revision ${revision}`)}`;
    },
  };
}
