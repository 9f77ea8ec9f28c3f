import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Flags } from '../../shared/schema/flags.ts';
import type { RiskDocument } from '../../shared/schema/risk.ts';
import type { RiskPolicy, RiskScope } from '../../shared/schema/risk-policy.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { flagChange, flagsOf, scopeOf } from './flags-edit.ts';
import type { FlagOptions, ScopeOptions } from './flags-edit.ts';
import { flagsText } from './risk-text.ts';
import type { FlagLevel } from './risk-text.ts';

/** Stands for the flags as they are while no engine is reached yet: the options are found bad before. */
const ANY_HOURS: Flags = { trading_hours: { time_zone: 'UTC', windows: [{ days: [1], from: '00:00', to: '24:00' }] } };

export function flagsCommand(program: Command, runner: Runner): void {
  const flags = program.command('flags').description('what accounts, owners and strategies are allowed to do');

  withScope(flags.command('show').argument('[account]', 'this account, with every level that holds it'))
    .description('flags; without a scope, those of every level')
    .action((account: string | undefined, options: ScopeOptions) =>
      runner.answer(() => {
        const scope = scopeOf(account, options);
        return { run: (client) => show(client, scope) };
      }),
    );

  withScope(flags.command('set').argument('[account]', 'account name'))
    .description('set flags, or take them away with "none"; takes effect at once, as a new revision')
    .option('--enabled <true|false>', 'false: no new orders')
    .option('--exchanges <list>', 'allowed exchanges')
    .option('--strategies <list>', 'allowed strategies, * and ? as wildcards; (none) for signals without one')
    .option('--symbols <list>', "allowed symbols such as 'BTC/*,ETH/USDT'")
    .option('--markets <list>', 'spot, swap')
    .option('--long-only <true|false>', 'true: no short positions')
    .option('--max-size <n>', 'largest order in base units')
    .option('--hours <windows>', "'mon-fri 09:00-17:30; sat 10:00-12:00'; needs a time zone")
    .option('--time-zone <zone>', 'IANA zone of the hours, such as Europe/Oslo')
    .option('--valid-from <time>', '2026-12-01, or with time and zone')
    .option('--valid-until <time>', 'likewise; from then on nothing new')
    .option('--approval <duration>', 'signals of other programs wait this long for your yes: 30m')
    .action((account: string | undefined, options: FlagOptions & ScopeOptions) =>
      runner.answer(() => {
        const scope = scopeOf(account, options);
        if (scope === null) throw new QtError('INVALID_INPUT', 'Give an account, --global, --owner or --strategy.');
        flagChange(scope, options, ANY_HOURS);
        return { run: (client) => set(client, scope, options) };
      }),
    );
}

function withScope(command: Command): Command {
  return command
    .option('--global', 'the level above all accounts')
    .option('--owner <owner>', 'the level of all accounts of an owner')
    .option('--strategy <id>', 'the level of a strategy, on every account');
}

async function set(client: Client, scope: RiskScope, options: FlagOptions): Promise<Answer> {
  const { policy, revision } = await client.risk.current.query();
  const change = flagChange(scope, options, flagsOf(policy, scope));
  // Against the revision that the hours were read from, where they were not given as a whole.
  await client.risk.change.mutate({ changes: [change], base_revision: revision });
  return show(client, scope);
}

async function show(client: Client, scope: RiskScope | null): Promise<Answer> {
  const risk: RiskDocument = await client.risk.current.query();
  const { revision, updated_at, policy } = risk;
  const levels = levelsOf(risk, scope).map((each): FlagLevel => ({ scope: each, flags: flagsOf(policy, each) }));
  return { document: { revision, updated_at, flags: levels }, text: (style) => flagsText(levels, style) };
}

/** Of an account: every level that holds it, whatever its strategy. Throws `QtError('ACCOUNT_NOT_FOUND')`. */
function levelsOf({ policy, accounts }: RiskDocument, scope: RiskScope | null): RiskScope[] {
  if (scope === null) return everyLevel(policy);
  if (scope.kind !== 'account') return [scope];
  const account = accounts.find((each) => each.account_name === scope.name);
  if (!account) throw new QtError('ACCOUNT_NOT_FOUND', `no account ${scope.name} is registered`);
  return [{ kind: 'global' }, { kind: 'owner', name: account.owner }, scope];
}

function everyLevel({ global, owners, accounts, strategies }: RiskPolicy): RiskScope[] {
  const named = (kind: 'owner' | 'account' | 'strategy', level: object): RiskScope[] =>
    Object.keys(level).map((name) => ({ kind, name }));
  return [
    ...(Object.keys(global).length > 0 ? [{ kind: 'global' } as const] : []),
    ...named('owner', owners),
    ...named('account', accounts),
    ...named('strategy', strategies),
  ];
}
