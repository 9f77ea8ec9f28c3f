import type { Command } from 'commander';
import { ARM_MAX_MS, ARM_MIN_MS } from '../../shared/schema/arming.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { parseDurationMs } from './duration.ts';

export function armingCommands(program: Command, runner: Runner): void {
  program
    .command('arm')
    .argument('<account>', 'a real account')
    .description('let a real account trade for a time; needs a running console or "qt serve"')
    .option('--for <duration>', 'how long: 30m, 8h; at least one minute, at most 24 hours', '8h')
    .option('--yes', 'yes, orders of this account may spend money')
    .action((account: string, options: { for: string; yes?: boolean }) =>
      runner.answer(() => {
        const durationMs = armingMs(options.for);
        if (!options.yes) {
          throw new QtError(
            'INVALID_INPUT',
            'Arming lets this account spend real money. Say that you mean it with --yes.',
          );
        }
        return { reach: 'attach', run: (client) => arm(client, account, durationMs), withoutEngine: armsNothing };
      }),
    );

  program
    .command('disarm')
    .argument('[account]', 'this account; without it, all of them')
    .description('stop real trading at once')
    .action((account: string | undefined) =>
      runner.answer(() => ({
        reach: 'attach',
        run: (client) => disarm(client, account ?? null),
        withoutEngine: () => ({ document: { armed: [] }, text: () => 'No engine is running, so nothing is armed.' }),
      })),
    );
}

/** Every start is disarmed, so an engine opened for this one command would arm nothing that lasts. */
function armsNothing(): never {
  throw new QtError('NO_ENGINE', 'Arming lives in a running engine. Start the console or "qt serve", then arm.');
}

async function arm(client: Client, account: string, durationMs: number): Promise<Answer> {
  const prepared = await client.arming.prepare.mutate({ account_name: account, duration_ms: durationMs });
  const armed = await client.arming.arm.mutate({ confirmation_id: prepared.confirmation_id, typed: prepared.phrase });
  return {
    document: armed,
    text: (style) => `${style.bold(armed.account_name)} is ${style.orange('armed')} until ${armed.armed_until}`,
  };
}

async function disarm(client: Client, account: string | null): Promise<Answer> {
  const arming = await client.arming.disarm.mutate({ account_name: account });
  const left = arming.armed.map((armed) => armed.account_name).join(', ');
  return { document: arming, text: () => (left ? `Still armed: ${left}` : 'Nothing is armed.') };
}

function armingMs(text: string): number {
  const durationMs = parseDurationMs(text);
  if (durationMs >= ARM_MIN_MS && durationMs <= ARM_MAX_MS) return durationMs;
  throw new QtError('INVALID_INPUT', '--for must be between one minute and 24 hours.');
}
