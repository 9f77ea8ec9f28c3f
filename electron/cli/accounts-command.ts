import type { Command } from 'commander';
import type { AccountDocument, AccountStatusDocument, AccountTestDocument } from '../../shared/schema/account.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { EXIT, exitOfError } from './exit-code.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { modeWord, orDash, reconcileWord } from './words.ts';

export function accountsCommand(program: Command, runner: Runner): void {
  const accounts = program.command('accounts').description('registry, connection tests and balances');

  accounts
    .command('list')
    .description('every registered account, broken ones included')
    .action(() =>
      runner.answer(() => ({
        run: async (client) => {
          const list = await client.accounts.list.query();
          return { document: { accounts: list }, text: (style) => accountTable(list, style) };
        },
      })),
    );

  accounts
    .command('status')
    .description('one line for each account: connectivity, balance, arming, orders')
    .action(() =>
      runner.answer(() => ({
        run: async (client) => {
          const list = await currentStatuses(client);
          return { document: { accounts: list }, text: (style) => statusTable(list, style) };
        },
      })),
    );

  accounts
    .command('test')
    .argument('<name>', 'account name')
    .description('ask the venue: markets, clock, permissions of the key')
    .action((name: string) =>
      runner.answer(() => ({ run: async (client) => testAnswer(await client.accounts.test.mutate({ name })) })),
    );

  accounts
    .command('balance')
    .argument('<name>', 'account name')
    .description('read the balance afresh')
    .action((name: string) =>
      runner.answer(() => ({ run: async (client) => balanceAnswer(await client.accounts.balance.mutate({ name })) })),
    );
}

/** An engine that was just opened has asked no venue for anything yet; each account is then asked once, all at a time. */
async function currentStatuses(client: Client): Promise<AccountStatusDocument[]> {
  const statuses = await client.accounts.statuses.query();
  const unread = statuses.filter(({ account, balances }) => account.error === null && balances === null);
  await Promise.all(unread.map(({ account }) => client.accounts.balance.mutate({ name: account.name })));
  return unread.length === 0 ? statuses : client.accounts.statuses.query();
}

function accountTable(accounts: AccountDocument[], style: Style): string {
  return table(
    accounts,
    [
      { title: 'ACCOUNT', cell: (account) => style.bold(account.name) },
      { title: 'MODE', cell: (account) => modeWord(account, style) },
      { title: 'EXCHANGE', cell: (account) => orDash(account.exchange) },
      { title: 'MARKET', cell: (account) => account.market },
      { title: 'OWNER', cell: (account) => account.owner },
      { title: 'KEYS', cell: (account) => (account.has_credentials ? 'yes' : 'no') },
      { title: 'FROM', cell: (account) => account.origin.replaceAll('_', ' ') },
      { title: 'NOTE', cell: (account) => noteOf(account, style) },
    ],
    style,
    'No accounts are registered.',
  );
}

function statusTable(statuses: AccountStatusDocument[], style: Style): string {
  return table(
    statuses,
    [
      { title: 'ACCOUNT', cell: ({ account }) => style.bold(account.name) },
      { title: 'MODE', cell: ({ account }) => modeWord(account, style) },
      { title: 'LINK', cell: (status) => linkWord(status, style) },
      { title: 'LATENCY', align: 'right', cell: (status) => latency(status.latency_ms) },
      {
        title: 'BALANCE',
        align: 'right',
        cell: ({ headline }) => (headline ? `${headline.total} ${headline.asset}` : '–'),
      },
      { title: 'ARMED UNTIL', cell: (status) => orDash(status.armed_until) },
      { title: 'OPEN', align: 'right', cell: (status) => String(status.open_orders) },
      { title: 'UNKNOWN', align: 'right', cell: (status) => unknownCount(status.unknown_orders, style) },
      { title: 'EXTERNAL', align: 'right', cell: (status) => String(status.external_orders) },
      { title: 'STREAM', cell: (status) => (status.stream === 'none' ? '–' : status.stream) },
      { title: 'COMPARED', cell: ({ reconcile }) => reconcileWord(reconcile, style) },
      { title: 'NOTE', cell: (status) => style.red((status.error ?? status.reconcile.error)?.message ?? '') },
    ],
    style,
    'No accounts are registered.',
  );
}

function testAnswer(test: AccountTestDocument): Answer {
  return {
    document: test,
    exit: test.ok ? EXIT.done : exitOfError(test.error?.code ?? 'VENUE_ERROR'),
    text: (style) => {
      const key = test.key;
      const permission = (allowed: boolean | null): string => (allowed === null ? '–' : allowed ? 'yes' : 'no');
      return [
        `${style.bold(test.account_name)}  ${test.ok ? style.green('ok') : style.red('failed')}`,
        `latency     ${latency(test.latency_ms)}`,
        `clock skew  ${latency(test.clock_skew_ms)}`,
        `markets     ${orDash(test.markets)}`,
        ...(key
          ? [
              `can trade   ${permission(key.can_trade)}`,
              `withdraw    ${key.can_withdraw ? style.red('yes: this key should not be able to') : permission(key.can_withdraw)}`,
              `ip limited  ${permission(key.ip_restricted)}`,
              ...(key.note ? [`note        ${key.note}`] : []),
            ]
          : []),
        ...(test.error ? [style.red(`${test.error.message} (${test.error.code})`)] : []),
      ].join('\n');
    },
  };
}

function balanceAnswer(status: AccountStatusDocument): Answer {
  const failed = status.error !== null;
  return {
    document: status,
    exit: status.error ? exitOfError(status.error.code) : EXIT.done,
    text: (style) => {
      const title = `${style.bold(status.account.name)}  ${modeWord(status.account, style)}  ${orDash(status.balances_at)}`;
      const columns = [
        { title: 'ASSET', cell: (row: NonNullable<typeof status.balances>[number]) => row.asset },
        ...(['free', 'locked', 'total'] as const).map((field) => ({
          title: field.toUpperCase(),
          align: 'right' as const,
          cell: (row: NonNullable<typeof status.balances>[number]) => row[field],
        })),
      ];
      const balances = status.balances
        ? table(status.balances, columns, style, 'Nothing is held.')
        : 'The balance could not be read.';
      return [title, balances, ...(failed ? [style.red(`${status.error?.message} (${status.error?.code})`)] : [])].join(
        '\n',
      );
    },
  };
}

function noteOf(account: AccountDocument, style: Style): string {
  return account.error ? style.red(`${account.error.code}: ${account.error.message}`) : account.description;
}

function linkWord(status: AccountStatusDocument, style: Style): string {
  const { connectivity } = status;
  if (connectivity === 'live' || connectivity === 'simulated') return style.green(connectivity);
  return connectivity === 'error' || connectivity === 'broken' ? style.red(connectivity) : connectivity;
}

function unknownCount(count: number, style: Style): string {
  return count > 0 ? style.bold(style.yellow(String(count))) : '0';
}

function latency(ms: number | null): string {
  return ms === null ? '–' : `${Math.round(ms)} ms`;
}
