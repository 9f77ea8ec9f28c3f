import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import type { StopDocument } from '../../shared/schema/risk.ts';
import { killInputSchema, riskScopeSchema } from '../../shared/schema/risk-policy.ts';
import type { KillInput, RiskScope } from '../../shared/schema/risk-policy.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { parseDurationMs } from './duration.ts';
import { EXIT } from './exit-code.ts';
import { scopeText, stopText, stopsText } from './stop-text.ts';

const LOOK_EVERY_MS = 250;
/** A kill does not give up on an engine that is busy. */
const PATIENCE_MS = 20_000;

interface ScopeFlags {
  account?: string;
  owner?: string;
  strategy?: string;
  yes?: boolean;
}

interface KillFlags extends ScopeFlags {
  cancel?: boolean;
  flatten?: boolean;
  reason?: string;
  wait: string;
}

export function killCommands(program: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  program
    .command('kill')
    .description('stop trading at once and durably, everywhere or in one place')
    .option('--account <name>', 'only this account')
    .option('--owner <owner>', 'only the accounts of this owner')
    .option('--strategy <id>', 'only orders of this strategy')
    .option('--cancel', 'and cancel every open order of ours there')
    .option('--flatten', 'and close every position there by market orders; cancels as well')
    .option('--reason <text>', 'why, for the record')
    .option('--wait <duration>', 'how long to wait for that; an engine that runs on goes on with it', '60s')
    .option('--yes', 'yes, stop')
    .action((flags: KillFlags) =>
      runner.answer(() => {
        const input = killInputOf(flags);
        const waitMs = parseDurationMs(flags.wait);
        if (!flags.yes) throw new QtError('INVALID_INPUT', 'This stops trading. Say that you mean it with --yes.');
        return { patienceMs: PATIENCE_MS, run: (client) => kill(client, input, waitMs, nowMs) };
      }),
    );

  program
    .command('resume')
    .description('release what was stopped in exactly this place; real accounts stay disarmed')
    .option('--account <name>', 'stops of this account')
    .option('--owner <owner>', 'stops of this owner')
    .option('--strategy <id>', 'stops of this strategy')
    .option('--yes', 'yes, it may trade again')
    .action((flags: ScopeFlags) =>
      runner.answer(() => {
        const scope = scopeOf(flags);
        if (!flags.yes) throw new QtError('INVALID_INPUT', 'This lets trading go on. Say that you mean it with --yes.');
        return { run: (client) => resume(client, scope, nowMs) };
      }),
    );

  const kills = program.command('kills').description('what is stopped');
  kills
    .command('list')
    .description('every stop in effect, newest first: kills, and stops that the console made by itself')
    .action(() =>
      runner.answer(() => ({
        run: async (client) => {
          const stops = await client.stops.current.query();
          return { document: stops, text: (style) => stopsText(stops, style, nowMs()) };
        },
      })),
    );
}

async function kill(client: Client, input: KillInput, waitMs: number, nowMs: () => number): Promise<Answer> {
  const stop = await worked(client, await client.stops.kill.mutate(input), waitMs);
  const left = stop.work.some(({ stage }) => stage !== 'done');
  return {
    document: stop,
    text: (style) => stopText(stop, style, nowMs()),
    exit: left ? EXIT.unknownOutcome : EXIT.done,
  };
}

/** The stop once its work is done, or as it stands when it was waited for long enough or released. */
async function worked(client: Client, stop: StopDocument, waitMs: number): Promise<StopDocument> {
  const deadline = performance.now() + waitMs;
  let now = stop;
  while (now.work.some(({ stage }) => stage !== 'done') && performance.now() < deadline) {
    await pause(LOOK_EVERY_MS);
    const { stops } = await client.stops.current.query();
    const found = stops.find(({ id }) => id === stop.id);
    if (!found) return now;
    now = found;
  }
  return now;
}

async function resume(client: Client, scope: RiskScope, nowMs: () => number): Promise<Answer> {
  const { confirmation_id, phrase } = await client.stops.prepareRelease.mutate({ scope });
  const stops = await client.stops.release.mutate({ confirmation_id, typed: phrase });
  return {
    document: stops,
    text: (style) => `${style.green('Released')}: ${scopeText(scope)}.\n${stopsText(stops, style, nowMs())}`,
  };
}

function scopeOf({ account, owner, strategy }: ScopeFlags): RiskScope {
  const named = Object.entries({ account, owner, strategy }).filter(([, name]) => name !== undefined);
  if (named.length > 1) throw new QtError('INVALID_INPUT', 'Give --account, --owner or --strategy, or none of them.');
  const [kind, name] = named[0] ?? [];
  const scope = riskScopeSchema.safeParse(kind === undefined ? { kind: 'global' } : { kind, name });
  if (!scope.success) throw new QtError('INVALID_INPUT', readableIssues(scope.error.issues));
  return scope.data;
}

function killInputOf({ cancel, flatten, reason, wait: _wait, ...flags }: KillFlags): KillInput {
  const input = killInputSchema.safeParse({
    scope: scopeOf(flags),
    ...(cancel && { cancel }),
    ...(flatten && { flatten }),
    ...(reason !== undefined && { reason }),
  });
  if (!input.success) throw new QtError('INVALID_INPUT', readableIssues(input.error.issues));
  return input.data;
}
