import type { Command } from 'commander';
import type { RiskDocument } from '../../shared/schema/risk.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { LIMIT_OPTIONS, SETTING_OPTIONS, limitChanges } from './limits-edit.ts';
import type { LimitFlags } from './limits-edit.ts';
import { limitsText } from './risk-text.ts';

export function limitsCommand(program: Command, runner: Runner): void {
  const limits = program.command('limits').description('what each account may risk, and how much of it is used');

  limits
    .command('show')
    .argument('[account]', 'this account; without it, every one')
    .description('limits with what is used of each, measured now')
    .action((account: string | undefined) => runner.answer(() => ({ run: (client) => show(client, account ?? null) })));

  const set = limits
    .command('set')
    .argument('<account>', 'account name')
    .description('set limits of an account, or take them away with "none"; takes effect at once, as a new revision');
  for (const { option, help } of LIMIT_OPTIONS) set.option(`--${option} <value>`, help);
  for (const { option, help } of SETTING_OPTIONS) set.option(`--${option} <value>`, help);
  set.action((account: string, options: LimitFlags) =>
    runner.answer(() => {
      const changes = limitChanges(account.trim().toLowerCase(), asTyped(options));
      return {
        run: async (client) => {
          await client.risk.change.mutate({ changes, base_revision: null });
          return show(client, account);
        },
      };
    }),
  );
}

/** The names of the options as they are typed: the parser hands them over in camel case. */
function asTyped(options: LimitFlags): LimitFlags {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`),
      value,
    ]),
  );
}

async function show(client: Client, account: string | null): Promise<Answer> {
  const name = account === null ? null : account.trim().toLowerCase();
  const risk: RiskDocument = await client.risk.measure.query({ account_name: name });
  const accounts = risk.accounts.filter((each) => name === null || each.account_name === name);
  const { revision, updated_at } = risk;
  return { document: { revision, updated_at, accounts }, text: (style) => limitsText(accounts, style) };
}
