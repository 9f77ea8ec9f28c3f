import type { Command } from 'commander';
import { ARM_MAX_MS, ARM_MIN_MS } from '../../shared/schema/arming.ts';
import type { ArmConfirmationDocument } from '../../shared/schema/arming.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import { qtErrorOf } from './client.ts';
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
    .option('--acknowledge-withdrawals <account>', 'its key may withdraw, and that is known: the name once more')
    .action((account: string, options: { for: string; yes?: boolean; acknowledgeWithdrawals?: string }) =>
      runner.answer(() => {
        const durationMs = armingMs(options.for);
        const acknowledged = options.acknowledgeWithdrawals;
        if (acknowledged !== undefined && nameOf(acknowledged) !== nameOf(account)) {
          throw new QtError('INVALID_INPUT', '--acknowledge-withdrawals takes the name of the account itself.');
        }
        if (!options.yes) {
          throw new QtError(
            'INVALID_INPUT',
            'Arming lets this account spend real money. Say that you mean it with --yes.',
          );
        }
        const run = (client: Client): Promise<Answer> => arm(client, account, durationMs, acknowledged !== undefined);
        return { reach: 'attach', run, withoutEngine: armsNothing };
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

async function arm(client: Client, account: string, durationMs: number, acknowledges: boolean): Promise<Answer> {
  const prepared = await prepare(client, account, durationMs, acknowledges);
  const armed = await client.arming.arm.mutate({ confirmation_id: prepared.confirmation_id, typed: prepared.phrase });
  const { note } = prepared.key;
  return {
    document: { ...armed, key: prepared.key },
    text: (style) =>
      [
        `${style.bold(armed.account_name)} is ${style.orange('armed')} until ${armed.armed_until}`,
        ...(note === '' ? [] : [style.dim(note)]),
      ].join('\n'),
  };
}

/** A key is acknowledged where that is asked for, and not on the chance that it may be. */
async function prepare(
  client: Client,
  account: string,
  durationMs: number,
  acknowledges: boolean,
): Promise<ArmConfirmationDocument> {
  const terms = { account_name: account, duration_ms: durationMs };
  try {
    return await client.arming.prepare.mutate(terms);
  } catch (error) {
    if (!acknowledges || qtErrorOf(error).code !== 'KEY_CAN_WITHDRAW') throw error;
    await client.arming.acknowledgeKey.mutate({ account_name: account, typed: nameOf(account) });
    return client.arming.prepare.mutate(terms);
  }
}

function nameOf(text: string): string {
  return text.trim().toLowerCase();
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
