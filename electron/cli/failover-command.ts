import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { exchangeSchema } from '../../shared/schema/exchange.ts';
import type { Exchange } from '../../shared/schema/exchange.ts';
import type {
  FailoverChange,
  FailoverDocument,
  HealthAspectDocument,
  PlaceHealthDocument,
} from '../../shared/schema/failover.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';

export function failoverCommand(program: Command, runner: Runner): void {
  const failover = program.command('failover').description('where orders go while an exchange is unhealthy');

  failover
    .command('show')
    .description('the policy, and the health of every exchange in use')
    .action(() => runner.answer(() => ({ run: async (client) => answer(await client.failover.current.query()) })));

  failover
    .command('chain')
    .argument('<exchange>', 'the exchange whose main account gives way')
    .option(
      '--to <exchanges>',
      'exchanges whose main accounts take over, in this order, separated by commas; "" removes',
    )
    .description('for orders that go to main_<exchange> by default')
    .action((exchange: string, { to }: { to?: string }) =>
      runner.answer(() => {
        const change: FailoverChange = {
          kind: 'chain',
          exchange: parseExchange(exchange),
          to: listOf(to).map(parseExchange),
        };
        return { run: (client) => write(client, change) };
      }),
    );

  failover
    .command('stand-in')
    .argument('<account>', 'the account that gives way')
    .option('--to <accounts>', 'accounts that take over, in this order, separated by commas; "" removes')
    .description('for orders whose account a signal or a strategy chose')
    .action((account: string, { to }: { to?: string }) =>
      runner.answer(() => {
        const change: FailoverChange = { kind: 'stand_ins', account_name: account, to: listOf(to) };
        return { run: (client) => write(client, change) };
      }),
    );
}

function listOf(text: string | undefined): string[] {
  if (text === undefined) throw new QtError('INVALID_INPUT', 'Give --to, with an empty list ("") to remove the entry.');
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseExchange(text: string): Exchange {
  const exchange = exchangeSchema.safeParse(text.trim().toLowerCase());
  if (!exchange.success) throw new QtError('INVALID_INPUT', `"${text}" is not an exchange that the console knows.`);
  return exchange.data;
}

async function write(client: Client, change: FailoverChange): Promise<Answer> {
  return answer(await client.failover.change.mutate({ changes: [change], base_revision: null }));
}

function answer(document: FailoverDocument): Answer {
  return { document, text: (style) => `${policyText(document, style)}\n\n${healthText(document.health, style)}` };
}

function policyText({ policy, revision }: FailoverDocument, style: Style): string {
  const rows = [
    ...Object.entries(policy.chains).map(([exchange, to]) => ({ from: exchange, kind: 'chain', to })),
    ...Object.entries(policy.stand_ins).map(([account, to]) => ({ from: account, kind: 'stand-in', to })),
  ];
  const text = table(
    rows,
    [
      { title: 'FOR', cell: (row) => style.bold(row.from) },
      { title: 'BY', cell: (row) => row.kind },
      { title: 'TO', cell: (row) => row.to.join(' → ') },
    ],
    style,
    'No failover is configured: orders stay where they are routed.',
  );
  return `${text}\n${style.dim(`revision ${revision}`)}`;
}

function healthText(health: PlaceHealthDocument[], style: Style): string {
  const words = ({ state, reason }: HealthAspectDocument): string => (reason === null ? state : `${state}: ${reason}`);
  return table(
    health,
    [
      { title: 'EXCHANGE', cell: (row) => style.bold(row.testnet ? `${row.exchange} testnet` : row.exchange) },
      { title: 'ORDERS', cell: (row) => words(row.orders) },
      { title: 'READS', cell: (row) => words(row.reads) },
      { title: 'ACCOUNTS', cell: (row) => row.accounts.join(', ') },
    ],
    style,
    'No account uses an exchange.',
  );
}
